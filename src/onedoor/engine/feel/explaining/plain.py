"""Explanations as plain data and as JSON."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining.narrator import Narrator, narrator_of
from onedoor.engine.feel.explaining.wording import DEFAULT, Wording
from onedoor.engine.feel.plain import as_plain, to_json
from onedoor.engine.feel.trace import Answer, Items, Trace, items_of, missing, settling
from onedoor.engine.feel.trace.steps import LITERALS, is_call_of

__all__ = ["as_dict", "step_as_dict", "to_json"]

_KINDS: dict[type[n.Node], str] = {
    n.InstanceOf: "instance of",
    n.ListLiteral: "list",
    n.RangeLiteral: "range",
    n.ContextLiteral: "context",
    n.FunctionDefinition: "function",
    n.UnaryTests: "tests",
    **dict.fromkeys(LITERALS, "literal"),
}


def as_dict(trace: Trace, wording: Wording = DEFAULT) -> dict[str, Any]:
    """An explanation as plain data; ``to_json`` writes it. Every step has

    - ``text``, ``line``, ``column``: its source and where that begins (both from one, in its expression)
    - ``kind``: ``comparison``, ``and``, ``or``, ``not``, ``between``, ``in``, ``some``, ``every``, ``if``, ``for``,
      ``call``, ``arithmetic``, ``negation``, ``name``, ``path``, ``filter``, ``instance of``, ``list``, ...
    - ``outcome``: ``met``, ``not_met``, ``unknown``, ``null``, or ``value`` for what is no condition
    - ``value``: numbers as JSON numbers with all their digits, dates and durations as texts,
      what is not known as ``{"unknown": [facts]}``
    - ``missing``: the facts that it still depends on; empty when it is settled
    - ``decisive``: whether it belongs to those that force the value of the whole
    - ``steps``: the steps it rests on

    and where they say something

    - ``sentence``, ``{"zh", "en"}``: of conditions, and of the whole
    - ``shortfall``, ``{"zh", "en"}``: by how much a number fails
    - ``operands``: ``[{"text", "value"}]``, the values that a condition met, literals too
    - ``facts``: ``{name: value}``, what a condition looked at, members by their path
    - ``settled_by``: ``{"met": [[fact]], "not_met": [[fact]]}``, of an open condition the smallest groups of facts
      that could settle it either way
    - ``items``: of loops and filters ``{"total", "is_whole", "counts": {outcome: number}, "shown": [{"number",
      "bound": {name: value}, "step"}]}``, the first items of those that decide
    """
    return step_as_dict(trace, narrator_of(wording), is_whole=True)


def step_as_dict(trace: Trace, narrator: Narrator, *, is_whole: bool = False) -> dict[str, Any]:
    """One step and those below; ``is_whole`` gives it a sentence even if it is no condition."""
    plain: dict[str, Any] = {
        "text": trace.text,
        "line": trace.place.line,
        "column": trace.place.column,
        "kind": kind_of(trace.node),
        "outcome": trace.outcome.value,
        "value": as_plain(trace.value),
        "missing": sorted(missing(trace)),
        "decisive": trace.is_decisive,
    }
    if trace.step.is_condition or isinstance(trace.value, bool):
        plain |= _condition(trace, narrator)
    elif is_whole:
        plain["sentence"] = narrator.sentence(trace).as_dict()
    items = items_of(trace)
    if items is not None:
        plain["items"] = _items(items, narrator.inner(trace.node))
    plain["steps"] = [step_as_dict(each, narrator) for each in trace.children]
    return plain


def _condition(trace: Trace, narrator: Narrator) -> dict[str, Any]:
    plain: dict[str, Any] = {"sentence": narrator.sentence(trace).as_dict()}
    short = narrator.shortfall(trace)
    if short is not None:
        plain["shortfall"] = short.as_dict()
    if trace.outcome is Answer.UNKNOWN:
        groups = settling(trace)
        plain["settled_by"] = {
            "met": [sorted(each) for each in groups.met],
            "not_met": [sorted(each) for each in groups.not_met],
        }
    if not any(each.step.is_condition for each in trace.children):
        plain["operands"] = [{"text": each.text, "value": as_plain(each.value)} for each in trace.operands]
        plain["facts"] = {name: as_plain(value) for name, value in trace.facts.items()}
    return plain


def _items(items: Items, narrator: Narrator) -> dict[str, Any]:
    return {
        "total": items.total,
        "is_whole": items.is_whole,
        "counts": {answer.value: count for answer, count in items.counts.items()},
        "shown": [
            {
                "number": each.number,
                "bound": {name: as_plain(value) for name, value in each.bound.items()},
                "step": step_as_dict(each.step, narrator),
            }
            for each in items.shown
        ],
    }


def kind_of(node: n.Node) -> str:
    """The kind of a step in lower-case words."""
    if isinstance(node, n.Quantified):
        return node.quantifier.value
    if is_call_of(node, "not"):
        return "not"
    return _KINDS.get(type(node)) or type(node).__name__.lower()
