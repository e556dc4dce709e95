"""Which kind of column an Arrow type is, and which types are refused."""

from __future__ import annotations

import pyarrow as pa
import pytest

from onedoor.engine.matching import Column, Kind
from onedoor.engine.matching.arrow import column_of, schema_of
from onedoor.errors import Invalid


@pytest.mark.parametrize(
    ("type", "kind", "places"),
    [
        (pa.int8(), Kind.INTEGER, 0),
        (pa.uint64(), Kind.INTEGER, 0),
        (pa.decimal128(18, 0), Kind.INTEGER, 0),
        (pa.decimal128(18, 2), Kind.MONEY, 2),
        (pa.decimal128(9, 4), Kind.RATIO, 4),
        (pa.decimal128(9, 9), Kind.RATIO, 9),
        (pa.bool_(), Kind.BOOLEAN, 0),
        (pa.date32(), Kind.DATE, 0),
        (pa.string(), Kind.CATEGORY, 0),
        (pa.large_string(), Kind.CATEGORY, 0),
        (pa.dictionary(pa.int8(), pa.string()), Kind.CATEGORY, 0),
        (pa.list_(pa.string()), Kind.CODES, 0),
        (pa.large_list(pa.dictionary(pa.int8(), pa.string())), Kind.CODES, 0),
        (pa.list_(pa.struct({"year": pa.int16(), "sales": pa.decimal128(18, 2)})), Kind.OBJECTS, 0),
        (pa.struct({"hired": pa.date32(), "codes": pa.list_(pa.string())}), Kind.OBJECTS, 0),
    ],
)
def test_an_arrow_type_is_a_kind_of_column(type: pa.DataType, kind: Kind, places: int) -> None:
    assert column_of(pa.field("f", type)) == Column("f", kind, places)


@pytest.mark.parametrize(
    ("type", "told", "kind", "places"),
    [
        (pa.int64(), {"onedoor.kind": "money"}, Kind.MONEY, 2),
        (pa.int64(), {"onedoor.kind": "ratio", "onedoor.places": "4"}, Kind.RATIO, 4),
        (pa.int64(), {"onedoor.kind": "ratio"}, Kind.RATIO, 6),
        (pa.decimal128(9, 2), {"onedoor.kind": "ratio"}, Kind.RATIO, 2),
        (pa.string(), {"onedoor.kind": "category"}, Kind.CATEGORY, 0),
        (pa.list_(pa.string()), {"onedoor.kind": "objects"}, Kind.OBJECTS, 0),
    ],
)
def test_the_metadata_of_a_field_says_otherwise(
    type: pa.DataType, told: dict[str, str], kind: Kind, places: int
) -> None:
    assert column_of(pa.field("f", type, metadata=told)) == Column("f", kind, places)


@pytest.mark.parametrize(
    ("type", "mend"),
    [
        (pa.float64(), "Floats misjudge"),
        (pa.float16(), "Floats misjudge"),
        (pa.list_(pa.float32()), "Floats misjudge"),
        (pa.struct({"deep": pa.list_(pa.struct({"share": pa.float64()}))}), "Floats misjudge"),
        (pa.timestamp("ms"), "a day without a time"),
        (pa.date64(), "a day without a time"),
        (pa.binary(), ""),
        (pa.map_(pa.string(), pa.string()), ""),
        (pa.decimal128(20, 10), ""),
        (pa.decimal128(20, -2), ""),
    ],
)
def test_a_type_that_rules_cannot_look_at_exactly_is_refused(type: pa.DataType, mend: str) -> None:
    with pytest.raises(Invalid) as refused:
        column_of(pa.field("营业收入", type))
    told = refused.value.as_dict("en")
    assert (told["code"], told["where"], told["found"]) == ("matching.column_type", "营业收入", str(type))
    assert mend in told.get("mend", "")


@pytest.mark.parametrize(
    "told",
    [
        {"onedoor.kind": "moneys"},
        {"onedoor.kind": "category"},
        {"onedoor.kind": "ratio", "onedoor.places": "x"},
        {"onedoor.kind": "ratio", "onedoor.places": "10"},
        {"onedoor.places": "2"},
    ],
)
def test_metadata_that_does_not_fit_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        column_of(pa.field("f", pa.int64(), metadata=told))


def test_companions_and_columns_without_any_value_are_no_columns() -> None:
    table = pa.schema({"a": pa.int64(), "a#absent": pa.bool_(), "nothing": pa.null()})
    assert [column.name for column in schema_of(table)] == ["a"]


def test_a_field_may_say_that_nobody_can_change_it() -> None:
    past = pa.field("上年营业收入", pa.decimal128(18, 2), metadata={b"onedoor.fixed": b"true"})
    columns = {
        column.name: column.fixed for column in schema_of(pa.schema([past, pa.field("人数", pa.int64())]))
    }
    assert columns == {"上年营业收入": True, "人数": False}
