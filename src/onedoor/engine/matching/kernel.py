"""Predicates over a block of subjects, in NumPy.

``Kernel`` is the seam for faster ones: whatever it does, it returns the same planes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.bits import pack
from onedoor.engine.matching.encoding import Encoded
from onedoor.engine.matching.planes import Planes
from onedoor.engine.matching.polynomials import Polynomial
from onedoor.engine.matching.predicates import AtLeast, Member, Predicate, Prefix, Sign

# Sums of products below this stay exact in int64, and their quotients in 34 decimal digits.
MOST = 1 << 62
_FEW = 4
_INT64 = np.iinfo(np.int64)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``start`` up to ``stop`` of the encoded columns; ``start`` is a multiple of eight.

    A column that is not there is unknown in every row.
    """

    columns: Mapping[str, Encoded]
    start: int
    stop: int

    @property
    def count(self) -> int:
        return self.stop - self.start

    def units(self, name: str) -> NDArray[Any]:
        if name not in self.columns:
            return np.zeros(self.count, np.int64)
        return self.columns[name].units[self.start : self.stop]

    def unknown(self, names: Iterable[str]) -> NDArray[np.bool_] | None:
        """Where any of the columns is unknown."""
        asked = list(names)
        if not self.columns.keys() >= set(asked):
            return np.ones(self.count, np.bool_)
        return self._any(self.columns[name].unknown for name in asked)

    def absent(self, names: Iterable[str]) -> NDArray[np.bool_] | None:
        """Where any of the columns is known to be absent."""
        return self._any(self.columns[name].absent for name in names if name in self.columns)

    def _any(self, masks: Iterable[NDArray[np.bool_] | None]) -> NDArray[np.bool_] | None:
        found: NDArray[np.bool_] | None = None
        for mask in masks:
            if mask is not None:
                part = mask[self.start : self.stop]
                found = part if found is None else found | part
        return found


class Kernel(Protocol):
    """Evaluates one predicate over one block."""

    def test(self, predicate: Predicate, block: Block) -> Planes | None:
        """The planes; ``None`` when a product could leave 64 bits and the interpreter must be asked."""
        ...


class NumpyKernel:
    """Whole-array comparisons, then packed."""

    def test(self, predicate: Predicate, block: Block) -> Planes | None:
        if isinstance(predicate, Sign):
            return _sign(predicate, block)
        if predicate.column not in block.columns:
            return unknown_everywhere(block.count)
        match predicate:
            case AtLeast(column=name):
                return _planes(block, name, _at_least(block.units(name), predicate.units), null=None)
            case Member(column=name):
                return _planes(block, name, _member(predicate, block), null=predicate.null)
            case Prefix(column=name):
                low, high = block.columns[name].codes_of_prefix(predicate.text)
                codes = block.units(name)
                return _planes(block, name, (codes >= low) & (codes < high), null=None)


def unknown_everywhere(count: int) -> Planes:
    nothing = np.zeros(-(-count // 8), np.uint8)
    return Planes(nothing, ~nothing, ~nothing)


def _at_least(units: NDArray[Any], least: int) -> NDArray[np.bool_]:
    if least > _INT64.max:
        return np.zeros(len(units), np.bool_)
    found: NDArray[np.bool_] = units >= max(least, _INT64.min)
    return found


def _member(predicate: Member, block: Block) -> NDArray[np.bool_]:
    units = block.units(predicate.column)
    wanted: list[int] = []
    for value in predicate.values:
        code = block.columns[predicate.column].code(value) if isinstance(value, str) else value
        if code is not None and _INT64.min <= code <= _INT64.max:
            wanted.append(code)
    if len(wanted) > _FEW:
        return np.isin(units, np.array(sorted(wanted), np.int64))
    found = np.zeros(len(units), np.bool_)
    for code in wanted:
        found |= units == code
    return found


def _planes(block: Block, name: str, holds: NDArray[np.bool_], *, null: bool | None) -> Planes:
    """Planes of one column's test; ``null`` is its answer about an absent value (``None``: null)."""
    unknown, absent = block.unknown([name]), block.absent([name])
    if absent is not None and null is not None:
        holds = holds | absent if null else holds & ~absent
        absent = None
    return _assemble(holds, unknown, absent)


def _assemble(
    holds: NDArray[np.bool_], unknown: NDArray[np.bool_] | None, null: NDArray[np.bool_] | None
) -> Planes:
    certain = pack(holds)
    if null is not None:
        nulls = pack(null)
        certain &= ~nulls
    if unknown is None:
        possible = certain
    else:
        unknowns = pack(unknown)
        certain &= ~unknowns
        possible = certain | unknowns
    return Planes(certain, possible, possible | nulls if null is not None else possible)


def _sign(predicate: Sign, block: Block) -> Planes | None:
    names = predicate.names
    largest = {name: _largest(block.units(name)) for name in names}
    bottoms = (predicate.left_denominator, predicate.right_denominator)
    if any(each.bound(largest) >= MOST for each in (predicate.difference, *bottoms) if each is not None):
        return None
    value = _value(predicate.difference, block)
    nulls: list[NDArray[np.bool_] | None] = []
    unknown: NDArray[np.bool_] | None = None
    for columns, bottom in zip((predicate.left, predicate.right), bottoms, strict=True):
        null = block.absent(columns)
        if bottom is not None:
            below = _value(bottom, block)
            zero = (below == 0) & ~_or_nowhere(block.unknown(bottom.names), block)
            null = zero if null is None else null | zero
            value = np.where(below < 0, -value, value)
        nulls.append(null)
        open_side = block.unknown(columns)
        if open_side is not None:  # null makes null of whatever is reckoned with it, known or not
            open_side = open_side if null is None else open_side & ~null
            unknown = open_side if unknown is None else unknown | open_side
    left, right = nulls
    either = left if right is None else right if left is None else left | right
    if not predicate.equality:
        if unknown is not None and either is not None:
            unknown = unknown & ~either
        return _assemble(value >= 0, unknown, either)
    holds = value == 0
    if either is not None:
        neither = holds & ~either
        holds = neither | (left & right) if left is not None and right is not None else neither
    return _assemble(holds, unknown, None)


def _or_nowhere(mask: NDArray[np.bool_] | None, block: Block) -> NDArray[np.bool_]:
    return np.zeros(block.count, np.bool_) if mask is None else mask


def _largest(units: NDArray[Any]) -> int:
    return max(abs(int(units.min())), abs(int(units.max()))) if len(units) else 0


def _value(polynomial: Polynomial, block: Block) -> NDArray[np.int64]:
    total = np.zeros(block.count, np.int64)
    for monomial, coefficient, _ in polynomial.terms:
        if coefficient:
            product = np.full(block.count, coefficient, np.int64)
            for name in monomial:
                product *= block.units(name)
            total += product
    return total
