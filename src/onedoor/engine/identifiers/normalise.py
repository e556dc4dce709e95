"""What typing and copying add to an identifier, taken away."""

from __future__ import annotations

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = dict.fromkeys([0x00AD, 0x180E, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_TABLE: dict[int, int | None] = {**_FULL_WIDTH, **_INVISIBLE}


def normalise(text: str) -> str:
    """The same characters in half width and upper case, without white or invisible space.

    Nothing is replaced by a look-alike: ``O`` stays ``O`` and is reported by the check that follows.

    >>> normalise(" ９１４４ 0300o ")
    '91440300O'
    """
    return "".join(text.translate(_TABLE).split()).upper()
