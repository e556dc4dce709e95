"""Which rules could not be taken apart, where, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class Fallback:
    """A part of a rule that the interpreter decides, subject by subject."""

    rule: str
    source: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Report:
    """What compiling found: distinct ``predicates``, ``fallbacks``, and the facts no column holds."""

    predicates: int
    conditions: int
    fallbacks: tuple[Fallback, ...]
    unknown_facts: Mapping[str, frozenset[str]]
