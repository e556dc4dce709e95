"""The values that an answer may have."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these texts."""

    values: tuple[str, ...]

    def value(self, answer: Any) -> Any:
        return answer if isinstance(answer, str) and answer in self.values else None

    @property
    def words(self) -> Text:
        return Text("、".join(self.values), ", ".join(self.values))


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""

    def value(self, answer: Any) -> Any:
        return answer if isinstance(answer, bool) else None

    @property
    def words(self) -> Text:
        return Text("是或否", "yes or no")


@dataclass(frozen=True, slots=True)
class Number:
    """A number from ``least`` to ``most``, both included; without one of them there is no end. ``whole``: no fractions."""

    least: Decimal | None = None
    most: Decimal | None = None
    whole: bool = False

    def value(self, answer: Any) -> Any:
        if isinstance(answer, bool) or not isinstance(answer, (int, Decimal)):
            return None
        number = Decimal(answer)
        if not number.is_finite() or (self.whole and number != number.to_integral_value()):
            return None
        if (self.least is not None and number < self.least) or (self.most is not None and number > self.most):
            return None
        return number

    @property
    def words(self) -> Text:
        least = "" if self.least is None else f"{self.least:f}"
        most = "" if self.most is None else f"{self.most:f}"
        return (
            Text(f"整数 {least}..{most}", f"a whole number {least}..{most}")
            if self.whole
            else Text(f"数字 {least}..{most}", f"a number {least}..{most}")
        )


Domain = Choice | YesNo | Number
