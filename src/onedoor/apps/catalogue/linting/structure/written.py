"""The FEEL expressions of an item, and what they read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.engine.feel import FeelError, parse, parse_unary_tests

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


def names_read(each: Written, names: tuple[str, ...]) -> set[str]:
    is_cell = bool(each.tested) and each.text is not each.tested
    try:
        found = parse_unary_tests(each.text, names=names) if is_cell else parse(each.text, names=names)
    except FeelError:
        return set()
    return set(found.free_names)
