"""Social credit codes for a chunk of enterprises at once, as ``identifiers.make_uscc`` makes one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from onedoor.engine.identifiers.organisation import WEIGHTS as ORG_WEIGHTS
from onedoor.engine.identifiers.uscc import ALPHABET
from onedoor.engine.identifiers.uscc import WEIGHTS as USCC_WEIGHTS
from onedoor.engine.population.doublings import Whole

_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)
# What a letter is worth as part of an organisation code: A = 10 to Z = 35, none left out.
_WORTH = np.array([int(letter, 36) for letter in ALPHABET], np.int64)
_VALUES = np.zeros(256, np.int64)
_VALUES[_LETTERS] = np.arange(len(_LETTERS))
_ORG_CHECKS = np.frombuffer(b"0123456789X0", np.uint8)
_SERIALS = 31**8
_STRIDE = 427_419_669_081  # shares no factor with 31, so that no serial comes twice


def codes(regions: Sequence[str], places: Whole, first: int, seed: int) -> pa.Array:
    """The codes of enterprises ``first`` onwards, registered in ``regions[places]``; no two are the same.

    All are enterprises registered by market regulation (``91``).
    """
    count = len(places)
    found = np.empty((count, 18), np.uint8)
    found[:, :2] = np.frombuffer(b"91", np.uint8)
    digits = np.frombuffer("".join(regions).encode(), np.uint8).reshape(-1, 6)
    found[:, 2:8] = digits[places]
    body = _body(_serials(count, first, seed))
    found[:, 8:16] = _LETTERS[body]
    totals = (_WORTH[body] * np.array(ORG_WEIGHTS, np.int64)).sum(axis=1)
    found[:, 16] = _ORG_CHECKS[11 - totals % 11]
    found[:, 17] = _LETTERS[-(_VALUES[found[:, :17]] * np.array(USCC_WEIGHTS, np.int64)).sum(axis=1) % 31]
    offsets = np.arange(count + 1, dtype=np.int32) * 18
    return pa.Array.from_buffers(pa.string(), count, [None, pa.py_buffer(offsets), pa.py_buffer(found)])


def _serials(count: int, first: int, seed: int) -> Whole:
    """Different for each row of a population, and unlike a row number."""
    begin = (first * _STRIDE + seed * 7_919) % _SERIALS
    found: Whole = (begin + np.arange(count, dtype=np.int64) * _STRIDE) % _SERIALS
    return found


def _body(serials: Whole) -> Whole:
    """The eight digits of each serial in base 31."""
    found = np.empty((len(serials), 8), np.int64)
    for place in range(7, -1, -1):
        serials, found[:, place] = np.divmod(serials, 31)
    return found
