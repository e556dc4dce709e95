"""Words in one language, and numbers and amounts as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from onedoor.engine.feel import Date
from onedoor.engine.feel.functions.conversion import format_number
from onedoor.engine.matching.whatif import Total
from onedoor.text import Text

INDENT = "  "
NONE = "—"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """The language of the terminal."""

    name: str

    def say(self, zh: str, en: str) -> str:
        return Text(zh, en).in_(self.name)

    def each(self, pairs: Iterable[Pair]) -> list[str]:
        """Every Chinese and English pair in the language."""
        return [self.say(*pair) for pair in pairs]


def yuan(cents: int, *, sign: bool = False) -> str:
    """Cents as yuan with commas.

    >>> yuan(-123456), yuan(5, sign=True)
    ('-1,234.56', '+0.05')
    """
    return f"{Decimal(cents).scaleb(-2):{'+' if sign else ''},.2f}"


def total_in_yuan(total: Total | None) -> str:
    """The known amounts of a total; a dash where there is no money."""
    return NONE if total is None else yuan(total.cents)


def signed(number: int) -> str:
    """A change of a number."""
    return f"{number:+,}" if number else "0"


def told(value: Decimal | Date) -> str:
    """A threshold as it is typed: a number without idle zeros, a date."""
    return str(value) if isinstance(value, Date) else format_number(value.normalize())
