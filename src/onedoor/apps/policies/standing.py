"""How one measure stands to one enterprise: certain, one answer short, nearly, or not, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from onedoor.apps.facts.profile import Fact, Profile
from onedoor.apps.policies.asking import next_question
from onedoor.apps.policies.binding import DAYS_SINCE, ESTABLISHED, Rulebook, to_rule
from onedoor.apps.policies.definition import ELIGIBLE, FactAsked, Measure
from onedoor.apps.policies.enums import ConditionOutcome, Standing
from onedoor.apps.policies.gaps import gap_words
from onedoor.engine.dmn import ConditionOutcome as Decided
from onedoor.engine.dmn import Evaluation, gap_of
from onedoor.engine.dmn.explaining import condition_sentence
from onedoor.engine.feel import Unknown
from onedoor.engine.feel.explaining import full_sentence
from onedoor.text import Text

# Beyond two numbers that fall short, "nearly" would be false comfort.
MOST_LACKING = 2
# So is a number that is further off than this share of what is required.
NEAR = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFact:
    """A value that a condition looked at, in words, with where it comes from. ``element`` names it."""

    element: str
    name: Text
    value: Text
    source: Text
    as_of: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One condition: how it stands, in a sentence, by which clause, on which facts, and how far it is off.

    ``text`` is the sentence of the sheet, ``explanation`` the one made from the rule and the values.
    ``is_near`` says that it is not met, but by less than half of what is required.
    """

    condition: str
    outcome: ConditionOutcome
    text: Text
    explanation: Text
    clause: Text | None
    clause_uri: str
    facts: tuple[UsedFact, ...]
    gap: Text | None
    is_near: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyStanding:
    """One measure as one enterprise meets it. ``amount_cents`` is what it would bring, where that is known."""

    measure: Measure
    kind: Standing
    reasons: tuple[Reason, ...]
    amount_cents: int | None
    question: FactAsked | None
    missing: tuple[FactAsked, ...]

    @property
    def unmet(self) -> tuple[Reason, ...]:
        return tuple(r for r in self.reasons if r.outcome is ConditionOutcome.NOT_MET)


def standing_of(rulebook: Rulebook, measure: Measure, profile: Profile, on: date) -> PolicyStanding:
    """The standing on a reference date, decided by the interpreter on what the profile holds."""
    values = profile.values_by_element()
    evaluation = rulebook.evaluation(measure, values, on)
    outcome = evaluation.outcome(ELIGIBLE)
    conditions = evaluation.conditions(ELIGIBLE)
    reasons = tuple(_reason(measure, decided, evaluation, profile, on) for decided in conditions)

    def asked_for(names: frozenset[str]) -> list[FactAsked]:
        return rulebook.missing_for(measure, measure.model.elements(names), values, on)

    missing: list[FactAsked] = []
    question = None
    if isinstance(outcome.value, Unknown):
        missing = asked_for(outcome.missing)
        lacking = [{fact.element for fact in asked_for(each.missing)} for each in conditions if each.missing]
        question = next_question(missing, lacking)
    return PolicyStanding(
        measure=measure,
        kind=_kind(outcome.value, reasons, question),
        reasons=reasons,
        amount_cents=amount_of(measure, evaluation),
        question=question,
        missing=tuple(missing),
    )


def amount_of(measure: Measure, evaluation: Evaluation) -> int | None:
    """The amount in whole cents, half a cent up, or ``None`` where it is not known or not a sum of money."""
    if not measure.amount_decision:
        return None
    value = evaluation.value(measure.amount_decision)
    return int((value * 100).to_integral_value(ROUND_HALF_UP)) if isinstance(value, Decimal) else None


def _kind(eligible: Any, reasons: tuple[Reason, ...], question: FactAsked | None) -> Standing:
    if eligible is True:
        return Standing.CERTAIN
    if isinstance(eligible, Unknown):
        return Standing.QUESTION if question is not None else Standing.OPEN
    unmet = [reason for reason in reasons if reason.outcome is not ConditionOutcome.MET]
    is_near = 0 < len(unmet) <= MOST_LACKING and all(reason.is_near for reason in unmet)
    return Standing.NEARLY if is_near else Standing.NOT


def _reason(measure: Measure, decided: Decided, evaluation: Evaluation, profile: Profile, on: date) -> Reason:
    outcome = outcome_of(decided.value)
    clause = decided.clauses[0] if decided.clauses else None
    gap = gap_of(evaluation, decided.name) if outcome is ConditionOutcome.NOT_MET else None
    facts = [
        used_fact(fact, decided.facts[name], profile, on)
        for name in decided.facts
        if (fact := _named(measure, name)) is not None
    ]
    explanation = full_sentence(condition_sentence(evaluation, decided.name, measure.wording))
    return Reason(
        condition=decided.name,
        outcome=outcome,
        text=measure.reason(decided.name, outcome, explanation),
        explanation=explanation,
        clause=clause.label if clause else None,
        clause_uri=clause.uri if clause else "",
        facts=tuple(fact for fact in facts if fact is not None),
        gap=gap_words(_named(measure, gap.fact), gap) if gap is not None else None,
        is_near=gap is not None and gap.short_by <= abs(gap.wanted) * NEAR,
    )


def outcome_of(value: Any) -> ConditionOutcome:
    """A decision that is neither true nor unknown counts as not met."""
    if isinstance(value, Unknown):
        return ConditionOutcome.UNKNOWN
    return ConditionOutcome.MET if value is True else ConditionOutcome.NOT_MET


def _named(measure: Measure, name: str) -> FactAsked | None:
    given = measure.model.inputs.get(name)
    return measure.fact(given.element) if given is not None else None


def used_fact(fact: FactAsked, ruled: Any, profile: Profile, on: date) -> UsedFact | None:
    """The fact as the profile holds it, or as it was derived; ``None`` where it is unknown."""
    held = profile.get(fact.element)
    if held is not None and not isinstance(to_rule(fact, held.value), Unknown):
        return _used(fact, fact.kind.words(held.value, fact.unit, fact.options), held)
    if isinstance(ruled, Unknown):
        return None
    base = profile.get(ESTABLISHED) if fact.element == DAYS_SINCE else None
    words = fact.kind.words(fact.kind.to_stored(ruled, fact.unit), fact.unit, fact.options)
    if base is not None:
        return _used(fact, words, base)
    source = Text("按规定计算或公布的数值", "derived by rule or published")
    return UsedFact(element=fact.element, name=fact.name, value=words, source=source, as_of=on, state="fresh")


def _used(fact: FactAsked, words: Text, held: Fact) -> UsedFact:
    return UsedFact(
        element=fact.element,
        name=fact.name,
        value=words,
        source=held.source_name,
        as_of=held.as_of,
        state=str(held.state.value),
    )


def by_urgency(standings: list[PolicyStanding]) -> Mapping[Standing, list[PolicyStanding]]:
    """Standings in groups; in each the soonest deadline first, then the larger amount."""
    groups: dict[Standing, list[PolicyStanding]] = {kind: [] for kind in Standing}
    for standing in sorted(standings, key=_urgency):
        groups[standing.kind].append(standing)
    return groups


def _urgency(standing: PolicyStanding) -> tuple[date, int, str]:
    closes = standing.measure.closes or date.max
    return closes, -(standing.amount_cents or 0), standing.measure.code
