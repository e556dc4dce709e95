"""Values of a column in words, with every digit: what is advised has to suffice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import Date
from onedoor.engine.feel.explaining import DEFAULT, FactWords, Wording
from onedoor.engine.feel.explaining.joining import glue
from onedoor.engine.feel.explaining.numbers import PLACES, SHARE_PLACES, digits, number_words
from onedoor.engine.feel.explaining.units import PLAIN, SHARE, Quantity, in_english, quantity_in
from onedoor.engine.feel.explaining.values import value_words
from onedoor.engine.feel.explaining.wording import sounds_like_a_share
from onedoor.engine.matching.schema import MAX_PLACES, Column, Kind
from onedoor.text import Text

Words = Wording | Mapping[str, str]


def wording_of(words: Words) -> Wording:
    """The wording itself, or that of facts whose units alone are known (``{"科技人员": "名"}``)."""
    if isinstance(words, Wording):
        return words
    return Wording({name: FactWords(unit=unit) for name, unit in words.items()}) if words else DEFAULT


class Amounts:
    """Tells the values of one column. ``is_part`` tells that all numbers in question lie between 0 and 1."""

    def __init__(self, column: Column, wording: Wording, *, is_part: bool) -> None:
        self.column = column
        self.label = wording.label(column.name)
        self.codes = wording.of(column.name).codes
        self.unit = wording.of(column.name).unit or ("元" if column.kind is Kind.MONEY else "")
        self.quantity = self._quantity(is_part)

    def _quantity(self, is_part: bool) -> Quantity:
        if self.unit:
            return quantity_in(self.unit)
        is_share = self.column.kind is Kind.RATIO and is_part and sounds_like_a_share(self.label.zh)
        return SHARE if is_share else PLAIN

    def value(self, value: Any) -> Text:
        """A value of the column.

        >>> Amounts(Column("研发费用", Kind.MONEY), DEFAULT, is_part=False).value(Decimal("500000.01")).as_dict()
        {'zh': '500,000.01 元', 'en': '500,000.01 yuan'}
        """
        if isinstance(value, Decimal):
            return exact_words(value, self.quantity)
        if isinstance(value, date):
            value = Date(value.year, value.month, value.day)
        if isinstance(value, list):
            value = sorted(value)
        return value_words(value, self.quantity, self.codes)

    def difference(self, by: Decimal) -> Text:
        """So much more or less; shares in percentage points."""
        if not self.quantity.is_share:
            return self.value(abs(by))
        points = digits(abs(by) * 100, MAX_PLACES)
        return Text(f"{points} 个百分点", f"{points} percentage points")


def are_parts(*numbers: Any) -> bool:
    """Whether all are numbers from nothing to the whole."""
    return all(isinstance(each, Decimal) and 0 <= each <= 1 for each in numbers)


def exact_words(number: Decimal, quantity: Quantity) -> Text:
    """As ``number_words``, but never rounded.

    >>> exact_words(Decimal("0.05125"), SHARE).zh, exact_words(Decimal("1.23456"), quantity_in("万元")).as_dict()
    ('5.125%', {'zh': '1.23456 万元', 'en': '12,345.6 yuan'})
    """
    exponent = number.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    if places <= (SHARE_PLACES + 2 if quantity.is_share else PLACES):
        return number_words(number, quantity)
    if quantity.is_share:
        return Text.of(f"{digits(number * 100, places)}%")
    told, unit = digits(number, places), quantity.unit
    if unit is None:
        return Text.of(told)
    english = digits(number * unit.factor, places)
    return Text(glue(f"{told} ", unit.zh), f"{english} {in_english(number, unit)}".rstrip())
