"""What a table of Arrow types holds for rules: the schema read off it."""

from __future__ import annotations

import pyarrow as pa
from pyarrow import types as t

from onedoor.engine.matching.schema import ABSENT, MAX_PLACES, Column, Kind, Schema
from onedoor.errors import Invalid
from onedoor.text import Text

KIND, PLACES, FIXED = b"onedoor.kind", b"onedoor.places", b"onedoor.fixed"

_FITTING = Text(
    "整数、decimal、bool、date32、字符串，或由它们组成的 list、struct",
    "integers, decimal, bool, date32, strings, or lists and structs of these",
)
_FLOATS = Text(
    "浮点数会误判恰好处在门槛上的主体，请改存 decimal。",
    "Floats misjudge whoever stands exactly on a threshold; store decimals.",
)
_MOMENTS = Text("请改存 date32（日期）。", "Store date32, a day without a time.")
_ROUNDER = Text(
    f"舍入到 {MAX_PLACES} 位以内，或换一个单位（如千分之一）。",
    f"Round to at most {MAX_PLACES} places, or count in another unit, such as thousandths.",
)
_PLACES = Text(f"小数位数为 0 到 {MAX_PLACES} 的 decimal", f"a decimal with 0 to {MAX_PLACES} places")


def schema_of(table: pa.Schema) -> Schema:
    """The columns that rules may look at, in the table's order.

    Decimals with two places are money in yuan, with others ratios; without any, and all integers, whole
    numbers. Lists of texts are codes. The metadata of a field, ``onedoor.kind`` and ``onedoor.places``, say otherwise: integers may be
    money in cents. Companions ``<name>#absent`` mark FEEL null and are no columns of their own; a column that
    holds nothing at all (Arrow's ``null``) is left out, so its fact is unknown for everybody.

    Raises ``Invalid`` for a type that rules cannot look at exactly, with the reason.

    >>> [str(column.kind) for column in schema_of(pa.schema({"税额": pa.decimal128(18, 2), "人数": pa.int32()}))]
    ['money', 'integer']
    """
    fields = (field for field in table if not field.name.endswith(ABSENT) and not t.is_null(field.type))
    return Schema.of(*map(column_of, fields))


def column_of(field: pa.Field) -> Column:
    """The column that one field is; raises ``Invalid`` as ``schema_of`` does."""
    kind, places = _kind(field), -1
    told = field.metadata or {}
    if KIND in told:
        kind = _named(field, told[KIND].decode("utf-8", "replace"))
    if kind is Kind.RATIO and t.is_decimal(field.type):
        places = field.type.scale
    if PLACES in told:
        text = told[PLACES].decode("utf-8", "replace")
        if not text.isdecimal():
            raise Invalid("matching.places", where=field.name, found=text, expected=f"0..{MAX_PLACES}")
        places = int(text)
    return Column(field.name, kind, places, told.get(FIXED) == b"true")


def _kind(field: pa.Field) -> Kind:
    found = _told(field.type)
    if t.is_decimal(found):
        return _of_decimal(field, found)
    if t.is_integer(found):
        return Kind.INTEGER
    if t.is_boolean(found):
        return Kind.BOOLEAN
    if t.is_date32(found):
        return Kind.DATE
    if _is_text(found):
        return Kind.CATEGORY
    if (t.is_list(found) or t.is_large_list(found)) and _is_text(_told(found.value_type)):
        return Kind.CODES
    if t.is_struct(found) or _is_list(found):
        _look_inside(field, found)
        return Kind.OBJECTS
    raise _refused(field, found)


def _of_decimal(field: pa.Field, found: pa.DataType) -> Kind:
    if not 0 <= found.scale <= MAX_PLACES:
        raise Invalid(
            "matching.column_type", where=field.name, found=str(found), expected=_PLACES, mend=_ROUNDER
        )
    return Kind.INTEGER if found.scale == 0 else Kind.MONEY if found.scale == 2 else Kind.RATIO


def _named(field: pa.Field, name: str) -> Kind:
    """The kind that the metadata names; it must be one that the type can hold."""
    own = _kind(field)
    kind = next((each for each in Kind if each.value == name), None)
    fitting = [
        each.value
        for each in Kind
        if each is own or (each.is_number and own.is_number) or (each is Kind.OBJECTS and own is Kind.CODES)
    ]
    if kind is None or kind not in fitting:
        raise Invalid(
            "matching.column_type",
            where=field.name,
            found=f"{KIND.decode()}={name}, {field.type}",
            expected=" / ".join(fitting),
        )
    return kind


def _look_inside(field: pa.Field, found: pa.DataType) -> None:
    """Nothing, where every part of a list or struct has a value in FEEL; else ``Invalid``."""
    for part in found.fields if t.is_struct(found) else [found.value_field]:
        if t.is_struct(part.type) or _is_list(part.type):
            _look_inside(field, part.type)
        elif not (_is_text(part.type) or t.is_null(part.type) or _is_plain(part.type)):
            raise _refused(field, found, part.type)


def _told(found: pa.DataType) -> pa.DataType:
    """The type of the values, of a dictionary those in it."""
    return found.value_type if t.is_dictionary(found) else found


def _is_plain(found: pa.DataType) -> bool:
    return any(test(found) for test in (t.is_decimal, t.is_integer, t.is_boolean, t.is_date32))


def _is_text(found: pa.DataType) -> bool:
    return any(test(found) for test in (t.is_string, t.is_large_string, t.is_string_view))


def _is_list(found: pa.DataType) -> bool:
    return any(test(found) for test in (t.is_list, t.is_large_list, t.is_fixed_size_list))


def _refused(field: pa.Field, found: pa.DataType, part: pa.DataType | None = None) -> Invalid:
    guilty = part or found
    mend = _FLOATS if t.is_floating(guilty) else _MOMENTS if t.is_temporal(guilty) else None
    return Invalid(
        "matching.column_type", where=field.name, found=str(field.type), expected=_FITTING, mend=mend
    )
