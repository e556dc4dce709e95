"""Which rules could not be taken apart, where, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

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

    def revised(self, fresh: Report, rules: frozenset[str]) -> Report:
        """With what the fresh report says of these rules in place of what this one did."""
        kept = tuple(each for each in self.fallbacks if each.rule not in rules)
        unknown = {rule: facts for rule, facts in self.unknown_facts.items() if rule not in rules}
        return Report(
            fresh.predicates,
            fresh.conditions,
            kept + fresh.fallbacks,
            MappingProxyType({**unknown, **fresh.unknown_facts}),
        )
