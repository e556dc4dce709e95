"""Sentences about explanations: one in Chinese and one in English for every step."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining import assembly
from onedoor.engine.feel.explaining.claims import Claim
from onedoor.engine.feel.explaining.composites import Choice, Several, Turned
from onedoor.engine.feel.explaining.conditions import claim_of
from onedoor.engine.feel.explaining.joining import AND, glue, listed
from onedoor.engine.feel.explaining.loops import Counted
from onedoor.engine.feel.explaining.numbers import is_part
from onedoor.engine.feel.explaining.telling import ByText, Knowing, Referred, Teller
from onedoor.engine.feel.explaining.terms import Terms, as_constant
from onedoor.engine.feel.explaining.units import PLAIN, SHARE
from onedoor.engine.feel.explaining.values import named_value, value_words
from onedoor.engine.feel.explaining.wording import DEFAULT, Wording
from onedoor.engine.feel.scope import NOWHERE
from onedoor.engine.feel.trace import Answer, Trace, missing
from onedoor.engine.feel.trace.facts import is_chain
from onedoor.engine.feel.trace.steps import Step, is_call_of
from onedoor.text import Text

MAX_PREPARED = 10_000
RESULT = Text("结果", "Result")


class Narrator:
    """Tells explanations in the words of one ``Wording``. What is the same each time is prepared once."""

    def __init__(self, wording: Wording = DEFAULT) -> None:
        self.terms = Terms(wording, asked=self._asked)
        self._prepared: dict[Step, Teller] = {}

    def sentence(self, trace: Trace, wanted: bool = True) -> Text:
        """How a condition stands, or what a value is; without a full stop.

        ``wanted`` is the answer that is asked of a condition. Nothing is told that the rule and the facts
        do not hold.

        >>> from decimal import Decimal
        >>> from onedoor.engine.feel import explain
        >>> trace = explain("研发费用占比 >= 0.05", {"研发费用占比": Decimal("0.042")})
        >>> Narrator().sentence(trace).zh
        '研发费用占比 4.2% 低于要求的 5%'
        """
        teller = self.teller(trace.step)
        if trace.step.is_condition or isinstance(trace.value, bool) or isinstance(teller, Referred):
            return teller.sentence(trace, wanted)
        return self._value(trace)

    def shortfall(self, trace: Trace) -> Text | None:
        """By how much a number fails a condition: ``差 0.8 个百分点``; None where no single number does."""
        teller = self.teller(trace.step)
        return teller.shortfall(trace) if isinstance(teller, Claim) else None

    def teller(self, step: Step) -> Teller:
        """Whoever words the conditions of a step; made when it is first asked for."""
        found = self._prepared.get(step)
        if found is None:
            if len(self._prepared) >= MAX_PREPARED:
                self._prepared.clear()
            found = self._prepared[step] = self._teller(step, self.terms)
        return found

    def _teller(self, step: Step, terms: Terms) -> Teller:
        node, by_text = step.node, ByText(step.text, terms)
        if isinstance(node, (n.And, n.Or)):
            return Several(step, self._tellers(step, terms), by_text)
        if isinstance(node, n.If):
            return Choice(step, self._tellers(step, terms), terms, by_text)
        if isinstance(node, n.Quantified) and step.inner is not None:
            return Counted(node, self._teller(step.inner, terms.within(node)), terms, by_text)
        if is_call_of(node, "not") and step.below:
            return Turned(self._teller(step.below[0], terms), by_text)
        if is_call_of(node, "is unknown") and isinstance(node, n.Call):
            return Knowing(terms.text(node.arguments[0].value))
        name = terms.named(node)
        if name is not None and terms.wording.of(name).is_condition:
            return Referred(terms.text(node))
        return (claim_of(node, terms) if step.facts else None) or by_text

    def _tellers(self, step: Step, terms: Terms) -> list[Teller]:
        return [self._teller(each, terms) for each in step.below]

    def _asked(self, node: n.Node, terms: Terms) -> Text | None:
        claim = claim_of(node, terms)
        return claim.required() if claim is not None else None

    def inner(self, node: n.Node) -> Narrator:
        """Who tells what is asked of the items of a loop or filter."""
        narrator = Narrator(self.terms.wording)
        narrator.terms = self.terms.within(node)
        return narrator

    def value(self, node: n.Node, value: Any) -> Text:
        """The value of a part in words, in the unit that its facts have."""
        quantity = self.terms.quantity(node)
        if quantity is None:
            is_share = is_chain(node) and self.terms.may_be_share(node) and is_part(value)
            quantity = SHARE if is_share else PLAIN
        return value_words(value, quantity, self.terms.codes(node))

    def reason(self, trace: Trace) -> Text | None:
        """Why the value of an ``if`` is the one of its branch; None for other steps, and where that is open."""
        teller = self.teller(trace.step) if isinstance(trace.node, n.If) else None
        return teller.reason(trace) if isinstance(teller, Choice) else None

    def _value(self, trace: Trace) -> Text:
        node, outcome = trace.node, trace.outcome
        term = self.terms.text(node)
        if as_constant(node) is not NOWHERE or isinstance(node, n.NullLiteral) or term.zh.startswith("“"):
            term = RESULT
        if outcome is Answer.UNKNOWN:
            return self._open(term, missing(trace), is_lone=is_chain(node))
        if outcome is Answer.NULL:
            return self._absent(term, trace, is_lone=is_chain(node))
        value, reason = self.value(node, trace.value), self.reason(trace)
        told = named_value(term, trace.value, value)
        if reason is None:
            return told
        return Text(f"{told.zh}（因{reason.zh}）", f"{told.en} (given {reason.en})")

    def _open(self, term: Text, facts: frozenset[str], *, is_lone: bool) -> Text:
        if is_lone:
            return assembly.not_told(term)
        these = listed([self.terms.wording.label(each) for each in sorted(facts)], AND)
        return Text(
            f"{glue(these.zh, '尚未提供')}，{glue(term.zh, '尚不能确定')}",
            f"{these.en}: not provided yet; {term.en} is open",
        )

    def _absent(self, term: Text, trace: Trace, *, is_lone: bool) -> Text:
        if is_lone:
            return assembly.none_on_record(term)
        absent = [self.terms.wording.label(name) for name, value in trace.facts.items() if value is None]
        if not absent:
            return Text(glue(term.zh, "无法计算"), f"{term.en}: cannot be computed")
        these = listed(absent, AND)
        return Text(
            f"{glue(these.zh, '没有记录')}，{glue(term.zh, '无法计算')}",
            f"{these.en}: none on record; {term.en} cannot be computed",
        )


@lru_cache(maxsize=64)
def narrator_of(wording: Wording) -> Narrator:
    """The narrator of a wording, which remembers what it has prepared."""
    return Narrator(wording)


def sentence(trace: Trace, wording: Wording = DEFAULT, *, wanted: bool = True) -> Text:
    """As ``Narrator.sentence``."""
    return narrator_of(wording).sentence(trace, wanted)
