"""Explanations of decisions as plain data, for JSON; the steps of expressions as ``feel.explaining.plain`` has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onedoor.engine.dmn.explaining.decisions import call_sentence, decision_sentence
from onedoor.engine.dmn.explaining.tables import TableTeller
from onedoor.engine.dmn.explaining.wording import wording_of
from onedoor.engine.dmn.model import KnowledgeSource
from onedoor.engine.dmn.outcome import Outcome
from onedoor.engine.dmn.table_traces import CellTrace, RuleTrace, TableTrace
from onedoor.engine.dmn.traces import CallTrace, DecisionTrace, LogicTrace, PartsTrace
from onedoor.engine.feel.explaining import DEFAULT, Narrator, Wording, narrator_of
from onedoor.engine.feel.explaining.plain import step_as_dict
from onedoor.engine.feel.plain import as_plain
from onedoor.engine.feel.trace import Answer
from onedoor.engine.feel.values import Unknown


def outcome_as_plain(
    outcome: Outcome, *, explain: bool = False, wording: Wording | None = None
) -> dict[str, Any]:
    """What came of asking for a decision: its value, the facts it lacks and, if wanted, why.

    Without a ``wording`` facts are called as the model labels them.
    """
    plain: dict[str, Any] = {
        "decision": outcome.decision,
        "value": as_plain(outcome.value),
        "missing": sorted(outcome.missing),
    }
    if not explain:
        return plain
    words = wording or wording_of(outcome.evaluation.model)
    return {**plain, "trace": decision_as_plain(outcome.trace, words)}


def decision_as_plain(trace: DecisionTrace, wording: Wording = DEFAULT) -> dict[str, Any]:
    """The explanation of a decision and of those it rests on:

    - ``decision``, ``label``, ``value``, ``missing``, ``outcome``, ``sentence``
    - ``clauses``: ``[{"source", "summary", "uri"}]``
    - ``logic``: a step; a table with ``inputs``, ``outputs``, ``rules`` and the cells that excluded them; or a box
      with named ``parts``
    - ``calls``: of business knowledge, each with ``arguments`` and ``logic``
    - ``requires``: the decisions it rests on, in the same form

    One that several others rest on is explained at its first place; after that its value alone is there.
    """
    return _Writer(narrator_of(wording)).decision(trace)


class _Writer:
    """Writes one explanation; ``told`` are the decisions that it has explained."""

    def __init__(self, narrator: Narrator) -> None:
        self.narrator = narrator
        self.told: set[str] = set()

    def decision(self, trace: DecisionTrace) -> dict[str, Any]:
        plain = {
            "decision": trace.name,
            "label": trace.label.as_dict(),
            **_value(trace.value, trace.unknown),
            "outcome": Answer.of(trace.value).value,
            "sentence": decision_sentence(trace, self.narrator).as_dict(),
        }
        if trace.name in self.told:
            return plain
        self.told.add(trace.name)
        return {
            **plain,
            "clauses": _clauses(trace.clauses),
            "logic": self.logic(trace.logic, trace.name) if trace.logic is not None else None,
            "calls": [self.call(each) for each in trace.calls],
            "requires": [self.decision(each) for each in trace.requires],
        }

    def call(self, trace: CallTrace) -> dict[str, Any]:
        return {
            "knowledge": trace.name,
            "label": trace.label.as_dict(),
            "arguments": {name: as_plain(value) for name, value in trace.arguments},
            **_value(trace.value, trace.unknown),
            "sentence": call_sentence(trace, self.narrator).as_dict(),
            "clauses": _clauses(trace.clauses),
            "logic": self.logic(trace.logic, trace.name) if trace.logic is not None else None,
            "calls": [self.call(each) for each in trace.calls],
        }

    def logic(self, trace: LogicTrace, name: str) -> dict[str, Any]:
        """The explanation of an expression: its steps, the rules of its table, or its parts."""
        if isinstance(trace, TableTrace):
            return self.table(trace, name)
        if isinstance(trace, PartsTrace):
            parts = [{"name": part, **self.logic(inner, part)} for part, inner in trace.parts]
            return {"kind": trace.kind, **_value(trace.value, trace.unknown), "parts": parts}
        return step_as_dict(trace, self.narrator)

    def table(self, trace: TableTrace, name: str) -> dict[str, Any]:
        teller = TableTeller(self.narrator, trace, self.narrator.terms.wording.of(name))
        return {
            "kind": "DecisionTable",
            "hit_policy": trace.hit_policy.value,
            "aggregation": trace.aggregation.value if trace.aggregation else None,
            **_value(trace.value, trace.unknown),
            "sentence": teller.sentence().as_dict(),
            "inputs": [
                {"input": each.number, "text": each.text, "value": as_plain(each.value)}
                for each in trace.inputs
            ],
            "outputs": list(trace.outputs),
            "rules": [_rule(each, teller) for each in trace.rules],
        }


def _clauses(clauses: Sequence[KnowledgeSource]) -> list[dict[str, Any]]:
    return [{"source": each.label.as_dict(), "summary": each.summary, "uri": each.uri} for each in clauses]


def _value(value: Any, unknown: frozenset[str]) -> dict[str, Any]:
    return {"value": as_plain(value), "missing": sorted(unknown)}


def _rule(trace: RuleTrace, teller: TableTeller) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "rule": trace.number,
        "line": trace.line,
        "matched": as_plain(trace.outcome),
        "sentence": teller.rule(trace).as_dict(),
    }
    if trace.excluded_by is not None:
        return {**plain, "excluded_by": _cell(trace.excluded_by)}
    if isinstance(trace.outcome, Unknown):
        plain["doubtful"] = [_cell(each) for each in trace.doubtful]
    return {**plain, "outputs": [as_plain(each) for each in trace.outputs]}


def _cell(trace: CellTrace) -> dict[str, Any]:
    return {
        "input": trace.input.number,
        "expression": trace.input.text,
        "value": as_plain(trace.input.value),
        "cell": trace.text,
        "line": trace.line,
        "outcome": as_plain(trace.outcome),
    }
