"""How conditions made of others are told: ``and``, ``or``, ``not``, ``if``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining.joining import AND, glued, listed
from onedoor.engine.feel.explaining.telling import MAX_SENTENCES, Teller
from onedoor.engine.feel.explaining.terms import Terms
from onedoor.engine.feel.trace import Trace, missing
from onedoor.engine.feel.trace.steps import Step
from onedoor.engine.feel.values import Unknown
from onedoor.text import Text

Told = tuple[Teller, Trace]


class Several:
    """``and`` and ``or``. Where one condition decides it speaks alone; of many the first few do."""

    is_about_loop = False

    def __init__(self, step: Step, tellers: Sequence[Teller], instead: Teller) -> None:
        self.is_and = isinstance(step.node, n.And)
        self.tellers = tuple(tellers)
        self.instead = instead

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        told = list(zip(self.tellers, trace.children, strict=False))
        those = [each for each in told if self._counts(each[1].value, trace.value)]
        if not those:  # a literal decided, or the bounds kept the conditions out
            return self.instead.sentence(trace, wanted, subject)
        all_are_wanted, total = self.is_and is wanted, len(told)
        if trace.value is wanted:
            if all_are_wanted and total > MAX_SENTENCES:
                return Text(f"{total} 项条件全部满足", f"all {total} conditions met")
            return _joined(those if all_are_wanted else those[:1], wanted)
        if len(those) == 1:
            return _joined(those, wanted)
        head = _head(trace.value, len(those), total, is_choice=not all_are_wanted)
        words = _joined(those, wanted)
        return Text(f"{head.zh}：{words.zh}", f"{head.en}: {words.en}")

    @staticmethod
    def _counts(part: Any, value: Any) -> bool:
        """Does a part come out like the whole?"""
        if isinstance(value, bool):
            return part is value
        return (
            isinstance(part, Unknown) if isinstance(value, Unknown) else not isinstance(part, (bool, Unknown))
        )

    def stated(self, trace: Trace) -> Text:
        value, told = trace.value, list(zip(self.tellers, trace.children, strict=False))
        those = [each for each in told if each[1].value is value]
        if not isinstance(value, bool) or not those:
            return self.instead.stated(trace)
        return _joined(those if self.is_and is value else those[:1], None)

    def required(self, wanted: bool = True) -> Text | None:
        parts = [each.required(wanted) for each in self.tellers]
        known = [each for each in parts if each is not None]
        if len(known) < len(parts):
            return None
        zh, en = ("且", " and ") if self.is_and is wanted else ("或", " or ")
        return Text(zh.join(each.zh for each in known), en.join(each.en for each in known))


def _head(value: Any, count: int, total: int, *, is_choice: bool) -> Text:
    """How many conditions stand in the way, or are open; ``is_choice`` where one of them would do."""
    if isinstance(value, Unknown):
        zh, en = "尚不能确定", "open"
    else:
        zh, en = ("无法判断", "undecidable") if value is None else ("不满足", "not met")
    some = Text(f"有 {count} 项{zh}", f"{count} of {total} conditions {en}")
    if count == total:
        every = f"none of {total} conditions met" if en == "not met" else f"all {total} conditions {en}"
        some = Text(f"均{zh}", every)
    if is_choice:
        return Text(f"{total} 项条件须满足其一，{some.zh}", f"one is needed, {some.en}")
    return Text(f"{total} 项条件{'' if count == total else '中'}{some.zh}", some.en)


def _joined(told: Sequence[Told], wanted: bool | None) -> Text:
    """The first few, one after the other; stated where nothing is wanted of them."""
    words = [
        teller.stated(trace) if wanted is None else teller.sentence(trace, wanted)
        for teller, trace in told[:MAX_SENTENCES]
    ]
    rest = len(told) - len(words)
    zh, en = "；".join(each.zh for each in words), "; ".join(each.en for each in words)
    return Text(f"{zh}；另有 {rest} 项", f"{en}; and {rest} more") if rest else Text(zh, en)


class Turned:
    """``not``: the same condition with the other answer wanted."""

    def __init__(self, inner: Teller, instead: Teller) -> None:
        self.inner = inner
        self.instead = instead
        self.is_about_loop = inner.is_about_loop

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        if not trace.children:
            return self.instead.sentence(trace, wanted, subject)
        return self.inner.sentence(trace.children[0], not wanted, subject)

    def stated(self, trace: Trace) -> Text:
        return self.inner.stated(trace.children[0]) if trace.children else self.instead.stated(trace)

    def required(self, wanted: bool = True) -> Text | None:
        return self.inner.required(not wanted)


class Choice:
    """``if``: the branch that applies, and why it does."""

    is_about_loop = False

    def __init__(self, step: Step, tellers: Sequence[Teller], terms: Terms, instead: Teller) -> None:
        self.places = step.places
        self.tellers = tuple(tellers)
        self.terms = terms
        self.instead = instead

    def _told(self, trace: Trace, place: int) -> Told | None:
        """A part with its teller; None for a literal."""
        at = self.places[place]
        return None if at is None or at >= len(trace.children) else (self.tellers[at], trace.children[at])

    def reason(self, trace: Trace) -> Text | None:
        """Why this branch: the condition as it stands; None where that is open or a literal."""
        told = self._told(trace, 0)
        if told is None or isinstance(told[1].value, Unknown):
            return None
        return told[0].stated(told[1])

    def branch(self, trace: Trace) -> Told | None:
        """The branch that applies; None for a literal, and where that is open."""
        answer = trace.met(0)
        return None if isinstance(answer, Unknown) else self._told(trace, 1 if answer is True else 2)

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        reason, branch = self.reason(trace), self.branch(trace)
        if reason is None:
            return self._open(trace, wanted)
        if branch is None:
            good = trace.value is wanted
            return Text(
                f"{reason.zh}，{'符合' if good else '不符合'}要求",
                f"{reason.en}, {'as' if good else 'not as'} required",
            )
        words = branch[0].sentence(branch[1], wanted, subject)
        return Text(f"{words.zh}（因{reason.zh}，适用此项）", f"{words.en} (applies given {reason.en})")

    def _open(self, trace: Trace, wanted: bool) -> Text:
        if not isinstance(trace.value, Unknown):
            told = self._told(trace, 1) or self._told(trace, 2)
            if told is None:
                return self.instead.sentence(trace, wanted)
            words = told[0].sentence(told[1], wanted)
            return Text(f"{words.zh}（无论适用哪项条件）", f"{words.en} (whichever condition applies)")
        labels = [self.terms.wording.label(each) for each in sorted(missing(trace))]
        these = listed(labels, AND)
        return Text(
            glued(these.zh, "尚未提供，尚不能确定适用哪项条件"),
            f"{these.en}: not provided yet; which condition applies is open",
        )

    def stated(self, trace: Trace) -> Text:
        reason, branch = self.reason(trace), self.branch(trace)
        if reason is None or branch is None:
            return self.instead.stated(trace)
        words = branch[0].stated(branch[1])
        return Text(f"{words.zh}（因{reason.zh}）", f"{words.en} (given {reason.en})")

    def required(self, wanted: bool = True) -> Text | None:
        return self.instead.required(wanted)
