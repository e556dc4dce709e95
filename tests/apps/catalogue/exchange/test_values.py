"""Cells as they come: cleaned, split, and read as numbers, limits, days and money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.catalogue.exchange.values import (
    cents_of,
    cleaned,
    day_of,
    limit_of,
    plain,
    several,
    together,
    whole_number,
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("许可&amp;备案", "许可&备案"),
        ("许可&amp;amp;备案", "许可&备案"),
        ("许可&amp;amp;amp;备案", "许可&备案"),
        ("许可&amp;amp;amp;amp;备案", "许可&amp;备案"),
        ("&lt;p&gt;第一条&lt;/p&gt;&lt;p&gt;第二条&lt;/p&gt;", "第一条\n第二条"),
        ("甲\x00乙\x1f丙\ufeff", "甲乙丙"),
        ("面积 < 50 且 > 10", "面积 < 50 且 > 10"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("AT&T", "AT&T"),
        ("<b>重点</b><br/>说明", "重点\n说明"),
    ],
)
def test_text_loses_what_systems_did_to_it_and_nothing_else(raw, text):
    assert cleaned(raw) == text


@given(st.text())
def test_cleaned_text_never_holds_what_a_database_cannot(text):
    assert "\0" not in cleaned(text)
    cleaned(text).encode()


@pytest.mark.parametrize(
    ("raw", "number"),
    [("20", 20), ("２０", 20), ("20.0", 20), ("1,200", 1200), ("-3", -3), ("20.5", None), ("二十", None)]
    + [("", None), ("1e400", None), ("NaN", None), ("9" * 20, None)],
)
def test_whole_numbers_are_read_whatever_their_width(raw, number):
    assert whole_number(raw) == number


@pytest.mark.parametrize(
    ("raw", "limit"),
    [
        ("20(工作日)", (20, "working_day")),
        ("３０个工作日", (30, "working_day")),
        ("3个月", (3, "month")),
        ("24小时", (24, "hour")),
        ("15天", (15, "calendar_day")),
        ("15", (15, "")),
        ("即办", (0, "working_day")),
        ("-1", None),
        ("视情况", None),
        ("1" * 12 + "天", None),
    ],
)
def test_time_limits_are_read_with_the_unit_beside_the_number(raw, limit):
    assert limit_of(raw) == limit


@pytest.mark.parametrize(
    ("raw", "day"),
    [("2026-01-05", "2026-01-05"), ("2026/1/5", "2026-01-05"), ("2026年1月5日", "2026-01-05")]
    + [("20260105", "2026-01-05"), ("46027", "2026-01-05"), ("2026-01-05 10:30:00", "2026-01-05")]
    + [("2026-02-30", None), ("明天", None), ("", None)],
)
def test_days_are_read_as_people_and_spreadsheets_write_them(raw, day):
    assert day_of(raw) == day


@pytest.mark.parametrize(
    ("raw", "cents"),
    [("12.5", 1250), ("１０元", 1000), ("0", 0), ("12.505", None), ("免费", None), ("-1", None)],
)
def test_money_becomes_whole_cents_or_nothing(raw, cents):
    assert cents_of(raw) == cents


def test_marks_in_brackets_do_not_split():
    assert several("社会保障（社会保险、社会救助）、其他") == ["社会保障（社会保险、社会救助）", "其他"]


@given(
    st.lists(st.text("甲乙丙、，;（）a", min_size=1, max_size=6).filter(str.strip), unique=True, max_size=5)
)
def test_values_put_together_come_apart_again(values):
    assert several(together(values)) == values


def test_codes_are_read_half_width():
    assert plain("　４４０１００ ") == "440100"


@pytest.mark.parametrize("piece", [",a", "（,", " ", "<p ", "&amp;", "1 ", "、）", "<", "（"])
def test_long_cells_are_read_in_one_pass(piece):
    """A reader that looked back for each mark would not come to an end here."""
    text = "1" + piece * 100_000 + "x"
    assert several(text)
    assert cleaned(text)
    assert (limit_of(text), day_of(text), whole_number(text), cents_of(text)) == (None,) * 4


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("甲（一、二，三）、乙", ["甲（一、二，三）", "乙"]),
        ("甲（一、二", ["甲（一", "二"]),
        ("甲）、乙", ["甲）", "乙"]),
        ("（（一、二）、三）、四", ["（（一、二）、三）", "四"]),
    ],
)
def test_only_brackets_that_close_keep_words_together(text, values):
    assert several(text) == values
