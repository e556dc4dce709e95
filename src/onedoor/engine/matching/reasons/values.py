"""Sets of values of one column: what a condition leaves to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self

from onedoor.engine.matching.reasons.units import Unit


class Values(Protocol):
    """A set of values; ``null`` tells that the fact may be absent."""

    @property
    def null(self) -> bool: ...

    @property
    def is_empty(self) -> bool: ...

    def holds(self, unit: Unit) -> bool: ...

    def meet(self, other: Self) -> Self:
        """What both allow."""

    def join(self, other: Self) -> Self | None:
        """What either allows; None where that is no set of this kind."""

    def nearest(self, unit: Unit) -> Unit:
        """The value that is least away from one; any value where there was none. The set is not empty."""


def joined(found: Iterable[Values]) -> tuple[Values, ...]:
    """The same values in as few sets as is easy."""
    kept: list[Values] = []
    for each in found:
        for place, one in enumerate(kept):
            both = one.join(each)
            if both is not None:
                kept[place] = both
                break
        else:
            kept.append(each)
    return tuple(kept)
