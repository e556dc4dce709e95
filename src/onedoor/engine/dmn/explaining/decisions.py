"""A decision explained line by line: how it stands, its conditions, its clauses, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onedoor.engine.dmn.call_traces import CallTrace
from onedoor.engine.dmn.evaluation import Evaluation
from onedoor.engine.dmn.explaining.tables import TableTeller
from onedoor.engine.dmn.logic_traces import LogicTrace, PartsTrace, facts_in, trace_logic
from onedoor.engine.dmn.model import KnowledgeSource
from onedoor.engine.dmn.table_traces import TableTrace
from onedoor.engine.dmn.traces import DecisionTrace
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining import Narrator, Wording, narrator_of
from onedoor.engine.feel.explaining.assembly import none_on_record
from onedoor.engine.feel.explaining.joining import AND, glue, glued, listed
from onedoor.engine.feel.explaining.narrator import RESULT
from onedoor.engine.feel.explaining.telling import OPEN, OUTCOMES
from onedoor.engine.feel.explaining.values import named_value
from onedoor.engine.feel.trace import Answer, Trace
from onedoor.engine.feel.trace.steps import LITERALS
from onedoor.engine.feel.values import Unknown
from onedoor.text import Text

MAX_EXCLUDED = 10
MARKS = {Answer.MET: "✓", Answer.NOT_MET: "✗", Answer.UNKNOWN: "?", Answer.NULL: "–", Answer.VALUE: "·"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation; ``outcome`` is None for remarks. ``depth`` is how far it is set in."""

    depth: int
    outcome: Answer | None
    text: Text

    def in_(self, language: str) -> str:
        """The line as it is printed."""
        mark = f"{MARKS[self.outcome]} " if self.outcome is not None else ""
        return f"{'  ' * self.depth}{mark}{self.text.in_(language)}"


def decision_lines(trace: DecisionTrace, wording: Wording) -> list[Line]:
    """The explanation of a decision and, further in, of all that it rests on; each is explained once."""
    return list(_decision(trace, narrator_of(wording), 0, set()))


def decision_sentence(trace: DecisionTrace | CallTrace, narrator: Narrator) -> Text:
    """How a decision stands: a condition is met or not, anything else has a value."""
    label, outcome, wording = trace.label, Answer.of(trace.value), narrator.terms.wording
    if isinstance(trace.value, bool) or wording.of(trace.name).is_condition:
        words = OUTCOMES[outcome]
        return Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}")
    if outcome is Answer.UNKNOWN:
        these = listed([wording.label(each) for each in sorted(trace.unknown)], AND)
        return Text(
            f"{label.zh}：尚不能确定（{glue(these.zh, '尚未提供')}）",
            f"{label.en}: open ({these.en}: not provided yet)",
        )
    if outcome is Answer.NULL:
        return Text(f"{label.zh}：没有结果", f"{label.en}: no result")
    told = narrator.value(n.Name(trace.name), trace.value)
    reason = narrator.reason(trace.logic) if isinstance(trace.logic, Trace) else None
    words = named_value(label, trace.value, told)
    return Text(f"{words.zh}（因{reason.zh}）", f"{words.en} (given {reason.en})") if reason else words


def call_sentence(trace: CallTrace, narrator: Narrator) -> Text:
    """What came of a call of business knowledge, and what it was given."""
    told = [(name, narrator.value(n.Name(name), value)) for name, value in trace.arguments]
    wording, result = narrator.terms.wording, decision_sentence(trace, narrator)
    zh = "，".join(glued(wording.label(name).zh, "为", words.zh) for name, words in told)
    en = ", ".join(f"{wording.label(name).en}: {words.en}" for name, words in told)
    return Text(f"{result.zh}（{zh}）", f"{result.en} ({en})") if told else result


