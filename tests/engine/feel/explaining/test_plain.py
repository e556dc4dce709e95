"""The JSON of explanations."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.feel.explaining.office import WORDING

from onedoor.engine.feel import UNKNOWN, explain
from onedoor.engine.feel.explaining.plain import as_dict, kind_of, shortened, to_json

WHOLE = {
    "text": "参保人数 <= 30\n and 裁员率 <= 0.2",
    "line": 1,
    "column": 1,
    "kind": "and",
    "outcome": "not_met",
    "value": False,
    "missing": [],
    "decisive": True,
    "sentence": {
        "zh": "参保人数 31 人，超过允许的 30 人",
        "en": "Insured staff: 31 people, above the allowed 30 people",
    },
    "steps": [
        {
            "text": "参保人数 <= 30",
            "line": 1,
            "column": 1,
            "kind": "comparison",
            "outcome": "not_met",
            "value": False,
            "missing": [],
            "decisive": True,
            "sentence": {
                "zh": "参保人数 31 人，超过允许的 30 人",
                "en": "Insured staff: 31 people, above the allowed 30 people",
            },
            "shortfall": {"zh": "超出 1 人", "en": "1 person too much"},
            "operands": [{"text": "参保人数", "value": 31}, {"text": "30", "value": 30}],
            "facts": {"参保人数": 31},
            "steps": [
                {
                    "text": "参保人数",
                    "line": 1,
                    "column": 1,
                    "kind": "name",
                    "outcome": "value",
                    "value": 31,
                    "missing": [],
                    "decisive": True,
                    "steps": [],
                }
            ],
        },
        {
            "text": "裁员率 <= 0.2",
            "line": 2,
            "column": 6,
            "kind": "comparison",
            "outcome": "unknown",
            "value": {"unknown": ["裁员率"]},
            "missing": ["裁员率"],
            "decisive": False,
            "sentence": {
                "zh": "裁员率尚未提供，要求不超过 20%",
                "en": "Layoff rate: not provided yet, must be at most 20%",
            },
            "settled_by": {"met": [["裁员率"]], "not_met": [["裁员率"]]},
            "operands": [
                {"text": "裁员率", "value": {"unknown": ["裁员率"]}},
                {"text": "0.2", "value": Decimal("0.2")},
            ],
            "facts": {"裁员率": {"unknown": ["裁员率"]}},
            "steps": [
                {
                    "text": "裁员率",
                    "line": 2,
                    "column": 6,
                    "kind": "name",
                    "outcome": "unknown",
                    "value": {"unknown": ["裁员率"]},
                    "missing": ["裁员率"],
                    "decisive": False,
                    "steps": [],
                }
            ],
        },
    ],
}


def plain(expression: str, facts: dict[str, Any]) -> dict[str, Any]:
    return as_dict(explain(expression, facts), WORDING)


def test_the_whole_form_of_an_explanation() -> None:
    assert plain("参保人数 <= 30\n and 裁员率 <= 0.2", {"参保人数": 31}) == WHOLE


def test_items_are_told_with_what_is_bound_and_a_step_of_their_own() -> None:
    items = plain("every 年 in 近三年研发费用 satisfies 年 >= 100", {"近三年研发费用": [300, 20, UNKNOWN]})[
        "items"
    ]
    assert {**items, "shown": None} == {
        "total": 3,
        "is_whole": True,
        "counts": {"met": 1, "not_met": 1, "unknown": 1},
        "shown": None,
    }
    (shown,) = items["shown"]
    assert (shown["number"], shown["bound"]) == (2, {"年": 20})
    assert shown["step"]["sentence"]["zh"] == "年 20 万元，低于要求的 100 万元"
    assert shown["step"]["shortfall"]["zh"] == "差 80 万元"


def test_loops_in_loops_are_shown_so_far_in_and_no_further() -> None:
    loops = "".join(f"some x{depth} in xs satisfies " for depth in range(4))
    told = plain(f"{loops} x0 > 5", {"xs": [1, 2, 3, 4]})
    assert told["sentence"]["zh"] == (
        "xs 4 项中没有一项满足：第 1 项，xs 4 项中没有一项满足；第 2 项，xs 4 项中没有一项满足；第 3 项，xs 4 项中没有一项满足"
    )
    shown = told["items"]["shown"]
    assert len(shown) == 3
    inner = shown[0]["step"]["items"]["shown"][0]["step"]["items"]
    assert (inner["total"], inner["shown"]) == (4, [])


def test_long_lists_are_whole_in_the_whole_and_shortened_below() -> None:
    assert plain("xs", {"xs": list(range(60))})["value"] == list(range(60))
    told = plain("count(xs) > 3", {"xs": list(range(60))})
    assert told["facts"]["xs"] == {"first": list(range(50)), "total": 60}
    assert shortened({"a": [True] * 51, "b": [None]}) == {
        "a": {"first": [True] * 50, "total": 51},
        "b": [None],
    }


def test_a_value_that_is_no_condition_has_one_sentence_for_the_whole() -> None:
    told = plain("研发费用 + 培训费用", {"研发费用": 300, "培训费用": 200})
    assert told["sentence"]["zh"] == "研发费用+培训费用为 500 万元"
    assert all("sentence" not in step for step in told["steps"])


def test_numbers_keep_their_digits_and_moments_are_texts() -> None:
    told = plain(
        'a >= @"2026-01-01" or b > 0.10', {"a": None, "b": Decimal("1.000000000000000000000000000000001")}
    )
    text = to_json(told)
    assert '"value": 1.000000000000000000000000000000001' in text
    again = json.loads(text, parse_float=Decimal)
    assert again["steps"][0]["operands"][1] == {"text": '@"2026-01-01"', "value": "2026-01-01"}
    assert again["steps"][1]["operands"][1]["value"] == Decimal("0.10")


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("a and b", "and"), ("a or b", "or"), ("not(a)", "not"), ("a > 1", "comparison"), ("a between 1 and 2", "between"),
        ("a in (1)", "in"), ("some x in a satisfies x", "some"), ("every x in a satisfies x", "every"), ("if a then 1 else 2", "if"),
        ("for x in a return x", "for"), ("f(a)", "call"), ("a + 1", "arithmetic"), ("-a", "negation"), ("a", "name"),
        ("a.b", "path"), ("a[1]", "filter"), ("a instance of number", "instance of"), ("[a]", "list"), ("[1..a]", "range"),
        ("{a: 1}", "context"), ("function(x) x", "function"), ("1", "literal"), ('"x"', "literal"), ("null", "literal"),
    ],
)  # fmt: skip
def test_every_kind_of_step_has_a_plain_name(expression: str, kind: str) -> None:
    assert kind_of(explain(expression, {}).node) == kind
