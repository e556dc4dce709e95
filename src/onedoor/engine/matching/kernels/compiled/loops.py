"""The compiled loops: sources into planes, planes into results, block by block."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numba import njit

from onedoor.engine.matching.kernels.compiled.vectors import comparing, folding, word_at
from onedoor.engine.matching.narrow import WORD

COPY, AT_LEAST, EQUAL, BETWEEN, ALL_SET = 0, 1, 2, 3, 4

_at_least_8, _at_least_16, _at_least_32, _at_least_64 = (comparing(n, "at least") for n in (8, 16, 32, 64))
_equal_8, _equal_16, _equal_32, _equal_64 = (comparing(n, "equal") for n in (8, 16, 32, 64))
_between_8, _between_16, _between_32, _between_64 = (comparing(n, "between") for n in (8, 16, 32, 64))
_all_set = comparing(64, "all set")


@njit(cache=True, nogil=True)
def _compared(relation: Any, size: Any, address: Any, low: Any, high: Any) -> Any:
    """One word of comparisons; ``size`` is that of a number in bytes."""
    if relation == AT_LEAST:
        if size == 1:
            return _at_least_8(address, low, high)
        if size == 2:
            return _at_least_16(address, low, high)
        if size == 4:
            return _at_least_32(address, low, high)
        return _at_least_64(address, low, high)
    if relation == EQUAL:
        if size == 1:
            return _equal_8(address, low, high)
        if size == 2:
            return _equal_16(address, low, high)
        if size == 4:
            return _equal_32(address, low, high)
        return _equal_64(address, low, high)
    if relation == ALL_SET:
        return _all_set(address, low, high)
    if size == 1:
        return _between_8(address, low, high)
    if size == 2:
        return _between_16(address, low, high)
    if size == 4:
        return _between_32(address, low, high)
    return _between_64(address, low, high)


@cache
def loops(words: int, *, streams: bool) -> Callable[..., None]:
    """The run over blocks of ``words`` words; ``streams`` when results are aligned to cache lines."""
    fold_and, fold_or = folding("and", words, streams=False), folding("or", words, streams=False)
    write_and, write_or = folding("and", words, streams=streams), folding("or", words, streams=streams)

    @njit(cache=True, nogil=True)
    def load(sources: Any, tests: Any, planes: Any, word: Any) -> None:
        """The planes of all sources; see ``packing`` for the columns of ``sources`` and ``tests``."""
        for place in range(len(sources)):
            address, size, flip = sources[place, 0], sources[place, 1], np.uint64(sources[place, 2])
            base = place * words
            if size == 0:
                for w in range(words):
                    planes[base + w] = word_at(address + (word + w) * 8)
                continue
            step = WORD * size
            first = address + word * step
            start, stop = sources[place, 3], sources[place, 4]
            if start == stop:
                for w in range(words):
                    planes[base + w] = np.uint64(0)
            else:
                relation, low, high = tests[start, 0], tests[start, 1], tests[start, 2]
                for w in range(words):
                    planes[base + w] = _compared(relation, size, first + w * step, low, high)
            for test in range(start + 1, stop):
                relation, low, high = tests[test, 0], tests[test, 1], tests[test, 2]
                for w in range(words):
                    planes[base + w] |= _compared(relation, size, first + w * step, low, high)
            known, absent, if_absent = sources[place, 5], sources[place, 6], sources[place, 7]
            for w in range(words):
                plane = planes[base + w] ^ flip
                if absent != 0:
                    gone = word_at(absent + (word + w) * 8)
                    plane = plane | gone if if_absent != 0 else plane & ~gone
                if known != 0:
                    plane |= ~word_at(known + (word + w) * 8)
                planes[base + w] = plane

    @njit(cache=True, nogil=True)
    def run(
        sources: Any, tests: Any, folds: Any, starts: Any, targets: Any, operands: Any,
        planes: Any, base: Any, results: Any, stride: Any, first: Any, last: Any, offset: Any,
    ) -> None:  # fmt: skip
        """Words ``first`` up to ``last``; ``operands``, ``base``, ``results`` are addresses, ``stride`` in bytes."""
        for word in range(first, last, words):
            load(sources, tests, planes, word)
            for step in range(len(folds)):
                start = starts[step]
                count, index = starts[step + 1] - start, operands + start * 4
                fold, target = folds[step], np.int64(targets[step])
                flip = np.int64(-1) if fold >= 2 else np.int64(0)
                if target >= 0:
                    into = base + target * (words * 8)
                    if fold & 1:
                        fold_or(base, index, count, into, flip)
                    else:
                        fold_and(base, index, count, into, flip)
                else:
                    into = results + (-1 - target) * stride + (word - offset) * 8
                    if fold & 1:
                        write_or(base, index, count, into, flip)
                    else:
                        write_and(base, index, count, into, flip)

    return run
