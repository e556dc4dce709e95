"""Every FEEL expression of an item: can it be read, does it fit its types, is what it reads ever told."""

from __future__ import annotations

from collections.abc import Iterator

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.apps.catalogue.linting.structure.types import types_of
from onedoor.apps.catalogue.linting.structure.written import BY_APPLICANT, Written, names_read, written_in
from onedoor.engine.feel.checker import Names, check_cell, checked
from onedoor.engine.feel.checker import check as check_expression
from onedoor.engine.feel.checker.findings import Finding as Fault
from onedoor.engine.feel.types import ANY, BOOLEAN, Type
from onedoor.text import Text


def expressions(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """What the checker of rules says of each, by the types of the elements and the options that answers may have."""
    written = list(written_in(definition))
    if not written:
        return
    types = types_of(definition)
    for each in written:
        for fault in _faults(each, types):
            where = fault.place.pointer if fault.place else each.text
            yield Found(
                "item.expression",
                each.place,
                _words(fault),
                {"表达式": each.text, "位置": where, "规则": fault.code},
                fault.severity,
                fault.mend,
            )


def told(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    """Elements that an expression reads though neither form nor questions ask for them and no register delivers them."""
    asked = {each.element for each in definition.fields} | {each.element for each in definition.questions}
    silent = {
        element.name.zh: identifier
        for identifier, element in definition.elements.items()
        if identifier not in asked
        and element.source in BY_APPLICANT
        and element.name.zh not in context.registers
    }
    if silent:
        names = tuple(sorted(element.name.zh for element in definition.elements.values()))
        for each in written_in(definition):
            for name in sorted(names_read(each, names) & silent.keys()):
                what = Text(f"数据项“{name}”", f"data element “{name}”")
                yield Found(
                    "item.never_told", each.place, what, {"数据项": silent[name], "表达式": each.text}
                )
    for material in definition.materials:
        if material.waived_by and material.waived_by in silent.values():
            what = Text(f"数据项“{material.waived_by}”", f"data element “{material.waived_by}”")
            yield Found("item.never_told", f"materials.{material.id}.waived_by", what)


def _faults(each: Written, types: dict[str, Type]) -> list[Fault]:
    if not each.tested:
        return check_expression(each.text, types, wanted=BOOLEAN)
    if each.text is each.tested:
        return check_expression(each.text, types)
    tested = checked(each.tested, Names(types)).type if each.tested else ANY
    return check_cell(each.text, tested, types)


def _words(fault: Fault) -> Text:
    if fault.expected is None:
        return fault.message
    return Text(
        f"{fault.message.zh}；应为{fault.expected.zh}", f"{fault.message.en}; expected {fault.expected.en}"
    )
