"""Packed planes as a circuit of and, or, not: what is computed, before anything is.

A *plane* is one bit for each subject. Equal gates are one gate, so whatever two rules have in common is
computed once; gates that cannot matter are never made.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Gate(IntEnum):
    """How a plane comes about. A *source* is given from outside, by its key."""

    SOURCE = 0
    ALL = 1
    SOME = 2
    NOT = 3


_SOURCE, _ALL, _SOME, _NOT = Gate
ONES, ZEROS = 0, 1


@dataclass(slots=True)
class Gates:
    """Gates by number; operands have lower numbers. ``ONES`` (all of nothing) and ``ZEROS`` are always there."""

    kinds: list[Gate] = field(default_factory=lambda: [Gate.ALL, Gate.SOME])
    operands: list[tuple[int, ...]] = field(default_factory=lambda: [(), ()])
    keys: dict[int, Hashable] = field(default_factory=dict)
    _known: dict[object, int] = field(default_factory=dict)

    def source(self, key: Hashable) -> int:
        """The plane that ``key`` stands for."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.kinds)
            self.kinds.append(_SOURCE)
            self.operands.append(())
            self.keys[found] = key
        return found

    def all_of(self, operands: Iterable[int]) -> int:
        """Set where every operand is."""
        return self._chain(_ALL, set(operands), ONES, ZEROS)

    def some_of(self, operands: Iterable[int]) -> int:
        """Set where at least one operand is."""
        return self._chain(_SOME, set(operands), ZEROS, ONES)

    def invert(self, operand: int) -> int:
        """Set where the operand is not."""
        if operand in (ONES, ZEROS):
            return ZEROS if operand == ONES else ONES
        if self.kinds[operand] is _NOT:
            return self.operands[operand][0]
        return self._gate(_NOT, (operand,))

    def _chain(self, kind: Gate, given: set[int], neutral: int, decisive: int) -> int:
        given.discard(neutral)
        if decisive in given:
            return decisive
        if len(given) < 2:
            return given.pop() if given else neutral
        return self._gate(kind, tuple(sorted(given)))

    def _gate(self, kind: Gate, operands: tuple[int, ...]) -> int:
        key = kind, operands
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.kinds)
            self.kinds.append(kind)
            self.operands.append(operands)
        return found
