"""The compiled signs of formulas: sums of products of columns, 64 subjects at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from onedoor.engine.matching.formulas import Signs, Stretch
from onedoor.engine.matching.kernels.compiled.vectors import comparing, updating
from onedoor.engine.matching.narrow import WORD, Words
from onedoor.engine.matching.polynomials import Polynomial
from onedoor.engine.matching.predicates import Sign

_turn, _add_up = updating(64, "turn"), updating(64, "add")
_set_8, _set_16, _set_32, _set_64 = (updating(bits, "set") for bits in (8, 16, 32, 64))
_add_8, _add_16, _add_32, _add_64 = (updating(bits, "add") for bits in (8, 16, 32, 64))
_times_8, _times_16, _times_32, _times_64 = (updating(bits, "multiply") for bits in (8, 16, 32, 64))
_at_least, _equal = comparing(64, "at least"), comparing(64, "equal")
_START, _ADD, _SET, _TIMES, _ADD_UP = range(5)
_NONE: Words = np.empty(0, np.uint64)

Table = NDArray[np.int64]


def compiled_signs(formula: Sign, stretch: Stretch) -> Signs:
    """See ``Kernel.signs``."""
    held: list[NDArray[Any]] = []
    parts = [
        _packed(part, stretch, held)
        for part in (formula.difference, formula.left_denominator, formula.right_denominator)
    ]
    holds = np.empty(stretch.words, np.uint64)
    left, right = (
        _NONE if bottom is None else np.empty(stretch.words, np.uint64)
        for bottom in (formula.left_denominator, formula.right_denominator)
    )
    room = np.empty((3, WORD), np.int64)
    at, left_at, right_at = (each.ctypes.data for each in (holds, left, right))
    base = room.ctypes.data
    _signs(*parts, formula.equality, room, base, holds, left, right, at, left_at, right_at)
    return Signs(holds, left if len(left) else None, right if len(right) else None)


def _packed(polynomial: Polynomial | None, stretch: Stretch, held: list[NDArray[Any]]) -> Table:
    """A row a factor: what to do, coefficient, address, bytes a number. A constant leads."""
    constant = (
        sum(coefficient for monomial, coefficient, _ in polynomial.terms if not monomial) if polynomial else 0
    )
    rows: list[tuple[int, int, int, int]] = [(_START, constant, 0, 0)]
    for monomial, coefficient, _ in polynomial.terms if polynomial is not None else ():
        for place, name in enumerate(monomial if coefficient else ()):
            units = stretch.units(name)
            held.append(units)
            step = _TIMES if place else _ADD if len(monomial) == 1 else _SET
            rows.append((step, coefficient, units.ctypes.data, units.dtype.itemsize))
        if coefficient and len(monomial) > 1:
            rows.append((_ADD_UP, 1, 0, 0))
    return np.array(rows, np.int64)


@njit(cache=True, nogil=True)
def _fill(polynomial: Any, word: Any, total: Any, total_at: Any, product_at: Any) -> None:
    """``total`` is the polynomial for the 64 subjects of a word."""
    for row in range(len(polynomial)):
        step, factor, size = polynomial[row, 0], polynomial[row, 1], polynomial[row, 3]
        source = polynomial[row, 2] + word * (WORD * size)
        if step == _ADD:
            if size == 1:
                _add_8(total_at, source, factor)
            elif size == 2:
                _add_16(total_at, source, factor)
            elif size == 4:
                _add_32(total_at, source, factor)
            else:
                _add_64(total_at, source, factor)
        elif step == _SET:
            if size == 1:
                _set_8(product_at, source, factor)
            elif size == 2:
                _set_16(product_at, source, factor)
            elif size == 4:
                _set_32(product_at, source, factor)
            else:
                _set_64(product_at, source, factor)
        elif step == _TIMES:
            if size == 1:
                _times_8(product_at, source, factor)
            elif size == 2:
                _times_16(product_at, source, factor)
            elif size == 4:
                _times_32(product_at, source, factor)
            else:
                _times_64(product_at, source, factor)
        elif step == _ADD_UP:
            _add_up(total_at, product_at, factor)
        else:
            for i in range(WORD):
                total[i] = factor


@njit(cache=True, nogil=True)
def _signs(
    difference: Any, left: Any, right: Any, equality: Any, room: Any, base: Any,
    holds: Any, left_zero: Any, right_zero: Any, holds_at: Any, left_at: Any, right_at: Any,
) -> None:  # fmt: skip
    """Rooms: the difference, a denominator, a product."""
    value, below = room[0], room[1]
    value_at, below_at, product_at = base, base + WORD * 8, base + 2 * WORD * 8
    for word in range(len(holds)):
        _fill(difference, word, value, value_at, product_at)
        if len(left_zero):
            _fill(left, word, below, below_at, product_at)
            _equal(below_at, 0, 0, left_at + word * 8, 1, 0)
            _turn(value_at, below_at, 0)
        if len(right_zero):
            _fill(right, word, below, below_at, product_at)
            _equal(below_at, 0, 0, right_at + word * 8, 1, 0)
            _turn(value_at, below_at, 0)
        if equality:
            _equal(value_at, 0, 0, holds_at + word * 8, 1, 0)
        else:
            _at_least(value_at, 0, 0, holds_at + word * 8, 1, 0)
