"""The known name that someone most likely meant.

The distance counts inserted, left out, changed and swapped characters (optimal string alignment). It
works on Chinese as on English: a Chinese name is short, so one character may differ, and a name of which
only a part was written is found too.
"""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import normalize

MAX_NAME = 80
MAX_KNOWN = 2_000
FAR = 1_000


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name nearest to the written one, of several the first; None when none is near enough.

    >>> nearest("参保人教", ["参保人数", "裁员率"]), nearest("Loan Amont", ["loan amount"]), nearest("x", ["y"])
    ('参保人数', 'loan amount', None)
    """
    written = _plain(name[:MAX_NAME])
    best, lowest = None, 2 * FAR
    for index, other in enumerate(known):
        if index == MAX_KNOWN:
            break
        score = _score(written, _plain(other[:MAX_NAME]))
        if other != name and score is not None and score < lowest:
            best, lowest = other, score
    return best


def is_slip(written: str, other: str) -> bool:
    """Are the two so near that the one is probably the other, written wrongly?"""
    score = _score(_plain(written), _plain(other))
    return score is not None and score <= FAR // 2


def _plain(name: str) -> str:
    """Without what is easily written otherwise: width, case, spaces and underscores."""
    return "".join(each for each in normalize("NFKC", name).casefold() if each not in " _-")


def _score(written: str, other: str) -> int | None:
    """How far the names are apart, from 0 to ``FAR``; None when too far."""
    if written == other:
        return 0
    longest = max(len(written), len(other))
    if min(len(written), len(other)) < 2:
        return None
    allowed = max(1, longest // 3)
    steps = distance(written, other, allowed)
    if steps <= allowed:
        return steps * FAR // longest
    shorter = min(written, other, key=len)
    if (len(shorter) >= 4 or not shorter.isascii()) and (written in other or other in written):
        return FAR - FAR * len(shorter) // longest // 2
    return None


def distance(one: str, other: str, most: int) -> int:
    """The edits between two texts; ``most + 1`` as soon as there are more than ``most``.

    >>> distance("ab", "ba", 5), distance("recieve", "receive", 5), distance("abc", "", 2)
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, previous = before, row
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        before = previous
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
