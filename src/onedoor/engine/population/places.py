"""Where enterprises are and what they do: how often each code of a list is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onedoor.engine.population.trades import TRADES, trade_of

# Enterprises of a province in a thousand of the country, by the first two digits of GB/T 2260; rounded.
PROVINCES = {
    "11": 42,
    "12": 16,
    "13": 41,
    "14": 19,
    "15": 12,
    "21": 28,
    "22": 12,
    "23": 13,
    "31": 56,
    "32": 98,
    "33": 82,
    "34": 39,
    "35": 46,
    "36": 25,
    "37": 88,
    "41": 55,
    "42": 41,
    "43": 31,
    "44": 152,
    "45": 24,
    "46": 16,
    "50": 24,
    "51": 49,
    "52": 17,
    "53": 20,
    "54": 2,
    "61": 28,
    "62": 9,
    "63": 3,
    "64": 5,
    "65": 12,
}
_CAPITAL, _OTHER = 4, 1
_WHOLE = 1_000_000


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes to draw from, with the weight of each: counties (``440106``), industry classes (``C3521``).

    ``trades`` holds the place in ``TRADES`` of each class.
    """

    counties: tuple[str, ...]
    county_weights: tuple[int, ...]
    classes: tuple[str, ...]
    class_weights: tuple[int, ...]
    trades: tuple[int, ...]

    @classmethod
    def of(cls, counties: Sequence[str], classes: Sequence[str]) -> Codes:
        """Weighed codes. Counties of provinces and classes of trades that are not known here are left out."""
        known = [code for code in counties if code[:2] in PROVINCES]
        placed = [(code, trade) for code in classes if (trade := trade_of(code)) is not None]
        in_province = {province: [code for code in known if code[:2] == province] for province in PROVINCES}
        in_trade = {place: [code for code, trade in placed if trade == place] for place in range(len(TRADES))}
        counties_weighed = {
            code: weight
            for province, codes in in_province.items()
            for code, weight in _shared(PROVINCES[province], codes, _county).items()
        }
        classes_weighed = {
            code: weight
            for place, codes in in_trade.items()
            for code, weight in _shared(TRADES[place].share, codes, _unequal).items()
        }
        return cls(
            counties=tuple(known),
            county_weights=tuple(counties_weighed[code] for code in known),
            classes=tuple(code for code, _ in placed),
            class_weights=tuple(classes_weighed[code] for code, _ in placed),
            trades=tuple(trade for _, trade in placed),
        )


def _shared(weight: int, codes: Sequence[str], measure: Callable[[str], int]) -> dict[str, int]:
    """The weight of a group shared out among its codes."""
    total = sum(map(measure, codes))
    return {code: max(1, weight * _WHOLE * measure(code) // (total * 1000)) for code in codes}


def _county(code: str) -> int:
    """The first city of a province, its capital, has more; a province that is a city has one only."""
    return _unequal(code) * (_CAPITAL if code[2:4] == "01" else _OTHER)


def _unequal(code: str) -> int:
    """1 to 9, so that codes of a group are not all alike; always the same for the same code."""
    return 1 + sum((place + 3) * ord(character) for place, character in enumerate(code)) * 7919 % 9
