"""Explanations as plain data and as JSON."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining.narrator import Narrator, narrator_of
from onedoor.engine.feel.explaining.wording import DEFAULT, Wording
from onedoor.engine.feel.plain import as_plain, to_json
from onedoor.engine.feel.trace import Answer, Item, Items, Trace, items_of, missing, settling
from onedoor.engine.feel.trace.steps import LITERALS, is_call_of

__all__ = ["as_dict", "step_as_dict", "to_json"]

MAX_LOOPS = 2  # loops inside of loops that are shown item by item
MAX_LISTED = 50
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
      what is not known as ``{"unknown": [facts]}``; below the whole, a list of more than ``MAX_LISTED`` items
      as ``{"first": [...], "total": number}``
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
    return _Writer(narrator_of(wording)).step(trace, is_whole=True)


class _Writer:
    """Writes steps; ``depth`` counts the loops around them, which are shown item by item only so far in."""

    def __init__(self, narrator: Narrator, depth: int = 0) -> None:
        self.narrator = narrator
        self.depth = depth

    def step(self, trace: Trace, *, is_whole: bool = False) -> dict[str, Any]:
        """One step and those below; of the whole the value is not shortened, and there is always a sentence."""
        plain: dict[str, Any] = {
            "text": trace.text,
            "line": trace.place.line,
            "column": trace.place.column,
            "kind": kind_of(trace.node),
            "outcome": trace.outcome.value,
            "value": as_plain(trace.value) if is_whole else shortened(trace.value),
            "missing": sorted(missing(trace)),
            "decisive": trace.is_decisive,
        }
        if trace.step.is_condition or isinstance(trace.value, bool):
            plain |= self._condition(trace)
        elif is_whole:
            plain["sentence"] = self.narrator.sentence(trace).as_dict()
        items = items_of(trace)
        if items is not None:
            plain["items"] = self._items(items, trace.node)
        plain["steps"] = [self.step(each) for each in trace.children]
        return plain

    def _condition(self, trace: Trace) -> dict[str, Any]:
        plain: dict[str, Any] = {"sentence": self.narrator.sentence(trace).as_dict()}
        short = self.narrator.shortfall(trace)
        if short is not None:
            plain["shortfall"] = short.as_dict()
        if trace.outcome is Answer.UNKNOWN:
            groups = settling(trace)
            plain["settled_by"] = {
                "met": [sorted(each) for each in groups.met],
                "not_met": [sorted(each) for each in groups.not_met],
            }
        if not any(each.step.is_condition for each in trace.children):
            plain["operands"] = [{"text": text, "value": shortened(value)} for text, value in trace.operands]
            plain["facts"] = {name: shortened(value) for name, value in trace.facts.items()}
        return plain

    def _items(self, items: Items, loop: n.Node) -> dict[str, Any]:
        inner = _Writer(self.narrator.inner(loop), self.depth + 1)
        return {
            "total": items.total,
            "is_whole": items.is_whole,
            "counts": {answer.value: count for answer, count in items.counts.items()},
            "shown": [inner.item(each) for each in items.shown] if self.depth < MAX_LOOPS else [],
        }

    def item(self, item: Item) -> dict[str, Any]:
        """One item of a loop."""
        return {
            "number": item.number,
            "bound": {name: shortened(value) for name, value in item.bound.items()},
            "step": self.step(item.step),
        }


def step_as_dict(trace: Trace, narrator: Narrator) -> dict[str, Any]:
    """As ``as_dict``, in the words of a narrator."""
    return _Writer(narrator).step(trace, is_whole=True)


def shortened(value: Any) -> Any:
    """A value as plain data; of a list with more than ``MAX_LISTED`` items the first, and how many there are."""
    if isinstance(value, list) and len(value) > MAX_LISTED:
        return {"first": [shortened(each) for each in value[:MAX_LISTED]], "total": len(value)}
    if isinstance(value, list):
        return [shortened(each) for each in value]
    if isinstance(value, dict):
        return {key: shortened(each) for key, each in value.items()}
    return as_plain(value)


def kind_of(node: n.Node) -> str:
    """The kind of a step in lower-case words."""
    if isinstance(node, n.Quantified):
        return node.quantifier.value
    if is_call_of(node, "not"):
        return "not"
    return _KINDS.get(type(node)) or type(node).__name__.lower()
