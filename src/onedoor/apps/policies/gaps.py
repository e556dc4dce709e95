"""How far an unmet condition is off, in words and in the unit of its fact: 「还差 3 人」."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_UP, Decimal

from onedoor.apps.policies.definition import FactAsked
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.dmn import Gap
from onedoor.text import Text

CENTS = Decimal("0.01")
EXACT = None
MOST_DIGITS = 20
YUAN_IN_WAN = 10_000
MONEY = (ValueKind.MONEY, ValueKind.MONEY_LIST)


def gap_words(fact: FactAsked | None, gap: Gap) -> Text:
    """What would have to change, never less than is needed: people are whole, fractions are rounded up.

    Where the limit itself is not enough and there is no next number, the limit is told instead of a distance.
    """
    if fact is not None and fact.kind is ValueKind.NUMBER and gap.found == gap.found.to_integral_value():
        return _distance(gap, _amount(fact, _whole_steps(gap)))
    if gap.operator in ("<", ">"):
        limit, now = _amount(fact, gap.wanted, EXACT), _amount(fact, gap.found, EXACT)
        if gap.is_upward:
            return Text(f"须高于 {limit.zh}，现为 {now.zh}", f"must be above {limit.en}, now {now.en}")
        return Text(f"须低于 {limit.zh}，现为 {now.zh}", f"must be below {limit.en}, now {now.en}")
    return _distance(gap, _amount(fact, gap.short_by))


def _distance(gap: Gap, by: Text) -> Text:
    if gap.is_upward:
        return Text(f"还差 {by.zh}", f"{by.en} short")
    return Text(f"超出 {by.zh}", f"{by.en} too much")


def _whole_steps(gap: Gap) -> Decimal:
    """How many whole units lead from what is found to the nearest whole number that satisfies."""
    if gap.is_upward:
        reached = gap.wanted.to_integral_value(ROUND_CEILING)
        return reached - gap.found + (gap.operator == ">" and reached == gap.wanted)
    reached = gap.wanted.to_integral_value(ROUND_FLOOR)
    return gap.found - reached + (gap.operator == "<" and reached == gap.wanted)


def _amount(fact: FactAsked | None, number: Decimal, places: Decimal | None = CENTS) -> Text:
    if fact is None or fact.kind is ValueKind.RECORDS:
        return Text.of(_digits(number, places))
    if fact.kind is ValueKind.RATIO:
        points = _digits(number * 100, places)
        # A limit is a share; only the way there is counted in points.
        return Text.of(f"{points}%") if places is EXACT else _points(points)
    if fact.kind in MONEY:
        return _money(number, fact.unit, places)
    return fact.kind.words(_digits(number, places), fact.unit)


def _points(number: str) -> Text:
    return Text(f"{number} 个百分点", f"{number} percentage points")


def _money(number: Decimal, unit: str, places: Decimal | None) -> Text:
    """Less than ten thousand yuan is told in yuan, so that nothing that is owed reads as none."""
    if unit == "万元" and abs(number) >= 1:
        return Text(f"{_digits(number, places)} 万元", f"{_digits(number, places)} x 10,000 yuan")
    yuan = _digits(number * YUAN_IN_WAN if unit == "万元" else number, places)
    return Text(f"{yuan} 元", f"{yuan} yuan")


def _digits(number: Decimal, places: Decimal | None) -> str:
    """The number with commas and no idle zeros; rounded away from zero where places are given."""
    # So large a number has no room for places, and nobody would read them.
    is_huge = number.adjusted() > MOST_DIGITS
    rounded = number if places is EXACT or is_huge else number.quantize(places, ROUND_UP)
    whole, _, fraction = f"{rounded:,f}".partition(".")
    return f"{whole}.{fraction.rstrip('0')}".rstrip(".")
