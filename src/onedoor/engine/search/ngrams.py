"""Text to tokens: Chinese by characters, everything else by words."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
LONGEST = 20_000


def normalise(text: str) -> str:
    """Full width to half width, lower case; at most 20,000 characters.

    >>> normalise("ＡＢＣ　（开）")
    'abc (开)'
    """
    return unicodedata.normalize("NFKC", text[:LONGEST]).lower()


def bigrams(text: str) -> list[str]:
    """Overlapping pairs of Chinese characters, and whole Latin words and numbers; punctuation separates.

    >>> bigrams("开饭店, food permit")
    ['开饭', '饭店', 'food', 'permit']
    """
    tokens: list[str] = []
    for run in _RUN.findall(normalise(text)):
        if run.isascii() or len(run) == 1:
            tokens.append(run)
        else:
            tokens.extend(run[i : i + 2] for i in range(len(run) - 1))
    return tokens


def grams(text: str) -> list[str]:
    """Single Chinese characters beside the bigrams: for short fields such as titles."""
    singles = [c for c in normalise(text) if "\u3400" <= c <= "\u9fff"]
    return singles + [token for token in bigrams(text) if len(token) > 1]
