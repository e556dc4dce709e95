"""Why a decision has its value: its logic step by step, or rule by rule, and the decisions it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.call_traces import CallTrace, calls_in
from onedoor.engine.dmn.logic_traces import LogicTrace, PartsTrace, facts_in, trace_logic
from onedoor.engine.feel.scope import Budget
from onedoor.text import Text

__all__ = ["CallTrace", "DecisionTrace", "LogicTrace", "PartsTrace", "trace_of"]

if TYPE_CHECKING:
    from onedoor.engine.dmn.evaluation import Evaluation
    from onedoor.engine.dmn.model import KnowledgeSource


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """Why a decision has its value: its own logic, what it calls, and the decisions it rests on.

    ``logic`` is None where there is none to show: a decision service, or a decision without logic.
    ``calls`` are those whose arguments the decision itself names; those inside of loops are many.
    """

    name: str
    label: Text
    value: Any
    logic: LogicTrace | None
    requires: tuple[DecisionTrace, ...]
    clauses: tuple[KnowledgeSource, ...]
    unknown: frozenset[str]
    calls: tuple[CallTrace, ...] = ()


def trace_of(evaluation: Evaluation, name: str) -> DecisionTrace:
    """The whole explanation of a decision, or of a decision service by its outputs.

    A decision that several others rest on is explained once; they share its trace.
    """
    if name not in evaluation.traces:
        evaluation.traces[name] = _trace(evaluation, name)
    return evaluation.traces[name]


def _trace(evaluation: Evaluation, name: str) -> DecisionTrace:
    value = evaluation.value(name)
    facts = facts_in(value)
    service = evaluation.model.service(name)
    if service is not None and name not in evaluation.model.decisions:
        requires = tuple(trace_of(evaluation, each) for each in service.outputs)
        return DecisionTrace(name, service.label, value, None, requires, (), facts)
    home, decision = evaluation.home_of(name)
    logic = decision.logic
    scope = home.scope(decision).afresh(Budget())  # what evaluating used up must not stop explaining
    return DecisionTrace(
        name=name,
        label=decision.label,
        value=value,
        logic=trace_logic(logic, scope) if logic is not None else None,
        requires=tuple(trace_of(home, each) for each in decision.decisions),
        clauses=decision.clauses,
        unknown=facts,
        calls=calls_in(home, decision, scope) if logic is not None else (),
    )
