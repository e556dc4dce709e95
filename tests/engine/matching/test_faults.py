"""What tables are refused for: by column, row and value, with what to do."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from onedoor.engine.feel import UNKNOWN, Date, FeelSyntaxError, evaluate
from onedoor.engine.matching import Column, Kind, RuleSet, Schema, Standing, table_of
from onedoor.engine.matching.arrays import MOST_CODES
from onedoor.engine.matching.encoding import encode
from onedoor.engine.matching.faults import WrongValue
from onedoor.errors import Invalid, NotFound, TooLarge

SCHEMA = Schema.of(
    Column("人数", Kind.INTEGER),
    Column("收入", Kind.MONEY),
    Column("地区", Kind.CATEGORY),
    Column("成立", Kind.DATE),
    Column("资质", Kind.CODES),
    Column("记录", Kind.OBJECTS),
)
VIEWS = pa.string_view()


def of_indices(words: list[str | None], kind: pa.DataType) -> pa.DictionaryArray:
    places = pa.array(range(len(words)), pa.int32())
    return pa.DictionaryArray.from_arrays(places, pa.array(words, kind))


def matched(rule: str, **columns: pa.Array) -> tuple[list[int], list[int]]:
    found = RuleSet.compile({"甲": rule}, SCHEMA).match(pa.table(columns))
    return found.certain("甲").indices().tolist(), found.open("甲").indices().tolist()


BEYOND = [
    ("人数", pa.array([1, None, 2**63], pa.uint64()), "9223372036854775808: a number beyond 64 bits"),
    ("收入", pa.array([None, 1, Decimal(10) ** 20], pa.decimal128(38, 2)), "a number beyond 64 bits"),
    ("收入", pa.array([1, 2, Decimal(10) ** 60], pa.decimal256(70, 2)), "a number beyond 64 bits"),
    ("收入", pa.array([None, 1, Decimal("0.001")], pa.decimal128(10, 3)), "0.001"),
    ("收入", pa.array([1, Decimal("0.01"), Decimal("-7.005")], pa.decimal256(70, 3)), "-7.005"),
]


@pytest.mark.parametrize(("name", "values", "found"), BEYOND)
def test_a_number_that_its_column_cannot_hold_is_told_with_row_and_value(
    name: str, values: pa.Array, found: str
) -> None:
    with pytest.raises(WrongValue) as refused:
        matched(f"{name} > 3", **{name: values})
    told = refused.value.as_dict("en")
    assert (refused.value.column, refused.value.row) == (name, 2)
    assert told["where"] == f"column {name}, row 3"
    assert found in told["found"]
    assert told["expected"]
    assert told["mend"]


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("人数", 1.5, "float 1.5"),
        ("人数", "x", "str 'x'"),
        ("人数", 2**63, "9223372036854775808: a number beyond 64 bits"),
        ("收入", Decimal("0.001"), "0.001"),
        ("地区", 3, "int 3"),
        ("成立", "2020-01-01", "str '2020-01-01'"),
        ("成立", Date(6_000_000, 1, 1), "6000000-01-01"),
        ("资质", ["a", None], "list ['a', None]"),
        ("记录", [{"年": None}], "null inside a list or context"),
    ],
)
def test_a_fact_that_its_column_cannot_hold_is_told_with_its_row(name: str, value: Any, found: str) -> None:
    with pytest.raises(WrongValue) as refused:
        table_of([{}, {name: value}], SCHEMA)
    told = refused.value.as_dict("en")
    assert (told["where"], told["found"]) == (f"column {name}, row 2", found)


@pytest.mark.parametrize(
    "values",
    [
        pa.array(["44", None, "45"], VIEWS),
        of_indices(["44", None, "45"], pa.string()),
        of_indices(["44", None, "45"], VIEWS),
    ],
)
def test_texts_of_every_kind_are_read_and_null_is_unknown_wherever_it_stands(values: pa.Array) -> None:
    assert matched('starts with(地区, "44")', 地区=values) == ([0], [1])
    assert matched("string length(地区) = 2", 地区=values) == ([0, 2], [1])


@pytest.mark.parametrize(
    "values",
    [
        pa.array([["甲", None], ["甲"], [None], [], None, ["乙"]]),
        pa.array([["甲", None], ["甲"], [None], [], None, ["乙"]], pa.large_list(VIEWS)),
        pa.ListArray.from_arrays(
            pa.array([0, 2, 3, 4, None, 4, 5], pa.int32()),
            pa.DictionaryArray.from_arrays(
                pa.array([0, 1, 0, 1, 2], pa.int8()), pa.array(["甲", None, "乙"])
            ),
        ),
    ],
)
def test_a_list_of_codes_that_holds_a_null_is_unknown_whole(values: pa.Array) -> None:
    rule = 'list contains(资质, "甲")'
    assert matched(rule, 资质=values) == ([1], [0, 2, 4])
    assert matched("count(资质) >= 0", 资质=values) == ([1, 3, 5], [0, 2, 4])
    subjects = encode(pa.table({"资质": values}), SCHEMA)
    assert subjects.columns["资质"].value(0) is UNKNOWN
    assert [evaluate(rule, subjects.facts(row, ["资质"])) for row in (1, 3, 5)] == [True, False, False]


def many_codes(count: int) -> list[list[str]]:
    return [[f"码{number}", f"码{number * 7 % count}"] for number in range(count)]


def test_a_table_may_hold_any_number_of_codes_where_rules_look_for_few() -> None:
    lists = many_codes(2 * MOST_CODES)
    assert matched('list contains(资质, "码5000")', 资质=pa.array(lists)) == (
        [row for row, codes in enumerate(lists) if "码5000" in codes],
        [],
    )


def test_rules_that_look_for_more_codes_than_a_word_has_bits_find_each() -> None:
    lists = many_codes(200)
    rules = {f"{number}": f'list contains(资质, "码{number}")' for number in range(0, 200, 2)}
    found = RuleSet.compile(rules, SCHEMA).match(pa.table({"资质": pa.array(lists)}))
    for rule in rules:
        expected = [row for row, codes in enumerate(lists) if f"码{rule}" in codes]
        assert found.certain(rule).indices().tolist() == expected


def test_a_table_encoded_for_any_rules_holds_so_many_codes_and_says_what_to_do_about_more() -> None:
    rules = RuleSet.compile({"甲": 'list contains(资质, "码5")'}, SCHEMA)
    assert rules.encode(pa.table({"资质": pa.array(many_codes(MOST_CODES))})).count == MOST_CODES
    with pytest.raises(TooLarge) as refused:
        rules.encode(pa.table({"资质": pa.array(many_codes(MOST_CODES + 1))}))
    told = refused.value.as_dict("en")
    assert (told["found"], told["where"]) == (f"{MOST_CODES + 1} different codes", "资质")
    assert "match(table)" in told["mend"]


def test_a_column_that_is_there_twice_is_refused_by_its_name() -> None:
    table = pa.Table.from_arrays([pa.array([1]), pa.array([2])], names=["人数", "人数"])
    with pytest.raises(Invalid) as refused:
        RuleSet.compile({"甲": "人数 > 1"}, SCHEMA).match(table)
    assert refused.value.as_dict("en")["found"] == "2 columns of one name"
    assert refused.value.where == "人数"


FAR = pa.array([3_000_000, None, 0], pa.int32()).cast(pa.date32())


def test_a_day_beyond_the_year_9999_is_a_day() -> None:
    assert matched('string(成立) = "10183-09-21"', 成立=FAR) == ([0], [1])
    assert matched('成立 > date("9999-12-31")', 成立=FAR) == ([0], [1])
    assert table_of([{"成立": Date(10183, 9, 21)}], SCHEMA)["成立"].cast(pa.int32()).to_pylist() == [
        3_000_000
    ]


def test_so_is_one_inside_a_record() -> None:
    inside = pa.StructArray.from_arrays([FAR, pa.ListArray.from_arrays([0, 1, 1, 3], FAR)], ["日", "各日"])
    assert matched('记录.日 > date("9999-12-31")', 记录=inside) == ([0], [1])
    assert matched("记录.各日[1] = 记录.日", 记录=inside) == ([0], [1, 2])


@pytest.mark.parametrize("given", [None, 3, True])
def test_what_is_no_condition_is_refused_with_the_name_of_the_rule(given: Any) -> None:
    with pytest.raises(Invalid) as refused:
        RuleSet.compile({"甲": "人数 > 1", "乙": given}, SCHEMA)
    told = refused.value.as_dict("en")
    assert (told["code"], told["where"]) == ("matching.condition", "rule 乙")
    assert told["mend"]


def released(text: str) -> None:
    rules = RuleSet.compile({"甲": "人数 > 1"}, SCHEMA)
    Standing.of(rules, table_of([{}], SCHEMA)).release({"乙": text})


@pytest.mark.parametrize("reading", [lambda text: RuleSet.compile({"乙": text}, SCHEMA), released])
def test_a_text_that_is_not_feel_names_its_rule(reading: Callable[[str], object]) -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        reading("人数 >")
    assert refused.value.as_dict("en")["where"].startswith("rule 乙, line 1, character 5\n")
    assert refused.value.as_dict("zh")["where"].startswith("规则“乙”，第1行第5个字符\n")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["x"], "['x']"),
        ([0.7], "[0.7]"),
        ([True], "[True]"),
        ([[0]], "2 dimensions"),
        ([[0], [0, 1]], "[[0], [0, 1]]"),
        ([2**70], f"[{2**70}]"),
        ([0, 1], "2 row numbers"),
        ([2], "2"),
        ([-1], "-1"),
    ],
)
def test_rows_that_are_none_change_nothing(rows: Any, found: str) -> None:
    rules = RuleSet.compile({"甲": "人数 > 1"}, SCHEMA)
    stands = Standing.of(rules, table_of([{"人数": 1}, {"人数": 2}], SCHEMA))
    with pytest.raises(Invalid) as refused:
        stands.change(rows, table_of([{"人数": 5}], SCHEMA))
    told = refused.value.as_dict("en")
    assert (told["code"], told["found"], told["where"]) == ("matching.rows", found, "rows")
    assert told["expected"]
    assert told["mend"]
    assert stands.matches.certain("甲").indices().tolist() == [1]


def test_a_row_that_comes_twice_is_named() -> None:
    stands = Standing.of(RuleSet.compile({"甲": "人数 > 1"}, SCHEMA), table_of([{}, {}], SCHEMA))
    with pytest.raises(Invalid) as refused:
        stands.change([1, 1], table_of([{"人数": 5}, {"人数": 6}], SCHEMA))
    assert refused.value.as_dict("en")["found"] == "row 1 comes 2 times"


def test_a_rule_that_is_not_there_may_have_been_meant_otherwise() -> None:
    rules = RuleSet.compile({"稳岗返还": "人数 > 1"}, SCHEMA)
    with pytest.raises(NotFound) as refused:
        rules.revised({"稳冈返还": None})
    assert refused.value.as_dict("en")["mend"] == "Did you mean 稳岗返还?"


def test_companions_of_another_type_are_refused_by_their_name() -> None:
    with pytest.raises(Invalid) as refused:
        matched("人数 = null", 人数=pa.array([1]), **{"人数#absent": pa.array([1])})
    assert refused.value.where == "人数#absent"
