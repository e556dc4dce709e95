"""Guides as tests write them, random ones, and what trying every answer finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from onedoor.engine.feel import Unknown
from onedoor.engine.situations import Choice, Guide, Number, Question, Row, Situation, Table, YesNo

Answers = Mapping[str, Any]
NUMBERS = 6


def all_answers(question: Question) -> list[Any]:
    match question.domain:
        case Choice(values=values):
            return list(values)
        case YesNo():
            return [True, False]
    return [Decimal(each) for each in range(1, NUMBERS + 1)]


def complete_sets(guide: Guide, told: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    """Every complete set of answers, as a page would ask for them: always the first question that is open."""
    told = told or {}
    asked = guide.ask(told)
    if not asked:
        yield told
        return
    for answer in all_answers(asked[0]):
        yield from complete_sets(guide, {**told, asked[0].name: answer})


class Tried:
    """What is found by trying all complete sets of answers, one by one."""

    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.sets = list(complete_sets(guide))
        self.lists = {self.list_of(each) for each in self.sets}

    def list_of(self, told: Answers) -> tuple[Any, ...]:
        outcome = self.guide.situation(told)
        matching = frozenset(way.situation for way in outcome.matching)
        holding = frozenset(key for key in self.guide.conditions if self.guide.holds(key, told) is True)
        return matching, holding

    def findings(self) -> set[tuple[str, tuple[str, ...]]]:
        found: set[tuple[str, tuple[str, ...]]] = set()
        matching = [{way.label for way in self.guide.situation(each).matching} for each in self.sets]
        labels = [way.label for way in self.guide.ways]
        if labels and not all(matching):
            found.add(("gap", ()))
        for pair in combinations(labels, 2):
            if any(set(pair) <= each for each in matching):
                found.add(("overlap", pair))
        for label in labels:
            if not any(label in each for each in matching):
                found.add(("never", (label,)))
        for key in self.guide.conditions:
            values = [self.guide.holds(key, each) for each in self.sets]
            if True not in values:
                found.add(("never", (key,)))
            if self.guide.conditions[key].free_names and all(value is True for value in values):
                found.add(("always", (key,)))
        for question in self.guide.questions:
            if not any(question in self.guide.asked(each) for each in self.sets):
                found.add(("never_asked", (question.name,)))
        return found | self.doubts() | {("idle", (name,)) for name in self.idle()}

    def doubts(self) -> set[tuple[str, tuple[str, ...]]]:
        """Conditions that are null or open, though all is answered."""
        found = set()
        guide = self.guide
        read = [((each.name,), when) for each, when in zip(guide.questions, guide.whens, strict=True)]
        read += [((way.label,), way.expression) for way in guide.ways]
        read += [((key,), expression) for key, expression in guide.conditions.items()]
        for about, expression in read:
            kinds = set()
            for each in self.sets:
                value = expression(guide.facts(each))
                if isinstance(value, Unknown):
                    found.add(("open", about))
                elif not isinstance(value, bool):
                    heard = expression.free_names <= {asked.name for asked in guide.asked(each)}
                    kinds.add("null" if heard else "unasked")
            if kinds:
                found.add(("null" if "null" in kinds else "unasked", about))
        return found

    def idle(self) -> set[str]:
        """Questions, the last first, that change nothing, even together with those found before."""
        idle: set[str] = set()
        order = [self.guide.questions[at].name for at in self.guide.order]
        for name in reversed(order):
            asking = [each for each in self.sets if name in each]
            apart = idle | {name}
            alike = self._alike(asking, [each for each in order if each not in apart], self.list_of)
            for place, other in enumerate(order):
                if other not in apart:
                    before = [each for each in order[:place] if each not in apart]
                    alike = alike and self._alike(asking, before, lambda each, other=other: other in each)
            if asking and alike:
                idle.add(name)
        return idle

    @staticmethod
    def _alike(sets: list[dict[str, Any]], names: list[str], of: Callable[[Answers], Any]) -> bool:
        """Do sets that agree on these questions agree on this too?"""
        groups: dict[tuple[Any, ...], set[Any]] = {}
        for each in sets:
            groups.setdefault(tuple(each.get(name) for name in names), set()).add(of(each))
        return all(len(each) == 1 for each in groups.values())


def comparison(draw: st.DrawFn, questions: list[Question]) -> str:
    question = draw(st.sampled_from(questions))
    match question.domain:
        case Choice(values=values):
            return f'{question.name} {draw(st.sampled_from(["=", "!="]))} "{draw(st.sampled_from([*values, "z"]))}"'
        case YesNo():
            return draw(st.sampled_from([question.name, f"{question.name} = true", f"not({question.name})"]))
    number = draw(st.sampled_from(["1", "2", "3.5", "4", "9"]))
    form = draw(st.sampled_from(["{} < {}", "{} >= {}", "{} = {}", "{} in ({}..5]", "{} between 2 and {}"]))
    return form.format(question.name, number)


def condition(draw: st.DrawFn, questions: list[Question], depth: int = 2) -> str:
    if not questions or draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(["true", "", "null", "false"])) if depth == 2 else "true"
    if depth and draw(st.booleans()):
        parts = [condition(draw, questions, depth - 1) for _ in range(2)]
        joined = f" {draw(st.sampled_from(['and', 'or']))} ".join(f"({each or 'true'})" for each in parts)
        form = draw(st.sampled_from(["{}", "not({})", "if {} then true else false"]))
        return form.format(joined)
    return comparison(draw, questions)


@st.composite
def guides(draw: st.DrawFn) -> Guide:
    """Up to four questions, some waiting for those before, with situations or a table, and conditions."""
    domains = st.sampled_from(
        [Choice(("a", "b")), Choice(("a", "b", "c")), YesNo(), Number(Decimal(1), Decimal(NUMBERS), True)]
    )
    questions: list[Question] = []
    for at in range(draw(st.integers(1, 4))):
        when = condition(draw, questions, 1) if draw(st.booleans()) else ""
        questions.append(Question(f"q{at}", draw(domains), when))
    draw(st.randoms(use_true_random=False)).shuffle(questions)
    conditions = {f"m{at}": condition(draw, questions) for at in range(draw(st.integers(0, 3)))}
    if draw(st.booleans()):
        return Guide.compile(questions, table(draw, questions), conditions)
    situations = [Situation(f"S{at}", condition(draw, questions)) for at in range(draw(st.integers(0, 3)))]
    return Guide.compile(questions, situations, conditions)


def table(draw: st.DrawFn, questions: list[Question]) -> Table:
    inputs = draw(st.lists(st.sampled_from(questions), min_size=1, max_size=3, unique=True))
    cells = {
        Choice: ['"a"', '"b", "c"', 'not("a")', "-", ""],
        YesNo: ["true", "false", "-"],
        Number: ["< 3", "[3..5]", "> 5", "3, 5", "not(< 3)", "-"],
    }
    rows = [
        Row(
            tuple(draw(st.sampled_from(cells[type(each.domain)])) for each in inputs),
            draw(st.sampled_from("ST")),
        )
        for _ in range(draw(st.integers(0, 3)))
    ]
    return Table(tuple(each.name for each in inputs), tuple(rows))
