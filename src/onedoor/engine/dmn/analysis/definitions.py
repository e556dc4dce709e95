"""Item definitions: what they allow against the type that they allow it of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from onedoor.engine.dmn.items import ItemTypes
from onedoor.engine.dmn.xml import below, content, first, name_of, text_of
from onedoor.engine.feel.checker.checks import check_cell
from onedoor.engine.feel.checker.findings import Finding
from onedoor.engine.feel.types import ANY, Type, list_of
from onedoor.text import Text


def definitions(root: etree._Element, types: ItemTypes) -> Iterator[Finding]:
    """What is wrong with the allowed values of the types that a model defines."""
    for element in below(root, "itemDefinition"):
        name = name_of(element)
        for each in _definition(element, types):
            yield each.at(Text(f"类型“{name}”", f"type {name}"), element.sourceline or 0)


def _definition(element: etree._Element, types: ItemTypes) -> Iterator[Finding]:
    reference = content(first(element, "typeRef"))
    base = types.named(reference, element).feel if reference else ANY
    base = Type(base.kind, base.parts, base.labels)
    whole = list_of(base) if element.get("isCollection") == "true" else base
    for kind, tested in (("allowedValues", base), ("typeConstraint", whole)):
        constraint = first(element, kind)
        text = text_of(constraint)
        if text and constraint is not None:
            line = constraint.sourceline or 0
            yield from (replace(each, file_line=line) for each in check_cell(text, tested))
    for component in below(element, "itemComponent"):
        name = name_of(component)
        for each in _definition(component, types):
            yield each.at(Text(f"成员“{name}”", f"member {name}"))
