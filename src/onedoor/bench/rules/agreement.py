"""Does an engine answer as ours does? Asked before anything is timed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import Fact, Profile
from onedoor.engine.feel import Unknown

_REFUSED = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A policy or table, the facts that it asks for, and our answers.

    ``answers`` are those for profiles in which nothing is missing, ``doubtful`` for others.
    """

    rule: Any
    needed: frozenset[Fact]
    answers: tuple[Any, ...]
    doubtful: tuple[Any, ...] = ()


@dataclass(slots=True)
class Agreement:
    """What became of the cases: ``programs`` are those that the engine took, by their number.

    ``refused`` tells why others were not taken, ``other`` the first answer that was not ours.
    """

    cases: int
    programs: dict[int, Program] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    other: str = ""

    @property
    def holds(self) -> bool:
        """Whether a figure may be given: it took cases, and answered none of them otherwise."""
        return not self.other and bool(self.programs)

    def __str__(self) -> str:
        """The remark that a reader needs; empty where all cases were taken and answered alike."""
        if self.other:
            return f"answers otherwise: {self.other}"
        taken = f"{len(self.programs):,} of {self.cases:,} cases" if self.refused else ""
        return "; ".join(
            filter(None, (taken, *(f"{why} ({count:,})" for why, count in self.refused.items())))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """What an engine does where facts are missing, beside ours: counts of pairs of policy and profile."""

    pairs: int
    open: int
    decided: int
    met: int
    raised: int
    lost: int

    def __str__(self) -> str:
        if not self.decided and not self.raised and not self.lost:
            return ""
        return (
            f"of {self.open:,} open pairs {self.decided:,} are decided all the same ({self.met:,} as met); "
            f"{self.lost:,} of {self.pairs - self.open:,} settled ones are not; it refuses {self.raised:,}"
        )


def agreement(
    engine: Engine,
    cases: Sequence[Case],
    profiles: Sequence[Profile],
    form: Form,
    program_of: Callable[[Any], Program],
) -> Agreement:
    """The cases that the engine takes, and whether it answers them as we do; ``profiles`` lack nothing."""
    found = Agreement(len(cases))
    for number, case in enumerate(cases):
        try:
            program = program_of(form.write(case.rule))
            answers = [engine.plain(program(engine.share(given(engine, case, each)))) for each in profiles]
        except Exception as error:  # whatever it is, the engine cannot do this case
            why = f"refused with {type(error).__name__}"
            found.refused[why] = found.refused.get(why, 0) + 1
            continue
        found.programs[number] = program
        for answer, ours in zip(answers, case.answers, strict=True):
            if not found.other and (type(answer), answer) != (type(ours), ours):
                found.other = f"{form.write(case.rule)!s:.80}: {answer!r} instead of {ours!r}"
    return found


def doubts(
    engine: Engine, cases: Sequence[Case], profiles: Sequence[Profile], programs: dict[int, Program]
) -> Doubts:
    """As What the engine makes of profiles that lack facts, where our answer may be Unknown."""
    pairs = is_open = decided = met = raised = lost = 0
    for number, program in programs.items():
        for profile, ours in zip(profiles, cases[number].doubtful, strict=True):
            try:
                answer = engine.plain(program(engine.share(given(engine, cases[number], profile))))
            except Exception:
                answer = _REFUSED
            pairs += 1
            raised += answer is _REFUSED
            if isinstance(ours, Unknown):
                is_open += 1
                decided += isinstance(answer, bool)
                met += answer is True
            else:
                lost += answer is not ours
    return Doubts(pairs=pairs, open=is_open, decided=decided, met=met, raised=raised, lost=lost)


def told_of(answers: Sequence[Any]) -> str:
    """What the answers compared are like: an engine that says no to everything must not pass for one that agrees."""
    if not answers or not all(isinstance(each, (bool, Unknown)) for each in answers):
        return ""
    met, is_open = sum(each is True for each in answers), sum(isinstance(each, Unknown) for each in answers)
    return f"of {len(answers):,} answers {met:,} are yes" + (f", {is_open:,} open" if is_open else "")


def given(engine: Engine, case: Case, profile: Profile) -> Any:
    """The facts of a profile as the engine gets them for a case."""
    if engine.needed_only:
        profile = {fact: value for fact, value in profile.items() if fact in case.needed}
    return engine.give(profile)
