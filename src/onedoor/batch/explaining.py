"""Why a rule fits a subject or not: the interpreter's trace, for a rule of any kind of file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from statistics import median_low
from typing import Any

from onedoor.batch.rule_files import RuleFile
from onedoor.engine.dmn import DecisionTrace
from onedoor.engine.dmn.explaining import wording_of
from onedoor.engine.feel import Unknown, explain
from onedoor.engine.feel.explaining import DEFAULT, Wording
from onedoor.text import Text


def trace_of(rule: RuleFile, facts: Mapping[str, Any], now: datetime) -> DecisionTrace:
    """The whole trace. A decision of a model is told clause by clause, with those that it rests on."""
    if rule.model is not None:
        return rule.model.decide(rule.decision, facts, now=now).trace
    trace = explain(rule.condition, facts, now=now)
    label = Text.of(rule.title or rule.name)
    missing = trace.value.facts if isinstance(trace.value, Unknown) else frozenset[str]()
    return DecisionTrace(rule.name, label, trace.value, trace, (), (), missing)


def wording_for(rule: RuleFile) -> Wording:
    """What facts are called: as a model labels them, or as the rule names them."""
    return wording_of(rule.model) if rule.model is not None else DEFAULT


def benefits_for(rules: Iterable[RuleFile], facts: Mapping[str, Any], now: datetime) -> dict[str, Decimal]:
    """What each rule would bring the subject, in yuan, as its weight among others.

    A rule whose benefit is not told, or depends on what is not known, weighs as much as the median of those that
    are known; all weigh one where none is known.
    """
    told: dict[str, Decimal] = {}
    names = []
    for rule in rules:
        names.append(rule.name)
        value = rule.benefit(facts, now=now) if rule.benefit is not None else None
        if isinstance(value, Decimal) and value > 0:
            told[rule.name] = value
    usual = median_low(told.values()) if told else Decimal(1)
    return {name: told.get(name, usual) for name in names}
