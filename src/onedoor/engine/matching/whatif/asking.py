"""Amounts by the interpreter, where a formula is more than columns can do: each distinct set of facts once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np

from onedoor.engine.feel import Expression, Unknown
from onedoor.engine.matching.schema import Kind
from onedoor.engine.matching.whatif.everyone import Everyone, Told
from onedoor.engine.matching.whatif.marks import (
    MAY_BE_NULL,
    MOST,
    NULL,
    OPEN_ABOVE,
    OPEN_BELOW,
    UNKNOWN,
    Units,
)
from onedoor.engine.matching.whatif.vectors import Numbers
from onedoor.errors import Invalid
from onedoor.text import Text

_CENT = Decimal("0.01")
_EXACT = Context(prec=6200, Emin=-9000, Emax=9000)
_WHOLE_VALUES = frozenset({Kind.INTEGER, Kind.MONEY, Kind.RATIO, Kind.CATEGORY, Kind.BOOLEAN, Kind.DATE})
_OPEN = UNKNOWN | OPEN_BELOW | OPEN_ABOVE | MAY_BE_NULL


def asked(expression: Expression, everyone: Everyone, rows: Units) -> Numbers:
    """The value for each of the rows, rounded half up to cents; unknown ones have no bounds.

    Raises ``Invalid`` for an amount beyond all sense (more than 10**16 yuan).
    """
    told = {
        name: column for name in sorted(expression.free_names) if (column := everyone.told(name)) is not None
    }
    firsts, groups = _distinct(list(told.values()), rows)
    units, marks = np.zeros(len(firsts), np.int64), np.zeros(len(firsts), np.uint8)
    for place, row in enumerate(firsts.tolist()):
        value = expression({name: column.value(row) for name, column in told.items()}, now=everyone.now)
        if isinstance(value, Decimal):
            units[place] = _cents(value, expression)
        else:
            marks[place] = _OPEN if isinstance(value, Unknown) else NULL
    found = units[groups]
    return Numbers(found, found, marks[groups], 2, MOST - 1)


def _cents(value: Decimal, expression: Expression) -> int:
    cents = int(value.quantize(_CENT, ROUND_HALF_UP, context=_EXACT).scaleb(2, _EXACT))
    if abs(cents) >= MOST:
        expected = Text("不超过一亿亿元的金额", "an amount of at most 10**16 yuan")
        raise Invalid("matching.amount", where=expression.source, found=f"{value:E}", expected=expected)
    return cents


def _distinct(columns: Sequence[Told], rows: Units) -> tuple[Units, Units]:
    """One row of each set of facts, and which of these sets each row has."""
    if any(column.column.kind not in _WHOLE_VALUES for column in columns):
        return rows, np.arange(len(rows))
    keys, sets = np.zeros(len(rows), np.int64), 1
    for column in columns:
        _, parts = np.unique(column.units[rows], return_inverse=True)
        parts = parts * 3 + _standing(column, rows)
        most = int(parts.max(initial=0)) + 1
        _, keys = np.unique(keys * most + parts, return_inverse=True) if sets > 1 else (None, parts)
        sets = int(keys.max(initial=0)) + 1
    _, firsts, groups = np.unique(keys, return_index=True, return_inverse=True)
    return rows[firsts], groups


def _standing(column: Told, rows: Units) -> Any:
    found = np.zeros(len(rows), np.int64)
    for mark, flags in ((1, column.unknown), (2, column.absent)):
        if flags is not None:
            found[flags[rows]] = mark
    return found
