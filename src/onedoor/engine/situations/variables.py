"""The order in which a guide's questions become variables; it decides how small the diagrams are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onedoor.engine.situations.guide import Guide


def together(guide: Guide) -> list[str]:
    """The questions, each after those it depends on, and those near each other that a condition reads together."""
    waits = {each.name: when for each, when in zip(guide.questions, guide.whens, strict=True)}
    place = {guide.questions[at].name: number for number, at in enumerate(guide.order)}
    found: dict[str, None] = {}

    def put(names: Iterable[str]) -> None:
        for name in sorted(names, key=place.__getitem__):
            if name not in found:
                put(waits[name].free_names)
                found[name] = None

    for each in (*(way.expression for way in guide.ways), *guide.conditions.values()):
        put(each.free_names)
    put(place)
    return list(found)
