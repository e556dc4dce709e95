"""A circuit to be asked from its results down, for one subject: most rules fail at their first condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.gates import Gate, Gates
from onedoor.engine.matching.program import Program


@dataclass(frozen=True, slots=True, eq=False)
class Lazy:
    """Gate ``g`` is of kind ``kinds[g]`` over ``operands[starts[g]:starts[g + 1]]``, sources before other gates.

    ``sources`` are the gates of the program's sources, in its order, ``results`` those of its results.
    """

    kinds: NDArray[np.int8]
    starts: NDArray[np.int32]
    operands: NDArray[np.int32]
    sources: NDArray[np.int32]
    results: NDArray[np.int32]

    def only(self, rules: NDArray[np.intp]) -> Lazy:
        """The same for some rules alone: first whether they are certain, then whether they are possible."""
        half = len(self.results) // 2
        return replace(self, results=self.results[np.concatenate([rules, rules + half])])


def lazy_circuit(gates: Gates, results: Sequence[int], program: Program) -> Lazy:
    """The circuit, renumbered so that only gates that some result rests on are there."""
    needed = set(results)
    for gate in range(max(needed, default=0), -1, -1):
        if gate in needed:
            needed.update(gates.operands[gate])
    order = sorted(needed)
    places = {gate: place for place, gate in enumerate(order)}
    operands: list[int] = []
    starts = [0]
    for gate in order:
        below = sorted(gates.operands[gate], key=lambda each: (gates.kinds[each] is not Gate.SOURCE, each))
        operands += [places[each] for each in below]
        starts.append(len(operands))
    by_key = {gates.keys[gate]: places[gate] for gate in order if gates.kinds[gate] is Gate.SOURCE}
    return Lazy(
        np.array([gates.kinds[gate] for gate in order], np.int8),
        np.array(starts, np.int32),
        np.array(operands, np.int32),
        np.array([by_key[source] for source in program.sources], np.int32),
        np.array([places[gate] for gate in results], np.int32),
    )


def walked(lazy: Lazy, values: NDArray[np.int8]) -> NDArray[np.bool_]:
    """The results, where ``values`` are those of the sources (0, 1; 2 for all other gates). By Python."""
    known, kinds = values.tolist(), lazy.kinds.tolist()
    starts, operands = lazy.starts.tolist(), lazy.operands.tolist()
    for result in lazy.results.tolist():
        open_ = [result]
        while open_:
            gate = open_[-1]
            if known[gate] == 2:
                below = operands[starts[gate] : starts[gate + 1]]
                value, wanted = _settled(Gate(kinds[gate]), below, known)
                if wanted is not None:
                    open_.append(wanted)
                    continue
                known[gate] = value
            open_.pop()
    return np.array([known[result] for result in lazy.results.tolist()], np.bool_)


def _settled(kind: Gate, below: list[int], known: list[int]) -> tuple[int, int | None]:
    """The value of a gate, or the operand to be known first."""
    decisive = 0 if kind is Gate.ALL else 1
    for operand in below:
        if known[operand] == 2:
            return 0, operand
        if kind is Gate.NOT:
            return 1 - known[operand], None
        if known[operand] == decisive:
            return decisive, None
    return 1 - decisive, None
