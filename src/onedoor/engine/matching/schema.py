"""What the columns of a table of subjects hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from onedoor.errors import Invalid
from onedoor.text import Text

ABSENT = "#absent"
MAX_PLACES = 9


class Kind(StrEnum):
    """The kind of a column. No column is a float: thresholds on ratios would be missed."""

    INTEGER = "integer"
    MONEY = "money"
    RATIO = "ratio"
    CATEGORY = "category"
    BOOLEAN = "boolean"
    DATE = "date"
    CODES = "codes"
    OBJECTS = "objects"

    @property
    def is_number(self) -> bool:
        return self in (Kind.INTEGER, Kind.MONEY, Kind.RATIO)


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of every subject.

    Numbers are int64 in units of ``10 ** -places``: money in cents (places 2, rules see yuan),
    ratios as chosen (default 6), integers as they are. ``CODES`` are lists of texts out of a code
    list, of which rules ask what they hold. ``OBJECTS`` are other lists and contexts; rules about
    them are left to the interpreter. A ``fixed`` fact is past changing, such as last year's revenue.
    """

    name: str
    kind: Kind
    places: int = -1
    fixed: bool = False

    def __post_init__(self) -> None:
        standard = {Kind.MONEY: 2, Kind.RATIO: 6}.get(self.kind, 0)
        places = standard if self.places == -1 else self.places
        if not 0 <= places <= MAX_PLACES or (places and self.kind not in (Kind.MONEY, Kind.RATIO)):
            raise Invalid(
                "matching.places",
                where=self.name,
                found=Text(f"{self.kind} 列，{places} 位小数", f"{self.kind} with {places} decimal places"),
                expected=Text(
                    f"money、ratio 0 到 {MAX_PLACES} 位，其他类型没有小数",
                    f"0 to {MAX_PLACES} places for money and ratio, none for the others",
                ),
                mend=Text(
                    f"舍入到 {MAX_PLACES} 位以内，或换一个单位（如千分之一）。",
                    f"Round to at most {MAX_PLACES} places, or count in another unit, such as thousandths.",
                ),
            )
        if not self.name or self.name.endswith(ABSENT):
            expected = Text(f"不以 {ABSENT} 结尾的名称", f"a name that does not end with {ABSENT}")
            raise Invalid("matching.column_name", found=repr(self.name), expected=expected)
        object.__setattr__(self, "places", places)


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns by name. A fact that a rule names and the schema does not is always unknown."""

    columns: Mapping[str, Column] = field(default_factory=dict)

    @classmethod
    def of(cls, *columns: Column) -> Self:
        """A schema of these columns; raises ``Invalid`` on a name given twice."""
        named = {column.name: column for column in columns}
        if len(named) != len(columns):
            names = [column.name for column in columns]
            twice = ", ".join(dict.fromkeys(name for name in names if names.count(name) > 1))
            expected = Text("每个名称一列", "one column of each name")
            raise Invalid("matching.column_twice", found=twice, expected=expected)
        return cls(MappingProxyType(named))

    def __reduce__(self) -> tuple[Callable[..., Schema], tuple[Column, ...]]:
        return Schema.of, tuple(self)

    def get(self, name: str) -> Column | None:
        return self.columns.get(name)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns.values())
