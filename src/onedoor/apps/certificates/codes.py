"""核验码: the code printed on a document, and how it is found again in what people type and upload.

24 characters of base32 (RFC 4648) are 120 random bits, written in groups of four: ``MZXW-6YTB-…``. The
alphabet has no 0, 1 or 8, so that each of these can only be a slip for O, I or B.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Iterator

BYTES, LENGTH, GROUP = 15, 24, 4
LONGEST_TYPED = 100
SLIPS = str.maketrans("018", "OIB")
BARE = re.compile(rf"[A-Z2-7]{{{LENGTH}}}")
# In the signature's dictionary the code stands behind this word, letters and digits only, which no writer of
# PDF escapes: it can be found in a damaged file without parsing one.
MARK = "OnedoorVerify"
MARKED = re.compile(MARK.encode() + rb"([A-Z2-7]{%d})" % LENGTH)


def new_code() -> str:
    """A code that nobody can guess and nobody has had."""
    return _grouped(base64.b32encode(secrets.token_bytes(BYTES)).decode())


def normalise(typed: str) -> str:
    """The code as it is kept, from what somebody typed; empty when it cannot be one.

    >>> normalise(" mzxw6ytbmzxw6ytbmzxw 6ytb ")
    'MZXW-6YTB-MZXW-6YTB-MZXW-6YTB'
    """
    if len(typed) > LONGEST_TYPED:
        return ""
    bare = re.sub(r"[\s\-—–－]", "", typed).upper().translate(SLIPS)
    return _grouped(bare) if BARE.fullmatch(bare) else ""


def mark(code: str) -> str:
    """What a document carries, so that ``codes_in`` finds its code."""
    return MARK + code.replace("-", "")


def codes_in(document: bytes, *, most: int) -> Iterator[str]:
    """The codes that a file carries, in order, at most ``most``; in time linear to its size."""
    for number, found in enumerate(MARKED.finditer(document)):
        if number == most:
            return
        yield _grouped(found.group(1).decode())


def _grouped(bare: str) -> str:
    return "-".join(bare[start : start + GROUP] for start in range(0, LENGTH, GROUP))
