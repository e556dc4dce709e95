"""Questions before they are asked: each can be answered, none waits for itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from onedoor.engine.situations.domains import Choice, Number
from onedoor.engine.situations.questions import Question
from onedoor.errors import Invalid
from onedoor.text import Text


def refuse_bad_questions(questions: Collection[Question]) -> None:
    """Names differ, and every question has a value to be answered with."""
    seen: set[str] = set()
    for each in questions:
        if each.name in seen or not each.name.strip():
            raise Invalid(
                "situations.name_twice",
                found=each.name,
                expected=Text("每个问题一个名称", "one name for each question"),
                where=each.name,
            )
        seen.add(each.name)
        if not _has_values(each):
            raise Invalid(
                "situations.no_values",
                found=each.domain.words,
                expected=Text("至少一个不重复的可选值", "at least one value, and none twice"),
                where=each.name,
            )


def _has_values(question: Question) -> bool:
    domain = question.domain
    if isinstance(domain, Choice):
        return bool(domain.values) and len(set(domain.values)) == len(domain.values)
    if not isinstance(domain, Number) or domain.least is None or domain.most is None:
        return True
    if domain.whole:
        return domain.least.to_integral_value("ROUND_CEILING") <= domain.most
    return Decimal(domain.least) <= domain.most


def in_order(questions: Sequence[Question], reads: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """The places of the questions, each after those that its condition reads, otherwise as they are listed.

    Raises:
        Invalid: "situations.cycle": questions wait for one another; says which.
    """
    place = {each.name: at for at, each in enumerate(questions)}
    done: list[int] = []
    open_: list[int] = []

    def visit(at: int) -> None:
        if at in done:
            return
        if at in open_:
            circle = [questions[each].name for each in (*open_[open_.index(at) :], at)]
            raise Invalid(
                "situations.cycle",
                found=" → ".join(circle),
                expected=Text("问题之间没有循环", "no question that waits for itself"),
                where=questions[at].name,
                mend=Text("去掉其中一个问题的适用条件。", "Take away the condition of one of them."),
            )
        open_.append(at)
        for name in sorted(reads[at], key=place.__getitem__):
            visit(place[name])
        open_.pop()
        done.append(at)

    for at in range(len(questions)):
        visit(at)
    return tuple(done)
