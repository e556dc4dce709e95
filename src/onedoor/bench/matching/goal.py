"""One thing to be reached, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What was to be reached. ``value`` is None where it was not measured.

    ``at_this_size`` is false for seconds that are wanted of another workload than the measured one.
    """

    text: str
    wanted: float
    value: float | None
    at_most: bool = True
    stretch: float | None = None
    at_this_size: bool = True

    @property
    def is_met(self) -> bool | None:
        if self.value is None or not self.at_this_size:
            return None
        return self.reaches(self.wanted)

    def reaches(self, wanted: float) -> bool:
        assert self.value is not None
        return self.value <= wanted if self.at_most else self.value >= wanted

    def __str__(self) -> str:
        word = {True: "met", False: "missed", None: "not measured"}[self.is_met]
        if not self.at_this_size and self.value is not None:
            word = "wanted at another size"
        if self.is_met and self.stretch is not None:
            word += f", stretch {digits(self.stretch)} {'met' if self.reaches(self.stretch) else 'missed'}"
        sign = "<=" if self.at_most else ">="
        return f"  {self.text:<66}{sign} {digits(self.wanted):<8}{digits(self.value):>10}  {word}"


def digits(value: float | None) -> str:
    """Three digits that say something, or all before the point."""
    if value is None:
        return "-"
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.{1 if abs(value) >= 10 else 2}f}"
