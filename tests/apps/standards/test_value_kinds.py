"""How values are kept, given to rules, and read out: a table for each, a law for the way there and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.standards.enums import CENTS, ValueKind
from onedoor.text import Text

K = ValueKind
WHOLE = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("type_name", "unit", "kind"),
    [
        ("number", "元", K.MONEY),
        ("number", "万元", K.MONEY),
        ("number", "比例", K.RATIO),
        ("number", "人", K.NUMBER),
        ("number", "月", K.NUMBER),
        ("number", "分", K.DECIMAL),
        ("list<number>", "万元", K.MONEY_LIST),
        ("list<record>", "", K.RECORDS),
        ("string", "", K.CODE),
        ("boolean", "", K.BOOLEAN),
        ("date", "", K.DATE),
    ],
)
def test_the_kind_of_a_sheets_type_and_unit(type_name, unit, kind):
    assert ValueKind.of_sheet(type_name, unit) is kind


def test_a_type_that_no_kind_stands_for_is_refused():
    with pytest.raises(ValueError, match="complex"):
        ValueKind.of_sheet("complex", "")


@pytest.mark.parametrize(
    ("kind", "unit", "stored", "ruled"),
    [
        (K.MONEY, "元", 123456, Decimal("1234.56")),
        (K.MONEY, "万元", 5_000_000_00, Decimal(500)),
        (K.MONEY_LIST, "万元", [1_000_000, 1], [Decimal(1), Decimal("0.000001")]),
        (K.NUMBER, "人", 12, Decimal(12)),
        (K.RATIO, "比例", "0.055", Decimal("0.055")),
        (K.DECIMAL, "分", "71.5", Decimal("71.5")),
        (K.BOOLEAN, "", False, False),
        (K.DATE, "", "2026-11-24", date(2026, 11, 24)),
        (K.RECORDS, "", [{"a": 1}], [{"a": 1}]),
        (K.MONEY, "元", None, None),
        (K.TEXT, "", None, None),
    ],
)
def test_rules_read_what_is_stored_and_the_way_back_is_the_same(kind, unit, stored, ruled):
    assert kind.to_rule(stored, unit) == ruled
    assert kind.to_stored(ruled, unit) == stored


@given(cents=WHOLE, unit=st.sampled_from(sorted(CENTS)))
def test_no_cent_is_lost_between_store_and_rule(cents, unit):
    assert K.MONEY.to_stored(K.MONEY.to_rule(cents, unit), unit) == cents


@given(st.decimals(-1000, 1000, places=6))
def test_a_ratio_survives_the_way_through_the_store(ratio):
    assert K.RATIO.to_rule(K.RATIO.to_stored(ratio, "比例"), "比例") == ratio


@pytest.mark.parametrize(
    ("kind", "unit", "stored", "words"),
    [
        (K.MONEY, "元", 123456, Text("1,234.56 元", "CNY 1,234.56")),
        (K.MONEY, "万元", 5_000_000_00, Text("5,000,000.00 元", "CNY 5,000,000.00")),
        (K.MONEY_LIST, "元", [100, 250], Text("1.00 元、2.50 元", "CNY 1.00, CNY 2.50")),
        (K.RATIO, "比例", "0.055", Text("5.5%", "5.5%")),
        (K.RATIO, "比例", "1", Text("100%", "100%")),
        (K.NUMBER, "人", 12, Text("12 人", "12 people")),
        (K.TEXT, "", "天河路1号", Text("天河路1号", "天河路1号")),
        (K.BOOLEAN, "", True, Text("是", "yes")),
        (K.BOOLEAN, "", False, Text("否", "no")),
        (K.RECORDS, "", [{}, {}], Text("2 条记录", "2 records")),
        (K.NUMBER, "人", 0, Text("0 人", "0 people")),
        (K.MONEY, "元", None, Text("无", "none")),
        (K.TEXT, "", "", Text("无", "none")),
    ],
)
def test_a_value_reads_as_people_say_it(kind, unit, stored, words):
    assert kind.words(stored, unit) == words


def test_a_code_reads_as_its_label_and_an_unknown_one_as_itself():
    options = {"small": Text("小型", "small")}
    assert K.CODE.words("small", "", options) == Text("小型", "small")
    assert K.CODE.words("huge", "", options) == Text("huge", "huge")
