"""Why a rule of a set fits a subject or does not: the interpreter's whole explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onedoor.engine.feel.explaining import DEFAULT, Wording, sentence
from onedoor.engine.feel.explaining.plain import as_dict
from onedoor.engine.feel.trace import Answer, Settling, Trace, missing, settling, trace_in
from onedoor.engine.matching.reasons.prepared import prepared
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.ruleset import RuleSet
from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """One rule and one subject; ``trace`` holds every step, with its value and whether it is decisive."""

    rule: str
    trace: Trace

    @property
    def verdict(self) -> Answer:
        """Met, not met, unknown, or null."""
        return self.trace.outcome

    @property
    def missing(self) -> frozenset[str]:
        """The facts that would settle it, whatever they are."""
        return missing(self.trace)

    @property
    def settling(self) -> Settling:
        """The smallest groups of facts that could make an open rule met, or not met."""
        return settling(self.trace)

    def decisive(self) -> Iterator[Trace]:
        """The conditions that force the verdict and are made of no others, in the order of the rule."""
        return _decisive(self.trace)

    def sentence(self, wording: Wording = DEFAULT) -> Text:
        """How the rule stands, in one sentence without a full stop."""
        return sentence(self.trace, wording)

    def as_dict(self, wording: Wording = DEFAULT) -> dict[str, Any]:
        """``rule``, ``verdict``, ``missing``, and the ``trace`` as ``feel.explaining.plain.as_dict`` writes it."""
        return {
            "rule": self.rule,
            "verdict": self.verdict.value,
            "missing": sorted(self.missing),
            "trace": as_dict(self.trace, wording),
        }


def explain(
    rules: RuleSet, rule: str, facts: Mapping[str, Any], *, now: datetime | None = None
) -> Explanation:
    """The interpreter's explanation for one pair; facts are read as in a table.

    Raises ``NotFound`` ("matching.rule") for a rule that is not in the set, ``Invalid`` ("matching.value") for a
    fact that its column cannot hold.

    >>> from onedoor.engine.matching import Column, Kind, Schema
    >>> schema = Schema.of(Column("参保人数", Kind.INTEGER), Column("裁员率", Kind.RATIO, places=4))
    >>> rules = RuleSet.compile({"稳岗返还": "参保人数 <= 30 and 裁员率 <= 0.2"}, schema)
    >>> why = explain(rules, "稳岗返还", {"参保人数": 31, "裁员率": "0.1"})
    >>> why.verdict.value, [step.text for step in why.decisive()]
    ('not_met', ['参保人数 <= 30'])
    """
    prepared(rules).root(rule)
    subject = Subject.of(rules.schema, facts, now=now)
    expression = rules.expressions[rule]
    return Explanation(rule, trace_in(expression, expression.scope(subject.facts, now)))


def _decisive(trace: Trace) -> Iterator[Trace]:
    conditions = [each for each in trace.children if each.step.is_condition and each.is_decisive]
    if trace.is_decisive and not conditions:
        yield trace
    for each in conditions:
        yield from _decisive(each)
