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
        self.gates = gates
        self.results = results
        self.uses: dict[int, int] = {}
        self.inputs: dict[int, list[int]] = {}
        self.places: dict[int, int] = {}
        self.free: list[int] = []
        self.folds: list[Fold] = []
        self.starts = [0]
        self.operands: list[int] = []
        self.targets: list[int] = []
        self.sources: dict[int, int] = {}
        self.planes = 0

    def program(self) -> Program:
        order = self._needed()
        for gate in order:
            if self.gates.kinds[gate] is Gate.SOURCE:
                self.sources[gate] = self.places[gate] = len(self.sources)
        self.planes = len(self.sources)
        by_gate: dict[int, list[int]] = {}
        for result, gate in enumerate(self.results):
            by_gate.setdefault(gate, []).append(result)
        for gate in order:
            self._emit(gate, by_gate.get(gate, []))
        return Program(
            tuple(cast("Source", self.gates.keys[gate]) for gate in self.sources),
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
        counts: dict[int, int] = {}
        open_ = list(self.results)
        for gate in open_:
            counts[gate] = counts.get(gate, 0) + 1
            if counts[gate] == 1:
                open_ += self.gates.operands[gate]
        self.uses = counts
        order: list[int] = []
        seen: set[int] = set()
        for result in self.results:
            stack = [(result, False)]
            while stack:
                gate, is_ready = stack.pop()
                if is_ready:
                    order.append(gate)
                elif gate not in seen:
                    seen.add(gate)
                    stack.append((gate, True))
                    self.inputs[gate] = self._inputs(gate)
                    stack += ((below, False) for below in reversed(self.inputs[gate]))
        return order

    def _inputs(self, gate: int) -> list[int]:
        """Asked before any use is released: who else needs a gate is told by its uses."""
        kind = self.gates.kinds[gate]
        found: list[int] = []
        for operand in self.gates.operands[gate]:
            if self.gates.kinds[operand] is kind and self.uses[operand] == 1 and kind is not Gate.NOT:
                found += self._inputs(operand)
            else:
                found.append(operand)
        return found

    def _emit(self, gate: int, results: list[int]) -> None:
        kind = self.gates.kinds[gate]
        if kind is not Gate.SOURCE:
            inputs = self.inputs[gate]
            used_below = self.uses[gate] - len(results)
            fold = {Gate.ALL: Fold.AND, Gate.SOME: Fold.OR, Gate.NOT: Fold.NAND}[kind]
            if not used_below and len(results) == 1:
                self._write(fold, [self.places[each] for each in inputs], -1 - results[0])
                self._release(inputs)
                return
            place = self._slot()
            self._write(fold, [self.places[each] for each in inputs], place)
            self._release(inputs)
            self.places[gate] = place
        for result in results:
            self._write(Fold.AND, [self.places[gate]], -1 - result)
            self._release([gate])

    def _write(self, fold: Fold, operands: list[int], target: int) -> None:
        self.folds.append(fold)
        self.operands += operands
        self.starts.append(len(self.operands))
        self.targets.append(target)

    def _slot(self) -> int:
        if self.free:
            return self.free.pop()
        self.planes += 1
        return self.planes - 1

    def _release(self, gates: list[int]) -> None:
        """A plane nobody asks for any more is used again."""
        for gate in gates:
            self.uses[gate] -= 1
            if not self.uses[gate] and self.gates.kinds[gate] is not Gate.SOURCE:
                self.free.append(self.places[gate])
