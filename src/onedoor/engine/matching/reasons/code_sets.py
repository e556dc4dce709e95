"""Lists of codes to try as answers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from onedoor.engine.matching.predicates import Contains, Predicate

MOST_SETS = 512
_ALL_SUBSETS = 4  # of so many codes every combination is tried


def sets_of(asked_together: Iterable[frozenset[str]]) -> Iterable[frozenset[str]]:
    found: dict[frozenset[str], None] = {}
    for codes in asked_together:
        is_few = len(codes) <= _ALL_SUBSETS
        sizes = range(len(codes) + 1) if is_few else (0, 1, len(codes) - 1, len(codes))
        for size in sizes:
            for chosen in combinations(sorted(codes), size):
                if len(found) < MOST_SETS:
                    found[frozenset(chosen)] = None
    return found


def codes_in(predicates: Iterable[Predicate]) -> frozenset[str]:
    """The codes that these predicates ask about."""
    return frozenset(each.text for each in predicates if isinstance(each, Contains))
