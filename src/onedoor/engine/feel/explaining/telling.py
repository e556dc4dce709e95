"""How conditions that no claim fits are told: references to other conditions, and anything else by its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from onedoor.engine.feel.explaining.joining import AND, glue, glued, listed, quoted
from onedoor.engine.feel.explaining.terms import Terms
from onedoor.engine.feel.explaining.values import value_words
from onedoor.engine.feel.trace import Answer, Trace, missing
from onedoor.text import Text

MAX_FACTS = 3
MAX_SENTENCES = 3
MET, NOT_MET = Text("满足", "met"), Text("不满足", "not met")
OPEN, UNDECIDABLE = Text("尚不能确定", "open"), Text("无法判断", "cannot be decided")
OUTCOMES = {
    Answer.MET: MET,
    Answer.NOT_MET: NOT_MET,
    Answer.UNKNOWN: OPEN,
    Answer.NULL: UNDECIDABLE,
    Answer.VALUE: UNDECIDABLE,
}


class Teller(Protocol):
    """Whoever can word one condition; ``wanted`` is the answer that is asked of it."""

    @property
    def is_about_loop(self) -> bool: ...

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        """How it stands, beside what is asked."""

    def stated(self, trace: Trace) -> Text:
        """What is the case."""

    def required(self, wanted: bool = True) -> Text | None:
        """What is asked, where that is the same for everybody."""


class Referred:
    """A condition of its own that is named here, such as a required decision."""

    is_about_loop = False

    def __init__(self, label: Text) -> None:
        self.label = label

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        told = self.stated(trace)
        if wanted or not isinstance(trace.value, bool):
            return told
        verdict = (
            Text("符合要求", "as required")
            if trace.value is wanted
            else Text("要求不满足", "must not be met")
        )
        return Text(f"{told.zh}，{verdict.zh}", f"{told.en}, {verdict.en}")

    def stated(self, trace: Trace) -> Text:
        outcome = OUTCOMES[trace.outcome]
        return Text(f"“{self.label.zh}”{outcome.zh}", f"“{self.label.en}” {outcome.en}")

    def required(self, wanted: bool = True) -> Text | None:
        outcome = MET if wanted else NOT_MET
        return Text(f"“{self.label.zh}”{outcome.zh}", f"“{self.label.en}” {outcome.en}")


class ByText:
    """Any condition, by its text and the facts in it."""

    is_about_loop = False

    def __init__(self, text: str, terms: Terms) -> None:
        self.text = quoted(text)
        self.terms = terms

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        value, told = trace.value, self.stated(trace)
        if wanted or not isinstance(value, bool):
            return told
        verdict = (
            Text("符合要求", "as required") if value is wanted else Text("不符合要求", "not as required")
        )
        return Text(f"{told.zh}，{verdict.zh}", f"{told.en}, {verdict.en}")

    def stated(self, trace: Trace) -> Text:
        outcome, text = trace.outcome, self.text
        if outcome is Answer.UNKNOWN:
            these = self._labels(sorted(missing(trace)))
            return Text(
                f"{these.zh}尚未提供，尚不能判断{text.zh}", f"{these.en}: not provided yet; {text.en} is open"
            )
        facts = self._facts(trace)
        if outcome is Answer.MET:
            return Text(f"{text.zh}成立{facts.zh}", f"{text.en} holds{facts.en}")
        if outcome is Answer.NOT_MET:
            return Text(f"{text.zh}不成立{facts.zh}", f"{text.en} does not hold{facts.en}")
        return Text(f"{text.zh}无法判断{facts.zh}", f"{text.en} cannot be decided{facts.en}")

    def required(self, wanted: bool = True) -> Text | None:
        if wanted:
            return Text(glued("符合", self.text.zh), f"satisfying {self.text.en}")
        return Text(glued("不符合", self.text.zh), f"not satisfying {self.text.en}")

    def _labels(self, names: Sequence[str]) -> Text:
        return listed([self.terms.wording.label(each) for each in names], AND) or Text("", "")

    def _facts(self, trace: Trace) -> Text:
        told = [self._fact(name, value) for name, value in list(trace.facts.items())[:MAX_FACTS]]
        if not told:
            return Text("", "")
        return Text(f"（{'，'.join(each.zh for each in told)}）", f" ({', '.join(each.en for each in told)})")

    def _fact(self, name: str, value: Any) -> Text:
        label, known = self.terms.wording.label(name), self.terms.wording
        words = value_words(value, known.quantity(name), known.of(name).codes)
        if value is None:
            return Text(glue(label.zh, "没有记录"), f"{label.en}: none on record")
        return Text(glued(label.zh, "为", words.zh), f"{label.en}: {words.en}")


class Knowing:
    """``is unknown(fact)``: whether somebody has told it."""

    is_about_loop = False

    def __init__(self, term: Text) -> None:
        self.term = term

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        return self.stated(trace)

    def stated(self, trace: Trace) -> Text:
        zh, en = self._words(trace.value is True)
        return Text(glue(self.term.zh, zh), f"{self.term.en}: {en}")

    def required(self, wanted: bool = True) -> Text | None:
        zh, en = self._words(wanted)
        return Text(glue(self.term.zh, zh), f"{self.term.en} {en}")

    @staticmethod
    def _words(is_unknown: bool) -> tuple[str, str]:
        return ("尚未提供", "not provided yet") if is_unknown else ("已提供", "provided")
