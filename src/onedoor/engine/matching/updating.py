"""Columns changed in place: new facts of some subjects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.encoding import Encoded, Subjects
from onedoor.engine.matching.narrow import WORD, Units, Words, flags_of
from onedoor.engine.matching.schema import Kind
from onedoor.engine.matching.units import Unfit, number_of

Rows = NDArray[np.int64]


def owned(subjects: Subjects) -> Subjects:
    """A copy that may be changed in place: every column says what is known."""
    return Subjects(subjects.count, {name: _owned(each, subjects) for name, each in subjects.columns.items()})


def _owned(column: Encoded, subjects: Subjects) -> Encoded:
    known = _everyone(subjects) if column.known is None else column.known.copy()
    absent = None if column.absent is None else column.absent.copy()
    masks = tuple(mask.copy() for mask in column.masks)
    return replace(column, units=column.units.copy(), known=known, absent=absent, masks=masks)


def _everyone(subjects: Subjects) -> Words:
    return np.full(subjects.capacity // WORD, ~np.uint64(0))


def blank(example: Encoded, subjects: Subjects) -> Encoded:
    """A column like the example of which nothing is known yet."""
    size = subjects.capacity
    units = np.zeros(size if len(example.units) else 0, example.units.dtype)
    masks = tuple(np.zeros(size, np.uint64) for _ in example.masks)
    objects = Kept({}) if example.column.kind in (Kind.OBJECTS, Kind.CODES) else ()
    known = np.zeros(size // WORD, np.uint64)
    return replace(example, units=units, known=known, absent=None, masks=masks, objects=objects)


def updated(column: Encoded, rows: Rows, new: Encoded, subjects: Subjects) -> Encoded:
    """The column with the facts of ``new`` for these rows. Arrays are changed in place where they can hold them."""
    count = len(rows)
    column = _with_words(column, new)
    known = column.known
    assert known is not None
    _put(known, rows, _flags(new.known, count, otherwise=True))
    absent = column.absent
    if absent is None and new.absent is not None:
        absent = np.zeros(subjects.capacity // WORD, np.uint64)
    if absent is not None:
        _put(absent, rows, _flags(new.absent, count, otherwise=False))
    units, masks, objects = column.units, column.masks, column.objects
    if len(units):
        units = _put_units(units, rows, _translated(new, column)[:count])
    for mask, fresh in zip(masks, _translated_masks(new, column), strict=True):
        mask[rows] = fresh[:count]
    if len(new.objects) or isinstance(objects, Kept):
        objects = Kept.over(objects)
        objects.put(rows, new.objects)
    return replace(column, units=units, absent=absent, masks=masks, objects=objects)


def put_one(column: Encoded | None, row: int, value: Any) -> Callable[[], None] | None:
    """What puts the fact in its place; ``None`` where the column cannot take it as it is."""
    if column is None or column.known is None or not len(column.units):
        return None
    known, absent = column.known, column.absent
    word, bit = row // WORD, np.uint64(1 << row % WORD)

    def put(plane: Words | None, holds: bool) -> None:
        if plane is not None:
            plane[word] = plane[word] | bit if holds else plane[word] & ~bit

    if value is None or isinstance(value, Unknown):
        if value is None and absent is None:
            return None

        def take() -> None:
            put(known, value is None)
            put(absent, value is None)

        return take
    unit = _unit(column, value)
    limits = np.iinfo(column.units.dtype)
    if unit is None or not limits.min <= unit <= limits.max:
        return None

    def tell() -> None:
        column.units[row] = unit
        put(known, True)
        put(absent, False)

    return tell


def _unit(column: Encoded, value: Any) -> int | None:
    if column.column.kind is Kind.CATEGORY:
        return column.code(value) if isinstance(value, str) else None
    number = number_of(column.column, ())
    try:
        return None if number is None else number(value)
    except Unfit:
        return None


class Kept(Sequence[Any]):
    """Lists and contexts of subjects: those that came with the table, and those that came later."""

    def __init__(self, later: dict[int, Any], first: Sequence[Any] = ()) -> None:
        self.later, self.first = later, first

    @classmethod
    def over(cls, objects: Sequence[Any]) -> Kept:
        return objects if isinstance(objects, Kept) else cls({}, objects)

    def put(self, rows: Rows, values: Sequence[Any]) -> None:
        for row, value in zip(rows.tolist(), values, strict=True):
            self.later[row] = value

    def take(self, rows: Any) -> Kept:
        return Kept({place: self[row] for place, row in enumerate(np.asarray(rows).tolist())})

    def __getitem__(self, row: Any) -> Any:
        return self.later[row] if row in self.later else self.first[row]

    def __len__(self) -> int:
        return max(len(self.first), max(self.later, default=-1) + 1)


def _flags(plane: Words | None, count: int, *, otherwise: bool) -> NDArray[np.bool_]:
    return np.full(count, otherwise) if plane is None else flags_of(plane, 0, count)


def _put(plane: Words, rows: Rows, flags: NDArray[np.bool_]) -> None:
    """The bits of these rows. Several rows may share a word, so bits are set and cleared one word at a time."""
    words, bits = rows // WORD, np.left_shift(np.uint64(1), (rows % WORD).astype(np.uint64))
    np.bitwise_or.at(plane, words[flags], bits[flags])
    np.bitwise_and.at(plane, words[~flags], ~bits[~flags])


def _put_units(units: Units, rows: Rows, fresh: Units) -> Units:
    if len(fresh) and not np.can_cast(fresh.dtype, units.dtype):
        limits = np.iinfo(units.dtype)
        if int(fresh.min()) < limits.min or int(fresh.max()) > limits.max:
            units = units.astype(fresh.dtype)
    units[rows] = fresh
    return units


def _with_words(column: Encoded, new: Encoded) -> Encoded:
    """The column with the new one's words in its dictionary; codes keep the order of their words."""
    if not set(new.words) - set(column.words):
        return column
    words = tuple(sorted({*column.words, *new.words}))
    place = {word: code for code, word in enumerate(words)}
    moved = np.array([place[word] for word in column.words] or [0], np.int64)
    if column.column.kind is Kind.CODES:
        return replace(column, words=words, masks=_moved_masks(column, moved, len(words)))
    kind = np.min_scalar_type(-len(words))
    return replace(column, words=words, units=moved[column.units].astype(kind))


def _moved_masks(column: Encoded, moved: NDArray[np.int64], count: int) -> tuple[Words, ...]:
    size = len(column.masks[0])
    masks: tuple[Words, ...] = tuple(np.zeros(size, np.uint64) for _ in range(-(-count // WORD)))
    for code, target in enumerate(moved.tolist() if column.words else []):
        held = column.masks[code // WORD] >> np.uint64(code % WORD) & np.uint64(1)
        np.bitwise_or(masks[target // WORD], held << np.uint64(target % WORD), out=masks[target // WORD])
    return masks


def _translated(new: Encoded, column: Encoded) -> Units:
    if column.column.kind is not Kind.CATEGORY or new.words == column.words:
        return new.units
    place = {word: code for code, word in enumerate(column.words)}
    codes = np.array([place[word] for word in new.words] or [0], np.int64)
    translated: Units = codes[new.units]
    return translated.astype(column.units.dtype)


def _translated_masks(new: Encoded, column: Encoded) -> tuple[Words, ...]:
    if not column.masks or new.words == column.words:
        return new.masks
    place = {word: code for code, word in enumerate(column.words)}
    moved = np.array([place[word] for word in new.words] or [0], np.int64)
    return _moved_masks(new, moved, len(column.words))
