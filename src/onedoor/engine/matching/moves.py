"""Planes that are kept, and what changed in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.narrow import WORD, Words, flags_of

Rows = NDArray[np.int64]
Pair = tuple[Words, Words]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The certain and the possible plane of some rules; ``addresses`` are where each stands, ``places`` whose it is."""

    planes: Sequence[Pair]
    addresses: Rows
    places: NDArray[np.int32]

    @classmethod
    def of(cls, planes: Sequence[Pair]) -> Held:
        """The planes of all rules, in their order."""
        addresses = [[plane.ctypes.data for plane in pair] for pair in planes]
        places = np.arange(len(planes), dtype=np.int32)
        return cls(planes, np.array(addresses, np.int64).reshape(-1, 2), places)

    def pair(self, place: int) -> Pair:
        """The planes of the rule that is ``place``-th among these."""
        return self.planes[int(self.places[place])]

    def only(self, places: NDArray[np.intp]) -> Held:
        """Those of some rules alone."""
        return Held(self.planes, self.addresses[places], self.places[places])


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """An event each: the rule's place, the subject, how it stood and how it stands (0 rest, 1 open, 2 certain)."""

    places: NDArray[np.int32]
    subjects: Rows
    before: NDArray[np.int8]
    after: NDArray[np.int8]


def joined(parts: Sequence[Moves]) -> Moves:
    """All of them, in this order."""
    none = Moves(np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int8), np.zeros(0, np.int8))
    kept = [part for part in parts if len(part.places)] or [none]
    return Moves(
        np.concatenate([part.places for part in kept]),
        np.concatenate([part.subjects for part in kept]),
        np.concatenate([part.before for part in kept]),
        np.concatenate([part.after for part in kept]),
    )


def moved_in(held: Held, rows: Rows, new: Words) -> Moves:
    """By NumPy, rule by rule."""
    words, bits = rows // WORD, np.left_shift(np.uint64(1), (rows % WORD).astype(np.uint64))
    parts = []
    for rule, fresh in enumerate(new):
        pair = held.pair(rule)
        was = [(plane[words] & bits) != 0 for plane in pair]
        now = [flags_of(plane, 0, len(rows)) for plane in fresh]
        differ = np.flatnonzero((was[0] != now[0]) | (was[1] != now[1]))
        if not len(differ):
            continue
        for plane, flags in zip(pair, now, strict=True):
            np.bitwise_and.at(plane, words[differ], ~bits[differ])
            np.bitwise_or.at(plane, words[differ][flags[differ]], bits[differ][flags[differ]])
        states = [(sure[differ].astype(np.int8) + maybe[differ]) for sure, maybe in (was, now)]
        place = np.full(len(differ), held.places[rule], np.int32)
        parts.append(Moves(place, rows[differ], *states))
    return joined(parts)
