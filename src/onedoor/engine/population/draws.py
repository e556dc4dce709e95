"""Random whole numbers, a chunk of subjects at a time: no float takes part, so every machine draws the same.

Only the raw bits of the generator are used, because those alone are promised to stay the same from one
release of NumPy to the next.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.population.doublings import STEPS, Whole, scaled

Flags = NDArray[np.bool_]

# Subjects that share a stream. All of them are drawn even when fewer are wanted.
CHUNK = 1 << 16
_PARTS = 8  # of 16 bits, whose sum is taken for a normal variate
_SPREAD = 53_510  # the standard deviation of that sum: 65,536 * sqrt(8 / 12)
_BINARY = 14_427  # 1 / ln 2, in ten-thousandths


class Draws:
    """One stream for each chunk: ``Draws(seed, chunk)`` always gives the same numbers in the same order."""

    def __init__(self, seed: int, chunk: int, size: int = CHUNK) -> None:
        self.size = size
        self._bits = np.random.PCG64(np.random.SeedSequence((seed, chunk)))

    def parts(self, rows: int) -> NDArray[np.uint16]:
        """``rows`` rows of 16 random bits for each subject."""
        words = self._bits.random_raw(-(-rows * self.size // 4)).astype("<u8", copy=False)
        found: NDArray[np.uint16] = words.view("<u2")[: rows * self.size].reshape(rows, self.size)
        return found

    def below(self, top: Whole | int) -> Whole:
        """Whole numbers from 0 up to ``top``, which is not reached and at most 2 ** 31."""
        found: Whole = (self._uniform() * top) >> 32
        return found

    def chance(self, parts: Whole | int, of: int = 1000) -> Flags:
        """True with the probability ``parts / of``."""
        found: Flags = self.below(of) < parts
        return found

    def chosen(self, weights: Sequence[int]) -> Whole:
        """Places in ``weights``, each as often as it weighs."""
        bounds = np.cumsum(np.asarray(weights, np.int64))
        return np.searchsorted(bounds, self.below(int(bounds[-1])), side="right").astype(np.int64)

    def normal(self) -> Whole:
        """Standard normal in 4,096ths of its deviation, never beyond 4.9 of them."""
        total = self.parts(_PARTS).sum(axis=0, dtype=np.int64)
        found: Whole = (total - _PARTS * 0xFFFF // 2) * STEPS // _SPREAD
        return found

    def around(self, median: Whole | int, spread: int) -> Whole:
        """Log-normal whole numbers with this median (2 ** 41 at most); ``spread`` is sigma in thousandths."""
        return scaled(median, self.normal() * (spread * _BINARY) // 10_000_000)

    def _uniform(self) -> Whole:
        words = self._bits.random_raw(-(-self.size // 2)).astype("<u8", copy=False)
        return words.view("<u4")[: self.size].astype(np.int64)
