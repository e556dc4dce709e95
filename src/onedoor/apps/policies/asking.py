"""Which question to ask first."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onedoor.apps.policies.definition import FactAsked


def next_question(missing: Sequence[FactAsked], lacking: Sequence[Collection[str]]) -> FactAsked | None:
    """The one question whose answer decides most, or ``None`` where nobody can be asked.

    ``lacking`` holds, for each open condition, the elements that it lacks. First comes the fact that settles
    the most conditions by itself, then the one that the most conditions lack, then the order of the sheet.
    """

    def decides(fact: FactAsked) -> tuple[int, int]:
        concerned = [elements for elements in lacking if fact.element in elements]
        return sum(len(elements) == 1 for elements in concerned), len(concerned)

    return max((fact for fact in missing if fact.can_be_asked), key=decides, default=None)
