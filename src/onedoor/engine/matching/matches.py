"""Which subjects each rule certainly or possibly fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onedoor.engine.matching.bits import BitSet
from onedoor.engine.matching.kernels import Kernel, kernel_named
from onedoor.engine.matching.narrow import WORD, Words
from onedoor.errors import NotFound

_LINE = 8
PAIRS = pa.schema(
    [("rule", pa.dictionary(pa.int32(), pa.string())), ("subject", pa.int64()), ("certain", pa.bool_())]
)


class Counts(NamedTuple):
    """Numbers of subjects; ``possible`` includes the certain ones."""

    certain: int
    possible: int


class Room:
    """Memory for results, kept from one match to the next: half a gigabyte is not asked for twice."""

    def __init__(self) -> None:
        self._held: Words = np.empty(0, np.uint64)

    def results(self, rows: int, words: int) -> Words:
        """``rows`` planes of ``words`` words, each at a cache line; what stands in them is arbitrary."""
        stride = -(-words // _LINE) * _LINE
        needed = rows * stride + _LINE
        if len(self._held) < needed:
            self._held = np.empty(needed, np.uint64)
        first = -self._held.ctypes.data % (_LINE * 8) // 8
        return self._held[first : first + rows * stride].reshape(rows, stride)[:, :words]


@dataclass(frozen=True, slots=True)
class Matches:
    """One row of packed words per rule in each plane, over ``subjects`` rows of the table."""

    rules: Mapping[str, int]
    subjects: int
    certain_matrix: Words
    possible_matrix: Words
    kernel: Kernel = field(default_factory=kernel_named, compare=False, repr=False)

    @classmethod
    def of(cls, rules: Sequence[str], subjects: int, results: Words, kernel: Kernel) -> Self:
        """The matches in a kernel's results: certain for all rules, then possible for all. Clears spare bits."""
        last, rest = divmod(subjects, WORD)
        if rest:
            results[:, last] &= np.uint64((1 << rest) - 1)
        results[:, last + bool(rest) :] = 0
        places = {rule: place for place, rule in enumerate(rules)}
        return cls(places, subjects, results[: len(rules)], results[len(rules) :], kernel)

    @property
    def certain_bits(self) -> NDArray[np.uint8]:
        """A row a rule, eight subjects a byte."""
        return self.certain_matrix.view(np.uint8)[:, : -(-self.subjects // 8)]

    @property
    def possible_bits(self) -> NDArray[np.uint8]:
        return self.possible_matrix.view(np.uint8)[:, : -(-self.subjects // 8)]

    def certain_words(self, rule: str) -> Words:
        """The plane of one rule, 64 subjects a word, with room to the end of the last block."""
        plane: Words = self.certain_matrix[self._row(rule)]
        return plane

    def possible_words(self, rule: str) -> Words:
        plane: Words = self.possible_matrix[self._row(rule)]
        return plane

    def certain(self, rule: str) -> BitSet:
        """Subjects for which the rule is true. Raises ``NotFound`` for a rule that was not compiled."""
        return BitSet(self.certain_bits[self._row(rule)], self.subjects)

    def possible(self, rule: str) -> BitSet:
        """Subjects for which the rule is true or unknown."""
        return BitSet(self.possible_bits[self._row(rule)], self.subjects)

    def open(self, rule: str) -> BitSet:
        """Subjects for which the rule is unknown: a fact is missing."""
        row = self._row(rule)
        return BitSet(self.possible_bits[row] & ~self.certain_bits[row], self.subjects)

    def counts(self) -> dict[str, Counts]:
        """Numbers of subjects, without listing any."""
        certain, possible = (
            self.kernel.counts(planes) for planes in (self.certain_matrix, self.possible_matrix)
        )
        return {rule: Counts(int(certain[row]), int(possible[row])) for rule, row in self.rules.items()}

    def pairs(self, batch_size: int = 65_536) -> Iterator[pa.RecordBatch]:
        """Every possible pair as ``(rule, subject row, certain)``, rule by rule, in Arrow batches."""
        names = pa.array(list(self.rules), pa.string())
        for place, row in enumerate(self.rules.values()):
            subjects, certain = self.kernel.ones(self.possible_matrix[row], self.certain_matrix[row])
            for start in range(0, len(subjects), batch_size):
                part = slice(start, start + batch_size)
                codes = np.full(len(subjects[part]), place, np.int32)
                rule = pa.DictionaryArray.from_arrays(pa.array(codes), names)
                yield pa.record_batch([rule, pa.array(subjects[part]), pa.array(certain[part])], schema=PAIRS)

    def _row(self, rule: str) -> int:
        try:
            return self.rules[rule]
        except KeyError:
            raise NotFound("matching.rule", found=rule) from None
