"""One set of cases, all engines that can do it, each in every form that it has."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from onedoor.bench.rules.agreement import Agreement, Case, agreement, doubts, given, told_of
from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.engines import ours
from onedoor.bench.rules.facts import Fact, Profile
from onedoor.bench.rules.report import PER_SECOND, Figure, Row
from onedoor.bench.rules.timing import Job, fastest

COMPILED, ANEW, READ = "compiled", "anew", "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An engine in one form, and the cases that it takes."""

    engine: Engine
    form: str
    agreed: Agreement

    def job(self, cases: Sequence[Case], profiles: Sequence[Profile], only: Container[int]) -> Job:
        """Its programs for those cases (by number) with the facts of the profiles."""
        programs = {number: each for number, each in self.agreed.programs.items() if number in only}
        if self.engine.needed_only:
            batches = [
                (given(self.engine, cases[number], profile), [program])
                for profile in profiles
                for number, program in programs.items()
            ]
        else:
            batches = [(self.engine.give(profile), list(programs.values())) for profile in profiles]
        return Job(batches, self.engine.share)


@dataclass(frozen=True, slots=True)
class Series:
    """A row to be measured: the forms it is about and the profiles to be timed with.

    ``doubtful`` are profiles that lack facts, to tell what engines make of them.
    """

    name: str
    title: str
    profiles: Sequence[Profile]
    forms: tuple[str, ...] = (COMPILED, ANEW)
    doubtful: Sequence[Profile] = ()


class Contest:
    """All engines are compared with ours when it is made; ``row`` takes their time.

    ``rules`` are policies or tables with the facts that each asks for, ``compared`` profiles that lack nothing.
    ``trials`` are compared too, but take no part in rows.
    """

    def __init__(
        self,
        rules: Mapping[Any, frozenset[Fact]],
        engines: Sequence[Engine],
        form_of: Callable[[Engine], Form | None],
        compared: Sequence[Profile],
        *,
        doubtful: Sequence[Profile] = (),
        trials: Mapping[Any, frozenset[Fact]] | None = None,
    ) -> None:
        form = form_of(ours.ENGINE)
        assert form is not None
        asked = {**rules, **(trials or {})}
        self.cases = [_case(rule, needed, form, compared, doubtful) for rule, needed in asked.items()]
        self.timed = range(len(rules))
        self._told: dict[str, str] = {}
        self.entries = [
            entry
            for engine in engines
            if (form := form_of(engine)) is not None
            for entry in self._entries(engine, form, compared)
        ]

    def _entries(self, engine: Engine, form: Form, compared: Sequence[Profile]) -> Iterator[Entry]:
        ways = {COMPILED: form.compile, ANEW: form.anew and partial(partial, form.anew)}
        agreed = Agreement(len(self.cases))
        for way, program_of in ways.items():
            if program_of is not None:
                agreed = agreement(engine, self.cases, compared, form, program_of)
                yield Entry(engine=engine, form=way, agreed=agreed)
        if form.read is not None:
            texts = {number: form.write(self.cases[number].rule) for number in agreed.programs}
            programs = {number: _reading(form.read, text) for number, text in texts.items()}
            yield Entry(engine=engine, form=READ, agreed=replace(agreed, programs=programs))

    def row(self, series: Series, seconds: float) -> Row:
        """The figures of the series; an engine that does not answer as ours does gets none.

        The ratio is to ours on the same cases, so ours is timed apart for whoever takes not all of them.
        """
        entries = [entry for entry in self.entries if entry.form in series.forms]
        ours_in = {entry.form: entry for entry in entries if entry.engine is ours.ENGINE}
        jobs: dict[tuple[str, str], Job] = {}
        for entry in entries:
            taken = entry.agreed.programs.keys() & self.timed
            if entry.agreed.holds and taken:
                jobs[entry.engine.name, entry.form] = entry.job(self.cases, series.profiles, taken)
                if entry.agreed.refused:
                    yardstick = ours_in[entry.form].job(self.cases, series.profiles, taken)
                    jobs[f"beside {entry.engine.name}", entry.form] = yardstick
        pace = dict(zip(jobs, fastest(list(jobs.values()), seconds), strict=True))
        return Row(
            name=series.name,
            title=series.title,
            unit=PER_SECOND,
            figures=tuple(self._figure(entry, series, pace) for entry in entries),
        )

    def _figure(self, entry: Entry, series: Series, pace: Mapping[tuple[str, str], float]) -> Figure:
        name, form = entry.engine.name, entry.form
        remark = self._remark(entry, series)
        seconds = pace.get((name, form))
        if seconds is None:
            return Figure(engine=name, form=form, value=None, remark=remark)
        yardstick = pace.get((f"beside {name}", form), pace[ours.ENGINE.name, form])
        ratio = None if entry.engine is ours.ENGINE else seconds / yardstick
        return Figure(engine=name, form=form, value=1 / seconds, ratio=ratio, remark=remark)

    def _remark(self, entry: Entry, series: Series) -> str:
        if entry.engine is ours.ENGINE:
            cases = self.cases[: len(self.timed)] if entry.form != READ else []
            return told_of(
                [each for case in cases for each in (case.doubtful if series.doubtful else case.answers)]
            )
        return "; ".join(filter(None, (str(entry.agreed), self._doubts(entry, series))))

    def _doubts(self, entry: Entry, series: Series) -> str:
        """The same for all forms of an engine, so asked of the first."""
        if not series.doubtful or entry.form == READ:
            return ""
        if entry.engine.name not in self._told:
            programs = {
                number: each for number, each in entry.agreed.programs.items() if number in self.timed
            }
            found = doubts(entry.engine, self.cases, series.doubtful, programs)
            self._told[entry.engine.name] = str(found)
        return self._told[entry.engine.name]


def _case(
    rule: Any, needed: frozenset[Fact], form: Form, compared: Sequence[Profile], doubtful: Sequence[Profile]
) -> Case:
    assert form.compile is not None
    program, engine = form.compile(form.write(rule)), ours.ENGINE
    answers = [engine.plain(program(engine.give(each))) for each in (*compared, *doubtful)]
    return Case(
        rule=rule,
        needed=needed,
        answers=tuple(answers[: len(compared)]),
        doubtful=tuple(answers[len(compared) :]),
    )


def _reading(read: Callable[[Any], Any], text: Any) -> Program:
    return lambda facts: read(text)
