"""Facts into an Arrow table and back out of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from onedoor.engine.feel import UNKNOWN, Unknown
from onedoor.engine.matching import ABSENT, Column, Kind, RuleSet, Schema, table_of
from onedoor.engine.matching.encoding import encode
from onedoor.errors import Invalid

SCHEMA = Schema.of(
    Column("人数", Kind.INTEGER),
    Column("收入", Kind.MONEY),
    Column("比例", Kind.RATIO, places=3),
    Column("地区", Kind.CATEGORY),
    Column("失信", Kind.BOOLEAN),
    Column("成立", Kind.DATE),
    Column("员工", Kind.OBJECTS),
)
FULL: dict[str, Any] = {
    "人数": Decimal(7),
    "收入": Decimal("12.34"),
    "比例": Decimal("0.055"),
    "地区": "440306",
    "失信": False,
    "成立": date(2020, 2, 29),
    "员工": [{"年龄": 22, "合同": Unknown()}],
}


def read_back(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = frozenset(SCHEMA.columns)
    subjects = encode(table_of(rows, SCHEMA), SCHEMA, names)
    return [subjects.facts(row, names) for row in range(len(rows))]


def test_known_facts_come_back_as_they_went_in() -> None:
    assert read_back([FULL])[0] == FULL


def test_unknown_and_absent_stay_apart() -> None:
    unknown, absent = read_back([{}, {**dict.fromkeys(SCHEMA.columns)}])
    assert all(isinstance(value, Unknown) for value in unknown.values())
    assert all(value is None for value in absent.values())


def test_the_companion_column_is_written_only_where_something_is_absent() -> None:
    assert [name for name in table_of([FULL], SCHEMA).column_names if name.endswith(ABSENT)] == []
    table = table_of([{**FULL, "人数": None}], SCHEMA)
    assert table["人数" + ABSENT].to_pylist() == [True]
    assert table["人数"].null_count == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("人数", 1.5),
        ("人数", "1.5"),
        ("人数", True),
        ("人数", 10**20),
        ("收入", Decimal("0.001")),
        ("收入", Decimal("NaN")),
        ("比例", 0.1),
        ("地区", 44),
        ("失信", 1),
        ("成立", "2020-01-01"),
        ("员工", [{"年龄": None}]),
    ],
)
def test_a_value_the_column_cannot_hold_exactly_is_refused(name: str, value: Any) -> None:
    with pytest.raises(Invalid, match=r"matching\.value"):
        table_of([{name: value}], SCHEMA)


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("人数", pa.array([1.0])),
        ("收入", pa.array(["1"])),
        ("地区", pa.array([44])),
        ("失信", pa.array([1])),
        ("成立", pa.array(["2020-01-01"])),
    ],
)
def test_an_arrow_type_that_is_not_exact_is_refused(name: str, array: pa.Array) -> None:
    rules = RuleSet.compile({"任意": f"{name} = null"}, SCHEMA)
    with pytest.raises(Invalid, match=r"matching\.column_type"):
        rules.match(pa.table({name: array}))


def test_decimals_and_dictionaries_and_chunks_are_read_exactly() -> None:
    table = pa.table(
        {
            "收入": pa.chunked_array(
                [pa.array([Decimal("-0.01")], pa.decimal128(10, 2)), pa.array([None], pa.decimal128(10, 2))]
            ),
            "地区": pa.array(["45", "44"]).dictionary_encode(),
        }
    )
    subjects = encode(table, SCHEMA, frozenset({"收入", "地区"}))
    assert subjects.facts(0, frozenset({"收入", "地区"})) == {"收入": Decimal("-0.01"), "地区": "45"}
    assert subjects.facts(1, frozenset({"收入", "地区"})) == {"收入": UNKNOWN, "地区": "44"}


def test_a_decimal_with_more_places_than_its_column_is_refused() -> None:
    rules = RuleSet.compile({"任意": "收入 > 0"}, SCHEMA)
    with pytest.raises(Invalid, match=r"matching\.value"):
        rules.match(pa.table({"收入": pa.array([Decimal("0.001")], pa.decimal128(10, 3))}))


@pytest.mark.parametrize(
    ("name", "kind", "places"),
    [("", Kind.INTEGER, 0), ("a" + ABSENT, Kind.INTEGER, 0), ("a", Kind.INTEGER, 2), ("a", Kind.RATIO, 10)],
)
def test_a_column_that_makes_no_sense_is_refused(name: str, kind: Kind, places: int) -> None:
    with pytest.raises(Invalid, match=r"matching\.(places|column_name)"):
        Column(name, kind, places)


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(Invalid, match=r"matching\.column_twice"):
        Schema.of(Column("a", Kind.INTEGER), Column("a", Kind.MONEY))
