"""Which missing fact to ask for first: the one whose answer settles the most open rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any, NamedTuple

from onedoor.engine.matching.reasons.outlooks import Question
from onedoor.engine.matching.reasons.prepared import prepared
from onedoor.engine.matching.reasons.prospects import Missing, Prospect
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.survey import Prior, Survey
from onedoor.engine.matching.reasons.weights import Number, fraction_of
from onedoor.engine.matching.ruleset import RuleSet


def ask_next(
    rules: RuleSet,
    facts: Mapping[str, Any],
    *,
    benefits: Mapping[str, Number] | None = None,
    askable: Collection[str] | None = None,
    prior: Prior | None = None,
    now: datetime | None = None,
) -> Question | None:
    """The best of ``questions``; None where no open rule lacks a fact that can be asked for."""
    asking = _Asking(
        Survey(prepared(rules), Subject.of(rules.schema, facts, now=now), askable, prior), benefits
    )
    ranked = asking.ranked()
    return asking.question(ranked[0]) if ranked else None


def questions(
    rules: RuleSet,
    facts: Mapping[str, Any],
    *,
    benefits: Mapping[str, Number] | None = None,
    askable: Collection[str] | None = None,
    prior: Prior | None = None,
    now: datetime | None = None,
) -> tuple[Question, ...]:
    """Every missing fact that an open rule rests on, the one that settles the most first.

    A rule is open where it is unknown. Its conditions on a fact cut the possible answers into cells that they do
    not tell apart; the fact's share in the rule is the part of the cells whose answers settle it, everything else
    being as it is. Cells count alike, or as often as ``prior`` (for a fact: how frequent each answer is) says.
    A rule that lacks nothing else has the share one. The score of a fact is the sum over the open rules of the
    share times ``benefits`` (one where nothing is said). Of facts with the same score the one that more open rules
    rest on comes first, then the order of the columns.

    That a fact is known to be absent counts as an answer where a rule asks just that, or ``prior`` names it.
    ``askable`` are the facts that somebody can be asked for; all where it is not given.

    Raises ``Invalid`` ("matching.value") for a fact or an answer that its column cannot hold.
    """
    asking = _Asking(
        Survey(prepared(rules), Subject.of(rules.schema, facts, now=now), askable, prior), benefits
    )
    return tuple(asking.question(each) for each in asking.ranked())


class _Ranked(NamedTuple):
    """A fact that could be asked for next."""

    score: Fraction
    missing: Missing
    prospects: Sequence[Prospect]


class _Asking:
    def __init__(self, survey: Survey, benefits: Mapping[str, Number] | None) -> None:
        self.survey = survey
        self.benefits = {rule: fraction_of(weight) for rule, weight in (benefits or {}).items()}

    def ranked(self) -> list[_Ranked]:
        names = [column.name for column in self.survey.subject.schema if column.name in self.survey.resting]
        return sorted(map(self._ranked, names), key=lambda each: (-each.score, -len(each.prospects)))

    def _ranked(self, name: str) -> _Ranked:
        missing = self.survey.missing(name)
        prospects = self.survey.prospects(missing)
        tally: dict[int, Fraction | int] = {}
        for each in prospects:
            if each.settling:
                worth = each.settling * self.benefits.get(each.rule, 1)
                tally[each.total] = tally.get(each.total, 0) + worth
        score = sum((Fraction(worth) / total for total, worth in tally.items()), Fraction(0))
        return _Ranked(score, missing, prospects)

    def question(self, ranked: _Ranked) -> Question:
        return self.survey.question(ranked.missing, ranked.prospects, ranked.score, self.benefits)
