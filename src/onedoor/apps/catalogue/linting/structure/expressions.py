"""Every FEEL expression of an item: can it be read, does it fit its types, is what it reads ever told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onedoor.apps.catalogue.definition import Field, ItemDefinition, Question
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.feel import FeelError, parse, parse_unary_tests
from onedoor.engine.feel.checker import Names, check_cell, checked
from onedoor.engine.feel.checker import check as check_expression
from onedoor.engine.feel.checker.findings import Finding as Fault
from onedoor.engine.feel.types import ANY, BOOLEAN, DATE, LIST, NUMBER, STRING, Type, list_of
from onedoor.text import Text

_TYPES = {
    ValueKind.MONEY: NUMBER,
    ValueKind.NUMBER: NUMBER,
    ValueKind.RATIO: NUMBER,
    ValueKind.DECIMAL: NUMBER,
    ValueKind.BOOLEAN: BOOLEAN,
    ValueKind.CODE: STRING,
    ValueKind.TEXT: STRING,
    ValueKind.DATE: DATE,
    ValueKind.MONEY_LIST: list_of(NUMBER),
    ValueKind.RECORDS: LIST,
}
BY_APPLICANT = ("", "applicant")


@dataclass(frozen=True, slots=True)
class Written:
    """An expression and its place. A cell of a table tests the expression ``tested``."""

    place: str
    text: str
    tested: str = ""


def written_in(definition: ItemDefinition) -> Iterator[Written]:
    """Every expression of the definition."""
    for point in definition.review_points:
        yield Written(f"review_points.{point.id}.expression", point.expression)
    for each in definition.fields:
        if each.visible_if:
            yield Written(f"fields.{each.element}.visible_if", each.visible_if)
    for question in definition.questions:
        if question.when:
            yield Written(f"questions.{question.element}.when", question.when)
    for of in ("materials", "steps", "fees", "situations"):
        for part in getattr(definition, of):
            if part.when:
                yield Written(f"{of}.{part.id}.when", part.when)
    if definition.table is not None:
        for text in definition.table.inputs:
            yield Written("table", text, text)
        for row, _ in definition.table.rows:
            for text, tested in zip(row, definition.table.inputs, strict=False):
                if text.strip() not in ("", "-"):
                    yield Written("table", text, tested)


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
            for name in sorted(_read(each, names) & silent.keys()):
                what = Text(f"数据项“{name}”", f"data element “{name}”")
                yield Found(
                    "item.never_told", each.place, what, {"数据项": silent[name], "表达式": each.text}
                )
    for material in definition.materials:
        if material.waived_by and material.waived_by in silent.values():
            what = Text(f"数据项“{material.waived_by}”", f"data element “{material.waived_by}”")
            yield Found("item.never_told", f"materials.{material.id}.waived_by", what)


def types_of(definition: ItemDefinition) -> dict[str, Type]:
    """The types of the elements by the names that expressions use; a choice allows its options alone."""
    options: dict[str, set[str]] = {}
    asking: list[Field | Question] = [*definition.fields, *definition.questions]
    for each in asking:
        if each.options:
            options.setdefault(each.element, set()).update(value for value, _ in each.options)
    found = {}
    for identifier, element in definition.elements.items():
        kind, allowed = _TYPES[element.kind], options.get(identifier)
        if allowed and kind == STRING:
            kind = replace(kind, allowed=_among(frozenset(allowed)))
        found[element.name.zh] = kind
    return found


def _among(allowed: frozenset[str]) -> Any:
    return lambda value: value in allowed


def _faults(each: Written, types: dict[str, Type]) -> list[Fault]:
    if not each.tested:
        return check_expression(each.text, types, wanted=BOOLEAN)
    if each.text is each.tested:
        return check_expression(each.text, types)
    tested = checked(each.tested, Names(types)).type if each.tested else ANY
    return check_cell(each.text, tested, types)


def _read(each: Written, names: tuple[str, ...]) -> set[str]:
    is_cell = bool(each.tested) and each.text is not each.tested
    try:
        found = parse_unary_tests(each.text, names=names) if is_cell else parse(each.text, names=names)
    except FeelError:
        return set()
    return set(found.free_names)


def _words(fault: Fault) -> Text:
    if fault.expected is None:
        return fault.message
    return Text(
        f"{fault.message.zh}；应为{fault.expected.zh}", f"{fault.message.en}; expected {fault.expected.en}"
    )
