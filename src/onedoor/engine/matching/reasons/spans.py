"""Sets of numbers, dates and truth values."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.engine.matching.reasons.units import Unit

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spans:
    """Whole units from ``low`` up to and with ``high``; the spans ascend and lie apart."""

    spans: tuple[Span, ...]
    null: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.spans and not self.null

    def holds(self, unit: Unit) -> bool:
        if isinstance(unit, int):
            return any(low <= unit <= high for low, high in self.spans)
        return unit is None and self.null

    def meet(self, other: Spans) -> Spans:
        spans = tuple(
            (max(low, lowest), min(high, highest))
            for low, high in self.spans
            for lowest, highest in other.spans
            if low <= highest and lowest <= high
        )
        return Spans(spans, self.null and other.null)

    def join(self, other: Spans) -> Spans:
        merged: list[Span] = []
        for low, high in sorted((*self.spans, *other.spans)):
            if merged and merged[-1][1] + 1 >= low:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return Spans(tuple(merged), self.null or other.null)

    def nearest(self, unit: Unit) -> int | None:
        """Of two that are as near the greater; without a unit the one nearest to zero."""
        at = unit if isinstance(unit, int) else 0
        ends = [min(max(at, low), high) for low, high in self.spans]
        return min(ends, key=lambda end: (abs(end - at), -end), default=None)
