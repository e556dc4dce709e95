"""Arrow columns as arrays of whole numbers, with what is known and what is absent beside them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from onedoor.engine.feel import UNKNOWN
from onedoor.engine.matching.arrays import (
    codes_of,
    flags_in,
    lists_of,
    one_array,
    units_of,
    valid_in,
    with_own_nulls,
)
from onedoor.engine.matching.circuits import Pattern
from onedoor.engine.matching.narrow import FEW, Units, Words, capacity, has_bit, narrowed, words_of
from onedoor.engine.matching.schema import ABSENT, Column, Kind, Schema
from onedoor.engine.matching.tables import day_of, feel_of, python_of
from onedoor.errors import Invalid
from onedoor.text import Text


@dataclass(frozen=True, eq=False)
class Encoded:
    """One column, padded to ``capacity``. ``units`` is arbitrary where ``known`` is not, or ``absent`` is, set.

    ``known`` and ``absent`` are packed planes; ``None`` stands for everywhere and nowhere. ``words`` is the
    sorted dictionary of a category or of codes: a prefix is a range of codes. ``masks`` hold, for a list of
    codes, bit ``code % 64`` of mask ``code // 64``.
    """

    column: Column
    units: Units
    known: Words | None = None
    absent: Words | None = None
    words: tuple[str, ...] = ()
    masks: tuple[Words, ...] = ()
    objects: Any = ()

    @cached_property
    def largest(self) -> int:
        """No unit is farther from zero."""
        if not len(self.units):
            return 0
        return max(abs(int(self.units.min())), abs(int(self.units.max())))

    def code(self, word: str) -> int | None:
        place = bisect_left(self.words, word)
        return place if place < len(self.words) and self.words[place] == word else None

    def codes_of_prefix(self, prefix: str) -> tuple[int, int]:
        """The codes ``low <= code < high`` whose words start with ``prefix``."""

        def start(word: str) -> str:
            return word[: len(prefix)]

        return bisect_left(self.words, prefix), bisect_right(self.words, prefix, key=start)

    def value(self, row: int) -> Any:
        """The FEEL value of one subject."""
        if self.absent is not None and has_bit(self.absent, row):
            return None
        if self.known is not None and not has_bit(self.known, row):
            return UNKNOWN
        match self.column.kind:
            case Kind.OBJECTS | Kind.CODES:
                return feel_of(python_of(self.objects[row]))
            case Kind.CATEGORY:
                return self.words[self.units[row]]
            case Kind.BOOLEAN:
                return bool(self.units[row])
            case Kind.DATE:
                return day_of(int(self.units[row]))
            case _:
                return Decimal(int(self.units[row])).scaleb(-self.column.places)

    def take(self, rows: Units) -> Encoded:
        """The column of these subjects alone, in this order."""
        units = np.zeros(capacity(len(rows)), self.units.dtype)
        units[: len(rows)] = self.units[rows] if len(self.units) else 0
        masks = []
        for mask in self.masks:
            taken = np.zeros(capacity(len(rows)), np.uint64)
            taken[: len(rows)] = mask[rows]
            masks.append(taken)
        known, absent = (None if each is None else _taken(each, rows) for each in (self.known, self.absent))
        objects = self.objects if isinstance(self.objects, tuple) else self.objects.take(pa.array(rows))
        return replace(self, units=units, known=known, absent=absent, masks=tuple(masks), objects=objects)


def _taken(words: Words, rows: Units) -> Words:
    return words_of((words.view(np.uint8)[rows >> 3] >> (rows & 7) & 1).astype(np.bool_))


@dataclass(frozen=True, slots=True, eq=False)
class Subjects:
    """A whole table, encoded. Columns that the table lacks are unknown throughout.

    ``kept`` is room for what others work out once about the table.
    """

    count: int
    columns: Mapping[str, Encoded] = field(default_factory=dict)
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    @property
    def capacity(self) -> int:
        return capacity(self.count)

    def facts(self, row: int, names: Iterable[str]) -> dict[str, Any]:
        return {name: self.columns[name].value(row) for name in names if name in self.columns}

    def pattern(self, names: Iterable[str]) -> Pattern:
        """What a circuit over these columns may count on."""
        asked = frozenset(names)
        held = {name: self.columns[name] for name in asked if name in self.columns}
        return Pattern(
            frozenset(asked - held.keys()),
            frozenset(name for name, each in held.items() if each.known is not None),
            frozenset(name for name, each in held.items() if each.absent is not None),
        )

    def take(self, rows: Units) -> Subjects:
        """These subjects alone, in this order."""
        return Subjects(len(rows), {name: each.take(rows) for name, each in self.columns.items()})

    def with_columns(self, changed: Mapping[str, Encoded]) -> Subjects:
        """The same subjects with these columns in place of theirs."""
        return Subjects(self.count, {**self.columns, **changed})


def encode(
    table: pa.Table,
    schema: Schema,
    names: Iterable[str] | None = None,
    asked: Mapping[str, Collection[str]] | None = None,
) -> Subjects:
    """The columns ``names`` (all) of a table; of lists of codes only the codes ``asked``, where those are told.

    Raises ``Invalid`` on a type that is not exact, a value that its column cannot hold, and a column that is there
    twice; ``TooLarge`` on more codes in a column than ``MOST_CODES``.
    """
    wanted = schema.columns.keys() if names is None else set(names)
    columns = {}
    for column in schema:
        if column.name in wanted and (values := _column_in(table, column.name)) is not None:
            codes = None if asked is None else asked.get(column.name, ())
            marks = _column_in(table, column.name + ABSENT)
            columns[column.name] = encode_column(column, values, marks, codes)
    if table.num_rows > FEW:  # what Arrow took on the way is given back before results are made room for
        pa.default_memory_pool().release_unused()
    return Subjects(table.num_rows, columns)


def _column_in(table: pa.Table, name: str) -> pa.Array | None:
    """The one column of that name; ``None`` where there is none."""
    places = table.schema.get_all_field_indices(name)
    if len(places) > 1:
        raise Invalid(
            "matching.column_twice",
            where=name,
            found=Text(f"{len(places)} 列同名", f"{len(places)} columns of one name"),
            expected=Text("每个名称一列", "one column of each name"),
            mend=Text("除去或改名多余的列。", "Drop or rename the others."),
        )
    return one_array(table.column(places[0])) if places else None


def encode_column(
    column: Column, values: pa.Array, marks: pa.Array | None = None, asked: Collection[str] | None = None
) -> Encoded:
    """One column; ``marks`` is its companion of what is known to be absent, ``asked`` as in ``encode``."""
    absent = None if marks is None else flags_in(column.name + ABSENT, marks)
    absent = absent if absent is not None and absent.any() else None
    values = with_own_nulls(values)
    valid = valid_in(column.kind, values)
    known = valid if valid is None or absent is None else valid | absent
    planes = (
        None if known is None or known.all() else words_of(known),
        None if absent is None else words_of(absent),
    )
    match column.kind:
        case Kind.OBJECTS:
            return Encoded(column, np.zeros(0, np.int8), *planes, objects=values)
        case Kind.CODES:
            masks, words = lists_of(column, values, valid, asked)
            return Encoded(column, np.zeros(0, np.int8), *planes, words=words, masks=masks, objects=values)
        case Kind.CATEGORY:
            units, words = codes_of(column, values)
            return Encoded(column, narrowed(units), *planes, words=words)
        case _:
            return Encoded(column, narrowed(units_of(column, values)), *planes)
