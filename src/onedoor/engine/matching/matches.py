"""Which subjects each rule certainly or possibly fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onedoor.engine.matching.bits import BitSet
from onedoor.errors import NotFound

PAIRS = pa.schema([("rule", pa.string()), ("subject", pa.int64()), ("certain", pa.bool_())])


class Counts(NamedTuple):
    """Numbers of subjects; ``possible`` includes the certain ones."""

    certain: int
    possible: int


@dataclass(frozen=True, slots=True)
class Matches:
    """One row of packed bits per rule in each plane, over ``subjects`` rows of the table."""

    rules: Mapping[str, int]
    subjects: int
    certain_bits: NDArray[np.uint8]
    possible_bits: NDArray[np.uint8]

    def certain(self, rule: str) -> BitSet:
        """Subjects for which the rule is true. Raises ``NotFound`` for a rule that was not compiled."""
        return BitSet(self.certain_bits[self._row(rule)], self.subjects)

    def possible(self, rule: str) -> BitSet:
        """Subjects for which the rule is true or unknown; minus ``certain``, a fact is missing."""
        return BitSet(self.possible_bits[self._row(rule)], self.subjects)

    def counts(self) -> dict[str, Counts]:
        return {rule: Counts(self.certain(rule).count, self.possible(rule).count) for rule in self.rules}

    def pairs(self, batch_size: int = 65_536) -> Iterator[pa.RecordBatch]:
        """Every possible pair as ``(rule, subject row, certain)``, rule by rule, in Arrow batches."""
        for rule in self.rules:
            certain = self.certain(rule)
            rows = self.possible(rule).indices()
            flags = np.isin(rows, certain.indices(), assume_unique=True)
            for start in range(0, len(rows), batch_size):
                part = slice(start, start + batch_size)
                names = pa.array([rule] * len(rows[part]), pa.string())
                yield pa.record_batch([names, pa.array(rows[part]), pa.array(flags[part])], schema=PAIRS)

    def _row(self, rule: str) -> int:
        try:
            return self.rules[rule]
        except KeyError:
            raise NotFound("matching.rule", found=rule) from None
