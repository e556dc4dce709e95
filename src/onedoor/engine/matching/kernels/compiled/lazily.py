"""The compiled walk of a circuit for one subject, from its results down."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

_ALL, _NOT = 1, 3
_OPEN = 2


@njit(cache=True, nogil=True)
def walk(
    kinds: Any, starts: Any, operands: Any, sources: Any, results: Any, planes: Any, found: Any
) -> None:  # fmt: skip
    """``found`` are the results for the first subject of the planes of the sources.

    The second half of the results are what is possible, and what is not possible is not certain.
    """
    values = np.full(len(kinds), _OPEN, np.int8)
    for place in range(len(sources)):
        values[sources[place]] = planes[place] & np.uint64(1)
    gates, at = np.empty(len(kinds) + 1, np.int32), np.empty(len(kinds) + 1, np.int32)
    half = len(results) // 2
    for turn in range(len(results)):
        result = half + turn if turn < half else turn - half
        if turn >= half and not found[result + half]:
            found[result] = 0
            continue
        depth = 0
        gates[0], at[0] = results[result], starts[results[result]]
        while depth >= 0:
            gate, place = gates[depth], at[depth]
            if values[gate] != _OPEN:
                depth -= 1
                continue
            kind, stop = kinds[gate], starts[gate + 1]
            decisive = np.int8(0) if kind == _ALL else np.int8(1)
            value = np.int8(1) - decisive
            while place < stop:
                below = values[operands[place]]
                if below == _OPEN:
                    break
                if kind == _NOT:
                    value = np.int8(1) - below
                elif below == decisive:
                    value, place = decisive, stop
                    break
                place += 1
            if place < stop:
                at[depth] = place
                depth += 1
                gates[depth], at[depth] = operands[place], starts[operands[place]]
            else:
                values[gate] = value
                depth -= 1
        found[result] = values[results[result]]