def condition_sentence(evaluation: Evaluation, name: str, wording: Wording) -> Text:
    """How one decision stands by its own logic, without what it rests on: ``参保人数 31 人，超过允许的 30 人``.

    Raises:
        NoSuchDecision: there is none of that name.
    """
    narrator = narrator_of(wording)
    home, decision = evaluation.home_of(name)
    logic = trace_logic(decision.logic, home.scope(decision)) if decision.logic is not None else None
    if isinstance(logic, TableTrace):
        return TableTeller(narrator, logic, wording.of(name)).sentence()
    if isinstance(logic, Trace):
        return narrator.sentence(logic)
    value = evaluation.value(name)
    unknown = facts_in(value)
    return decision_sentence(DecisionTrace(name, decision.label, value, None, (), (), unknown), narrator)


def _decision(trace: DecisionTrace, narrator: Narrator, depth: int, told: set[str]) -> Iterator[Line]:
    yield Line(depth, Answer.of(trace.value), decision_sentence(trace, narrator))
    if trace.name in told:
        return
    told.add(trace.name)
    if trace.logic is not None:
        yield from _logic(trace.logic, narrator, depth + 1, trace.name)
    yield from _clauses(trace.clauses, depth + 1)
    for call in trace.calls:
        yield from _call(call, narrator, depth + 1)
    for each in trace.requires:
        yield from _decision(each, narrator, depth + 1, told)


def _clauses(clauses: Sequence[KnowledgeSource], depth: int) -> Iterator[Line]:
    for each in clauses:
        yield Line(depth, None, Text(f"依据：{each.label.zh}", f"basis: {each.label.en}"))


def _call(trace: CallTrace, narrator: Narrator, depth: int) -> Iterator[Line]:
    yield Line(depth, Answer.of(trace.value), call_sentence(trace, narrator))
    if trace.logic is not None:
        yield from _logic(trace.logic, narrator, depth + 1, trace.name)
    yield from _clauses(trace.clauses, depth + 1)
    for each in trace.calls:
        yield from _call(each, narrator, depth + 1)


def _logic(trace: LogicTrace, narrator: Narrator, depth: int, name: str) -> Iterator[Line]:
    if isinstance(trace, TableTrace):
        yield from _table(trace, narrator, depth, name)
    elif isinstance(trace, PartsTrace):
        for part, inner in trace.parts:
            yield Line(depth, Answer.of(inner.value), _part(part, inner.value, narrator))
            yield from _logic(inner, narrator, depth + 1, part)
    else:
        yield from _conditions(trace, narrator, depth)


def _part(name: str, value: Any, narrator: Narrator) -> Text:
    """An entry of a box; what has no name of its own is the result."""
    label = narrator.terms.wording.label(name) if name else RESULT
    if isinstance(value, Unknown):
        return Text(f"{label.zh}：{OPEN.zh}", f"{label.en}: {OPEN.en}")
    return (
        none_on_record(label)
        if value is None
        else named_value(label, value, narrator.value(n.Name(name), value))
    )


def _conditions(trace: Trace, narrator: Narrator, depth: int) -> Iterator[Line]:
    """Each condition that is joined by ``and`` or ``or``; those that are decisions follow as such."""
    wording = narrator.terms.wording
    if isinstance(trace.node, (n.And, n.Or)):
        for each in trace.children:
            if not (isinstance(each.node, n.Name) and wording.of(each.node.name).is_condition):
                yield Line(depth, each.outcome, narrator.sentence(each))
    elif trace.step.is_condition and not isinstance(trace.node, (n.Name, *LITERALS)):
        yield Line(depth, trace.outcome, narrator.sentence(trace))


def _table(trace: TableTrace, narrator: Narrator, depth: int, name: str) -> Iterator[Line]:
    """The rules that apply or may; then, up to a number, those that do not, each with the cell that excludes it."""
    teller = TableTeller(narrator, trace, narrator.terms.wording.of(name))
    yield Line(depth, None, teller.sentence())
    excluded = [rule for rule in trace.rules if rule.outcome is False]
    for rule in trace.rules:
        if rule.outcome is not False:
            yield Line(depth + 1, Answer.of(rule.outcome), teller.rule(rule))
    for rule in excluded[:MAX_EXCLUDED]:
        yield Line(depth + 1, Answer.NOT_MET, teller.rule(rule))
    rest = len(excluded) - MAX_EXCLUDED
    if rest > 0:
        yield Line(depth + 1, None, Text(f"另有 {rest} 条规则不适用", f"{rest} more rules do not apply"))
