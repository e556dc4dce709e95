"""Why a rule fits a subject or not: the interpreter's trace, for a rule of any kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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
