"""The compiled loops: sources into planes, planes into results, block by block."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numba import njit

from onedoor.engine.matching.kernels.compiled.vectors import (
    clearing,
    climbing,
    comparing,
    copying,
    finishing,
    folding,
    merging,
    number_at_8,
    number_at_16,
    set_bit,
)
from onedoor.engine.matching.narrow import WORD

AT_LEAST, EQUAL, BETWEEN, ALL_SET = 0, 1, 2, 3

_at_least_8, _at_least_16, _at_least_32, _at_least_64 = (comparing(n, "at least") for n in (8, 16, 32, 64))
_equal_8, _equal_16, _equal_32, _equal_64 = (comparing(n, "equal") for n in (8, 16, 32, 64))
_between_8, _between_16, _between_32, _between_64 = (comparing(n, "between") for n in (8, 16, 32, 64))
_all_set = comparing(64, "all set")


@njit(cache=True, nogil=True)
def _compared(
    relation: Any, size: Any, address: Any, low: Any, high: Any, target: Any, words: Any, adds: Any
) -> None:
    """Words of comparisons; ``size`` is that of a number in bytes."""
    if relation == ALL_SET:
        _all_set(address, low, high, target, words, adds)
    elif relation == AT_LEAST:
        if size == 1:
            _at_least_8(address, low, high, target, words, adds)
        elif size == 2:
            _at_least_16(address, low, high, target, words, adds)
        elif size == 4:
            _at_least_32(address, low, high, target, words, adds)
        else:
            _at_least_64(address, low, high, target, words, adds)
    elif relation == EQUAL:
        if size == 1:
            _equal_8(address, low, high, target, words, adds)
        elif size == 2:
            _equal_16(address, low, high, target, words, adds)
        elif size == 4:
            _equal_32(address, low, high, target, words, adds)
        else:
            _equal_64(address, low, high, target, words, adds)
    elif size == 1:
        _between_8(address, low, high, target, words, adds)
    elif size == 2:
        _between_16(address, low, high, target, words, adds)
    elif size == 4:
        _between_32(address, low, high, target, words, adds)
    else:
        _between_64(address, low, high, target, words, adds)


@cache
def loops(words: int, *, streams: bool) -> Callable[..., None]:
    """The run over blocks of ``words`` words; ``streams`` when results are aligned to cache lines."""
    load, answer = _loads(words), _answers(words)
    fold_and, fold_or = folding("and", words, streams=False), folding("or", words, streams=False)
    write_and, write_or = folding("and", words, streams=streams), folding("or", words, streams=streams)
    size_of_plane = words * 8

    @njit(cache=True, nogil=True)
    def run(
        families: Any, stairs: Any, members: Any, scratch: Any,
        sources: Any, tests: Any, folds: Any, starts: Any, targets: Any, operands: Any,
        base: Any, results: Any, stride: Any, first: Any, last: Any, nothing: Any,
    ) -> None:  # fmt: skip
        """Words ``first`` up to ``last``; ``stairs``, ``scratch``, ``operands``, ``base``, ``results``, ``nothing``
        (a plane of zeros) are addresses, ``stride`` is in bytes.
        """
        for word in range(first, last, words):
            load(sources, tests, base, word, nothing)
            answer(families, stairs, members, sources, base, scratch, word)
            for step in range(len(folds)):
                start = starts[step]
                count, index = starts[step + 1] - start, operands + start * 4
                fold, target = folds[step], np.int64(targets[step])
                flip = np.int64(-1) if fold >= 2 else np.int64(0)
                if target >= 0:
                    into = base + target * size_of_plane
                    if fold & 1:
                        fold_or(base, index, count, into, flip)
                    else:
                        fold_and(base, index, count, into, flip)
                else:
                    into = results + (-1 - target) * stride + (word - first) * 8
                    if fold & 1:
                        write_or(base, index, count, into, flip)
                    else:
                        write_and(base, index, count, into, flip)

    return run


def _loads(words: int) -> Callable[..., None]:
    fold_or = folding("or", words, streams=False)
    finish, copy = finishing(words), copying(words)
    size_of_plane = words * 8

    @njit(cache=True, nogil=True)
    def load(sources: Any, tests: Any, base: Any, word: Any, nothing: Any) -> None:
        """The planes of all sources; see ``packing`` for the columns of ``sources`` and ``tests``."""
        for place in range(len(sources)):
            target = base + place * size_of_plane
            address, size = sources[place, 0], sources[place, 1]
            if size == 0:
                copy(target, address + word * 8)
            if size <= 0:
                continue
            first = address + word * (WORD * size)
            start, stop = sources[place, 3], sources[place, 4]
            if start == stop:
                fold_or(base, base, 0, target, 0)
            for test in range(start, stop):
                relation, low, high = tests[test, 0], tests[test, 1], tests[test, 2]
                adds = np.int64(test > start)
                _compared(relation, size, first, low, high, target, words, adds)
            known = sources[place, 5] + word * sources[place, 6]
            absent = sources[place, 7] + word * sources[place, 8]
            finish(target, target, nothing, sources[place, 2], known, absent, sources[place, 9])

    return load


_load_one = _loads(1)


@njit(cache=True, nogil=True)
def first_planes(sources: Any, tests: Any, base: Any, nothing: Any) -> None:
    """The first word of every source."""
    _load_one(sources, tests, base, 0, nothing)


def _answers(words: int) -> Callable[..., None]:
    clear, climb = clearing(words), climbing(words)
    finish, merge = finishing(words), merging(words)
    size_of_plane = words * 8

    @njit(cache=True, nogil=True)
    def scatter(address: Any, size: Any, word: Any, scratch: Any) -> None:
        """Each subject's bit in the scratch plane of its rank."""
        first = address + word * (WORD * size)
        for place in range(words):
            for bit in range(WORD):
                at = first + (place * WORD + bit) * size
                rank = number_at_8(at) if size == 1 else number_at_16(at)
                set_bit(scratch + rank * size_of_plane + place * 8, bit)

    @njit(cache=True, nogil=True)
    def answer(
        families: Any, stairs: Any, members: Any, sources: Any, base: Any, scratch: Any, word: Any
    ) -> None:
        """All tests of each family: one step a subject and one a threshold, not one for each of both."""
        for family in range(len(families)):
            ranks, place = families[family, 2], families[family, 3]
            known = sources[place, 5] + word * sources[place, 6]
            absent = sources[place, 7] + word * sources[place, 8]
            clear(scratch, ranks + 2)
            scatter(families[family, 0], families[family, 1], word, scratch)
            climb(scratch, ranks, stairs + families[family, 4] * 8, base, known, absent)
            if families[family, 5] == families[family, 6]:
                continue
            for rank in range(ranks - 1, 0, -1):
                merge(scratch + rank * size_of_plane, scratch + (rank + 1) * size_of_plane)
            for member in range(families[family, 5], families[family, 6]):
                place = members[member, 0]
                found = scratch + members[member, 1] * size_of_plane
                less = scratch + members[member, 2] * size_of_plane
                target, flip = base + place * size_of_plane, sources[place, 2]
                finish(target, found, less, flip, known, absent, sources[place, 9])

    return answer
