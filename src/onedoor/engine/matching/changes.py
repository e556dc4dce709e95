"""What a change of facts or rules made different: who gained, who lost, who became certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onedoor.engine.matching.moves import Moves


class State(IntEnum):
    """How one rule stands for one subject."""

    REST = 0
    OPEN = 1
    CERTAIN = 2


EVENTS = pa.schema(
    [
        pa.field("rule", pa.dictionary(pa.int32(), pa.string()), nullable=False),
        pa.field("subject", pa.int64(), nullable=False),
        pa.field("before", pa.int8(), nullable=False),
        pa.field("after", pa.int8(), nullable=False),
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """One event for each rule and subject whose state is another now, rule by rule, subjects ascending.

    ``places`` are indices into ``rules``; ``before`` and ``after`` are numbers of ``State``.
    """

    rules: tuple[str, ...]
    places: NDArray[np.int32]
    subjects: NDArray[np.int64]
    before: NDArray[np.int8]
    after: NDArray[np.int8]

    @classmethod
    def of(cls, rules: Sequence[str], moves: Moves) -> Self:
        return cls(tuple(rules), moves.places, moves.subjects, moves.before, moves.after)

    def __len__(self) -> int:
        return len(self.places)

    @property
    def gained(self) -> Changes:
        """Certain now, and nothing of the kind before."""
        return self.where((self.before == State.REST) & (self.after == State.CERTAIN))

    @property
    def lost(self) -> Changes:
        """Certain before, and not even open now."""
        return self.where((self.before == State.CERTAIN) & (self.after == State.REST))

    @property
    def settled(self) -> Changes:
        """Open before and certain now."""
        return self.where((self.before == State.OPEN) & (self.after == State.CERTAIN))

    def where(self, chosen: NDArray[np.bool_]) -> Changes:
        """These events alone."""
        return Changes(
            self.rules, self.places[chosen], self.subjects[chosen], self.before[chosen], self.after[chosen]
        )

    def events(self, batch_size: int = 65_536) -> Iterator[pa.RecordBatch]:
        """The events as Arrow batches of ``EVENTS``."""
        names, codes = self._dictionary()
        for start in range(0, len(self), batch_size):
            part = slice(start, start + batch_size)
            rule = pa.DictionaryArray.from_arrays(pa.array(codes[part]), names)
            columns = [rule, *(pa.array(each[part]) for each in (self.subjects, self.before, self.after))]
            yield pa.record_batch(columns, schema=EVENTS)

    def _dictionary(self) -> tuple[pa.Array, NDArray[np.int32]]:
        """The names of rules and a code for each event; of few events only the names that they speak of."""
        if len(self) >= len(self.rules):
            return pa.array(self.rules, pa.string()), self.places
        used, codes = np.unique(self.places, return_inverse=True)
        return pa.array([self.rules[place] for place in used], pa.string()), codes.astype(np.int32)
