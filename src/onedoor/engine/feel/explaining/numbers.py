"""Numbers as people read them: grouped by thousands, without idle zeros, in per cent or with their unit.

In Chinese a number with a unit is told in 万 (10,000) or 亿 (100,000,000) from one of those up, where two
decimals tell it exactly; else in full digits. Shares are rounded to two decimals of a per cent and other
fractions to four, but never so far that a number reads like another one that it is compared with.
"""

from __future__ import annotations

from decimal import ROUND_UP, Context, Decimal

from onedoor.engine.feel.explaining.units import PERCENT, PLAIN, Quantity, Unit, in_english
from onedoor.text import Text

SHARE_PLACES = 2
PLACES = 4
MOST_DIGITS = 20  # beyond, nobody would read them all
_EXACT = Context(prec=6200, Emin=-6200, Emax=6200)
_SCALES = (("亿", 8), ("万", 4))
_TWO_PLACES = Decimal("0.01")


def number_words(number: Decimal, quantity: Quantity = PLAIN, beside: Decimal | None = None) -> Text:
    """The number in words and figures; ``beside`` is what it is compared with, never to be mistaken for it.

    >>> from onedoor.engine.feel.explaining.units import SHARE, quantity_in
    >>> number_words(Decimal("0.042"), SHARE).zh, number_words(Decimal("0.04999999"), SHARE, Decimal("0.05")).zh
    ('4.2%', '4.999999%')
    >>> number_words(Decimal(3000000), quantity_in("元")).as_dict()
    {'zh': '300 万元', 'en': '3,000,000 yuan'}
    """
    if quantity.is_share:
        hundredths = number.scaleb(2, _EXACT)
        return Text.of(f"{digits(hundredths, SHARE_PLACES, beside and beside.scaleb(2, _EXACT))}%")
    unit = quantity.unit
    if unit is None:
        return Text.of(digits(number, PLACES, beside))
    if unit is PERCENT:
        return Text.of(f"{digits(number, SHARE_PLACES, beside)}%")
    told = _EXACT.multiply(number, unit.factor) if unit.factor != 1 else number
    factored = _EXACT.multiply(beside, unit.factor) if beside is not None and unit.factor != 1 else beside
    english = f"{digits(told, PLACES, factored)} {in_english(number, unit)}".rstrip()
    return Text(_in_chinese(number, unit, beside), english)


def distance_words(found: Decimal, limit: Decimal, quantity: Quantity) -> Text:
    """How far a number is from its limit, rounded away from nothing; shares in percentage points.

    >>> distance_words(Decimal("0.042"), Decimal("0.05"), Quantity(is_share=True)).as_dict()
    {'zh': '差 0.8 个百分点', 'en': '0.8 percentage points short'}
    """
    by = _EXACT.abs(_EXACT.subtract(limit, found))
    if by.adjusted() <= MOST_DIGITS:
        by = by.quantize(Decimal(1).scaleb(-PLACES), ROUND_UP, context=_EXACT)
    if quantity.is_share:
        points = digits(by.scaleb(2, _EXACT), SHARE_PLACES)
        words = Text(f"{points} 个百分点", f"{points} percentage points")
    else:
        words = number_words(by, quantity)
    if found < limit:
        return Text(f"差 {words.zh}", f"{words.en} short")
    return Text(f"超出 {words.zh}", f"{words.en} too much")


def _in_chinese(number: Decimal, unit: Unit, beside: Decimal | None) -> str:
    if unit.is_whole and abs(number) >= 10_000 and number.adjusted() <= MOST_DIGITS:
        for name, places in _scales(unit):
            scaled = number.scaleb(-places, _EXACT)
            if abs(scaled) >= 1 and scaled == scaled.quantize(_TWO_PLACES):
                return f"{digits(scaled)} {name}{unit.zh.lstrip('万')}"
    return f"{digits(number, PLACES, beside)} {unit.zh}"


def _scales(unit: Unit) -> tuple[tuple[str, int], ...]:
    """The larger words for many, and how many zeros they stand for beside the unit."""
    if unit.factor == 1:
        return _SCALES
    return (("亿", 4),) if unit.zh == "万元" else ()


def is_part(value: object) -> bool:
    """Is it a number between nothing and the whole?"""
    return isinstance(value, Decimal) and 0 <= value <= 1


def digits(number: Decimal, places: int = PLACES, beside: Decimal | None = None) -> str:
    """The digits with commas: at most so many decimals, more where it would read like ``beside``.

    >>> digits(Decimal("1234567.5")), digits(Decimal(1) / 3), digits(Decimal("2.99999"), 4, Decimal(3))
    ('1,234,567.5', '0.3333', '2.99999')
    """
    if number == number.to_integral_value() and number.adjusted() <= MOST_DIGITS:
        return f"{int(number):,}"
    if not -MOST_DIGITS <= number.adjusted() <= MOST_DIGITS:
        return f"{_EXACT.normalize(number):E}"
    while True:
        shown = _rounded(number, places)
        apart = beside is None or number == beside or shown != _rounded(beside, places)
        if shown == number or (apart and shown):
            return _grouped(shown)
        places += 2


def _rounded(number: Decimal, places: int) -> Decimal:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -places or number.adjusted() > MOST_DIGITS:
        return number
    return number.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _grouped(number: Decimal) -> str:
    whole, point, fraction = f"{number:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}{point}{fraction}" if fraction else whole
