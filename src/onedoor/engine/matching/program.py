"""A circuit as a list of instructions over numbered planes, for whichever kernel runs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import cast

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.gates import Gate, Gates
from onedoor.engine.matching.sources import Source


class Fold(IntEnum):
    """What an instruction makes of all its operands."""

    AND = 0
    OR = 1
    NAND = 2
    NOR = 3


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Instruction ``i`` folds planes ``operands[starts[i]:starts[i + 1]]`` by ``folds[i]`` into ``targets[i]``.

    Planes ``0 .. len(sources) - 1`` are the sources, the others up to ``planes`` are scratch. A negative
    target ``-1 - k`` is result ``k``; each result is written exactly once.
    """

    sources: tuple[Source, ...]
    planes: int
    results: int
    folds: NDArray[np.int8]
    starts: NDArray[np.int64]
    operands: NDArray[np.int32]
    targets: NDArray[np.int32]


def scheduled(gates: Gates, results: Sequence[int]) -> Program:
    """The instructions that bring the planes of these gates about; gates no result needs are left out."""
    return _Scheduler(gates, results).program()


class _Scheduler:
    def __init__(self, gates: Gates, results: Sequence[int]) -> None:
        self.kinds = gates.kinds
        self.below = gates.operands
        self.keys = gates.keys
        self.results = results
        self.uses: list[int] = [0] * len(gates.kinds)
        self.inputs: dict[int, Sequence[int]] = {}
        self.places: dict[int, int] = {}
        self.free: list[int] = []
        self.folds: list[int] = []
        self.starts = [0]
        self.operands: list[int] = []
        self.targets: list[int] = []
        self.planes = 0

    def program(self) -> Program:
        order = self._needed()
        sources = [gate for gate in order if self.kinds[gate] is Gate.SOURCE]
        for place, gate in enumerate(sources):
            self.places[gate] = place
            self.uses[gate] += len(order) + len(self.results)  # its plane is never used again for another
        self.planes = len(sources)
        self._emit(order)
        return Program(
            tuple(cast("Source", self.keys[gate]) for gate in sources),
            self.planes,
            len(self.results),
            np.array(self.folds, np.int8),
            np.array(self.starts, np.int64),
            np.array(self.operands, np.int32),
            np.array(self.targets, np.int32),
        )

    def _needed(self) -> list[int]:
        """The gates that results rest on, each after its operands and near its first use; counts their uses.

        A gate that one other alone uses and that does the same is taken into it.
        """
        uses, below = self.uses, self.below
        open_ = list(self.results)
        for gate in open_:
            uses[gate] += 1
            if uses[gate] == 1:
                open_ += below[gate]
        order: list[int] = []
        inputs = self.inputs
        for result in self.results:
            stack = [result]
            while stack:
                gate = stack.pop()
                if gate < 0:  # all it rests on is there
                    order.append(~gate)
                elif gate not in inputs:
                    inputs[gate] = found = self._inputs(gate)
                    stack.append(~gate)
                    stack += [each for each in reversed(found) if each not in inputs]
        return order

    def _inputs(self, gate: int) -> Sequence[int]:
        """Asked before any use is released: who else needs a gate is told by its uses."""
        kind, kinds, uses = self.kinds[gate], self.kinds, self.uses
        operands = self.below[gate]
        if kind is Gate.SOURCE or kind is Gate.NOT:
            return operands
        found: list[int] = []
        for operand in operands:
            if uses[operand] == 1 and kinds[operand] is kind:
                found += self._inputs(operand)
            else:
                found.append(operand)
        return found

    def _emit(self, order: Sequence[int]) -> None:
        by_gate: dict[int, list[int]] = {}
        for result, gate in enumerate(self.results):
            by_gate.setdefault(gate, []).append(result)
        kinds, uses, places, free = self.kinds, self.uses, self.places, self.free
        for gate in order:
            results = by_gate.get(gate, ())
            kind = kinds[gate]
            if kind is not Gate.SOURCE:
                if len(results) == 1 and uses[gate] == 1:
                    self._write(_FOLDS[kind], self.inputs[gate], -1 - results[0])
                    continue
                if free:
                    place = free.pop()
                else:
                    place = self.planes
                    self.planes += 1
                self._write(_FOLDS[kind], self.inputs[gate], place)
                places[gate] = place
            for result in results:
                self._write(_AND, (gate,), -1 - result)

    def _write(self, fold: int, gates: Sequence[int], target: int) -> None:
        """One instruction; a plane nobody asks for any more is used again."""
        places, uses = self.places, self.uses
        self.folds.append(fold)
        self.targets.append(target)
        for gate in gates:
            place = places[gate]
            self.operands.append(place)
            uses[gate] -= 1
            if not uses[gate]:
                self.free.append(place)
        self.starts.append(len(self.operands))


_AND = int(Fold.AND)
_FOLDS = {Gate.ALL: _AND, Gate.SOME: int(Fold.OR), Gate.NOT: int(Fold.NAND)}
