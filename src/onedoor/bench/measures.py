"""All measures against all enterprises at once, beside the interpreter taking one pair at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random
from time import perf_counter
from typing import Any

from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import ELIGIBLE
from onedoor.apps.policies.matching import Compiled
from onedoor.bench.drawn import CALLED, profiles, rulebook_of
from onedoor.engine.feel import Unknown
from onedoor.engine.matching import Matches
from onedoor.errors import Conflict

SEED = 20261123
ON = date(2026, 11, 24)
MOST_PAIRED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What was measured. Times are in seconds; both ways start from stored facts and end at an answer."""

    enterprises: int
    measures: int
    predicates: int
    fallbacks: int
    compiling: float
    at_once: float
    pairs_drawn: int
    one_by_one: float

    @property
    def ratio(self) -> float:
        """How many times longer a pair takes when it is taken alone."""
        pairs = self.enterprises * self.measures
        return (self.one_by_one / self.pairs_drawn) / (self.at_once / pairs)

    def __str__(self) -> str:
        pairs = self.enterprises * self.measures
        return "\n".join(
            (
                f"{self.enterprises:,} enterprises x {self.measures} measures = {pairs:,} pairs (seed {SEED})",
                f"compiled         {self.compiling:8.2f} s  "
                f"{self.predicates} predicates, {self.fallbacks} parts left to the interpreter",
                f"all at once      {self.at_once:8.2f} s  {_micro(self.at_once, pairs)} a pair",
                f"pair by pair     {self.one_by_one:8.2f} s  {_micro(self.one_by_one, self.pairs_drawn)} a pair, "
                f"{self.pairs_drawn:,} pairs drawn, every answer the same",
                f"ratio            {self.ratio:8.1f}",
            )
        )


def compare(enterprises: int, measures: int) -> str:
    """Both ways over the same drawn facts, as five lines of text."""
    return str(measured(enterprises, measures))


def measured(enterprises: int, measures: int) -> Comparison:
    """The figures; raises ``Conflict`` "bench.disagree" where the two ways answer differently."""
    rulebook, people = rulebook_of(measures, SEED), list(profiles(enterprises, SEED))
    begun = perf_counter()
    compiled = Compiled.of(rulebook, ON)
    ready = perf_counter()
    matches = compiled.match(people)
    done = perf_counter()
    chosen = sorted(Random(SEED).sample(range(enterprises), min(enterprises, MOST_PAIRED)))  # noqa: S311
    start = perf_counter()
    answers = interpreted(rulebook, people, chosen)
    end = perf_counter()
    _compare_answers(answers, matches)
    report = compiled.rules.report
    return Comparison(
        enterprises=enterprises,
        measures=measures,
        predicates=report.predicates,
        fallbacks=len(report.fallbacks),
        compiling=ready - begun,
        at_once=done - ready,
        pairs_drawn=len(answers),
        one_by_one=end - start,
    )


def interpreted(
    rulebook: Rulebook, people: Sequence[Mapping[str, Any]], chosen: Sequence[int]
) -> dict[tuple[str, int], Any]:
    """The interpreter's answer for each measure and each chosen row, every pair on its own."""
    claimable = [code for code in rulebook.measures if code != CALLED]
    return {
        (code, row): rulebook.evaluation(rulebook.measures[code], people[row], ON).value(ELIGIBLE)
        for code, row in product(claimable, chosen)
    }


def _compare_answers(answers: Mapping[tuple[str, int], Any], matches: Matches) -> None:
    for (code, row), value in answers.items():
        certain, possible = matches.certain(code).contains(row), matches.possible(code).contains(row)
        if certain != (value is True) or possible != (value is True or isinstance(value, Unknown)):
            raise Conflict(
                "bench.disagree",
                found=f"certain={certain}, possible={possible}",
                expected=str(value),
                where=code,
            )


def _micro(seconds: float, pairs: int) -> str:
    return f"{seconds / pairs * 1e6:8.2f} us"
