"""Explanations as plain data, for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onedoor.engine.dmn.model import KnowledgeSource
from onedoor.engine.dmn.outcome import Outcome
from onedoor.engine.dmn.table_traces import CellTrace, RuleTrace, TableTrace
from onedoor.engine.dmn.traces import CallTrace, DecisionTrace, LogicTrace, PartsTrace
from onedoor.engine.feel.plain import as_plain
from onedoor.engine.feel.trace import Trace
from onedoor.engine.feel.values import Unknown


def outcome_as_plain(outcome: Outcome, *, explain: bool = False) -> dict[str, Any]:
    """What came of asking for a decision: its value, the facts it lacks and, if wanted, why."""
    plain: dict[str, Any] = {
        "decision": outcome.decision,
        "value": as_plain(outcome.value),
        "missing": sorted(outcome.missing),
    }
    return {**plain, "trace": decision_as_plain(outcome.trace)} if explain else plain


def decision_as_plain(trace: DecisionTrace, told: set[str] | None = None) -> dict[str, Any]:
    """The explanation of a decision and of those it rests on; ``told`` are those explained already.

    One that several others rest on is explained at its first place; after that its value alone is there.
    """
    told = set() if told is None else told
    plain = {
        "decision": trace.name,
        "label": trace.label.as_dict(),
        **_value(trace.value, trace.unknown),
    }
    if trace.name in told:
        return plain
    told.add(trace.name)
    return {
        **plain,
        "clauses": _clauses(trace.clauses),
        "logic": logic_as_plain(trace.logic) if trace.logic is not None else None,
        "calls": [_call(each) for each in trace.calls],
        "requires": [decision_as_plain(each, told) for each in trace.requires],
    }


def _call(trace: CallTrace) -> dict[str, Any]:
    return {
        "knowledge": trace.name,
        "label": trace.label.as_dict(),
        "arguments": {name: as_plain(value) for name, value in trace.arguments},
        **_value(trace.value, trace.unknown),
        "clauses": _clauses(trace.clauses),
        "logic": logic_as_plain(trace.logic) if trace.logic is not None else None,
        "calls": [_call(each) for each in trace.calls],
    }


def _clauses(clauses: Sequence[KnowledgeSource]) -> list[dict[str, Any]]:
    return [{"source": each.label.as_dict(), "summary": each.summary, "uri": each.uri} for each in clauses]


def logic_as_plain(trace: LogicTrace) -> dict[str, Any]:
    """The explanation of an expression: its steps, the rules of its table, or its parts."""
    if isinstance(trace, TableTrace):
        return _table(trace)
    if isinstance(trace, PartsTrace):
        parts = [{"name": name, **logic_as_plain(part)} for name, part in trace.parts]
        return {"kind": trace.kind, **_value(trace.value, trace.unknown), "parts": parts}
    return _step(trace)


def _value(value: Any, unknown: frozenset[str]) -> dict[str, Any]:
    return {"value": as_plain(value), "missing": sorted(unknown)}


def _step(trace: Trace) -> dict[str, Any]:
    return {
        "text": trace.text,
        **_value(trace.value, trace.unknown),
        "steps": [_step(each) for each in trace.children],
    }


def _table(trace: TableTrace) -> dict[str, Any]:
    return {
        "kind": "DecisionTable",
        "hit_policy": trace.hit_policy.value,
        "aggregation": trace.aggregation.value if trace.aggregation else None,
        **_value(trace.value, trace.unknown),
        "inputs": [
            {"input": each.number, "text": each.text, "value": as_plain(each.value)} for each in trace.inputs
        ],
        "outputs": list(trace.outputs),
        "rules": [_rule(each) for each in trace.rules],
    }


def _rule(trace: RuleTrace) -> dict[str, Any]:
    plain: dict[str, Any] = {"rule": trace.number, "line": trace.line, "matched": as_plain(trace.outcome)}
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
