"""Parts that name others: those that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.findings import Found
from onedoor.text import Text


def unknown_parts(definition: ItemDefinition) -> Iterator[Found]:
    known = {
        "materials": {each.id for each in definition.materials},
        "steps": {each.id for each in definition.steps},
        "fees": {each.id for each in definition.fees},
        "situations": {each.id for each in definition.situations},
        "options": {each.code for each in definition.options},
        "elements": set(definition.elements),
    }
    for place, collection, names in _references(definition):
        for name in names:
            if name and name not in known[collection]:
                yield Found("item.unknown_part", place, Text.of(name))


def _references(definition: ItemDefinition) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Where parts name others: the place, the collection named, the names."""
    for each in definition.situations:
        place = f"situations.{each.id}"
        yield f"{place}.option", "options", (each.option,)
        yield f"{place}.materials", "materials", each.materials or ()
        yield f"{place}.steps", "steps", each.steps or ()
        yield f"{place}.fees", "fees", each.fees or ()
    if definition.table is not None:
        yield "table", "situations", [name for _, name in definition.table.rows]
    for step in definition.steps:
        yield f"steps.{step.id}.after", "steps", step.after
    for material in definition.materials:
        yield f"materials.{material.id}.waived_by", "elements", (material.waived_by,)
    for question in definition.questions:
        yield f"questions.{question.element}.element", "elements", (question.element,)
    for field in definition.fields:
        yield f"fields.{field.element}.element", "elements", (field.element,)
    for example in definition.examples:
        place = f"examples.{example.name.zh}"
        yield place, "situations", (example.situation or "",)
        yield place, "materials", example.materials or ()
        yield place, "elements", (*example.answers, *example.facts)
