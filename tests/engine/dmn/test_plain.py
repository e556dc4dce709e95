"""JSON: numbers keep their digits, moments are read where a type says so, what is unknown says what it lacks."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.dmn.building import component, input_data, item, read

from onedoor.engine.dmn import DmnError
from onedoor.engine.dmn.plain import MAX_FACTS, read_facts
from onedoor.engine.feel import Range, Unknown
from onedoor.engine.feel.plain import as_plain, to_json
from onedoor.engine.feel.temporal import parse_temporal

MODEL = read(
    item("tTrip", component("day", "date") + component("long", "days and time duration")),
    item("tTrips", "tTrip", many=True),
    item("tDays", "date", many=True),
    input_data("day", "date"),
    input_data("days", "tDays"),
    input_data("trips", "tTrips"),
    input_data("word", "string"),
)
DAY = parse_temporal("2026-01-02")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ('{"day": "2026-01-02"}', {"day": DAY}),
        ('{"day": "tomorrow"}', {"day": "tomorrow"}),
        ('{"word": "2026-01-02"}', {"word": "2026-01-02"}),
        ('{"days": ["2026-01-02", null]}', {"days": [DAY, None]}),
        ('{"trips": [{"day": "2026-01-02", "long": "PT1H", "x": "P1D"}]}',
         {"trips": [{"day": DAY, "long": parse_temporal("PT1H"), "x": "P1D"}]}),
        ('{"else": "2026-01-02", "n": 1e400}', {"else": "2026-01-02", "n": Decimal("1e400")}),
        ('{"n": 0.1, "m": 12345678901234567890}', {"n": Decimal("0.1"), "m": Decimal("12345678901234567890")}),
        ("{}", {}),
    ],
)  # fmt: skip
def test_facts_are_read_as_the_inputs_declare_them(text: str, facts: dict[str, Any]) -> None:
    assert read_facts(text, MODEL, "-") == facts


@pytest.mark.parametrize(
    "text",
    [
        *("", "nul", "[]", "3", '{"a": Infinity}', '{"a": -NaN}', "{" * 9, '{"a": 1} x'),
        *('{"a": 1, "a": 2}', '{"a": {"b": 1, "b": 1}}', '{"a": "\\ud800"}'),
    ],
)
def test_what_is_no_plain_json_is_refused(text: str) -> None:
    with pytest.raises(DmnError) as caught:
        read_facts(text, MODEL, "facts.json")
    assert caught.value.code == "dmn.facts"
    assert "facts.json" in str(caught.value.where)


def test_facts_are_bounded() -> None:
    with pytest.raises(DmnError):
        read_facts(" " * (MAX_FACTS + 1), MODEL, "-")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (DAY, "2026-01-02"),
        (Unknown(frozenset({"b", "a"})), {"unknown": ["a", "b"]}),
        ([Decimal(1), Unknown()], [Decimal(1), {"unknown": []}]),
        ({"a": parse_temporal("P1Y")}, {"a": "P1Y"}),
        (Range(Decimal(1), Decimal(2), low_closed=True, high_closed=False), "[1..2)"),
    ],
)
def test_a_value_is_told_in_plain_parts(value: Any, plain: Any) -> None:
    assert as_plain(value) == plain


json_values = st.recursive(
    st.none() | st.booleans() | st.text() | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


@given(json_values)
def test_what_is_written_reads_back_without_loss(value: Any) -> None:
    back = json.loads(to_json(value), parse_float=Decimal, parse_int=Decimal)
    assert back == value


def test_json_is_laid_out_for_people() -> None:
    assert to_json({"a": [Decimal(1), {}], "b": []}) == '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}'
