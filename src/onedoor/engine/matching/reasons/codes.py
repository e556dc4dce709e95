"""Sets of lists of codes, by what they contain."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.engine.matching.reasons.units import Unit


@dataclass(frozen=True, slots=True)
class Codes:
    """Lists of texts that contain all of ``has`` and none of ``lacks``."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    null: bool = False

    @property
    def is_empty(self) -> bool:
        return bool(self.has & self.lacks) and not self.null

    def holds(self, unit: Unit) -> bool:
        if isinstance(unit, frozenset):
            return self.has <= unit and not self.lacks & unit
        return unit is None and self.null

    def meet(self, other: Codes) -> Codes:
        return Codes(self.has | other.has, self.lacks | other.lacks, self.null and other.null)

    def join(self, other: Codes) -> Codes | None:
        is_same = (self.has, self.lacks) == (other.has, other.lacks)
        return Codes(self.has, self.lacks, self.null or other.null) if is_same else None

    def nearest(self, unit: Unit) -> frozenset[str] | None:
        if self.has & self.lacks:
            return None
        held = unit if isinstance(unit, frozenset) else frozenset()
        return (held | self.has) - self.lacks
