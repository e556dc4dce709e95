"""What the automated review finds: every point of the item, every condition of its measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from onedoor.apps.cases.enums import PointOutcome, Severity
from onedoor.apps.catalogue.definition import ItemDefinition, ReviewPoint
from onedoor.apps.policies.deciding import decide_measure
from onedoor.apps.policies.enums import ConditionOutcome
from onedoor.apps.tenancy.actor import Actor
from onedoor.engine.feel import UNKNOWN, Unknown, explain, parse
from onedoor.engine.feel.explaining import FactWords, Wording, full_sentence, sentence
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.policies.standing import Reason

NOT_KNOWN: Mapping[str, Any] = {"value": None, "missing": True}
STATED = {True: PointOutcome.MET, False: PointOutcome.NOT_MET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One point with its outcome. ``facts`` are the values it looked at, with where they came from.

    ``explanation`` is made from the rule and those values.
    """

    point_id: str
    outcome: PointOutcome
    severity: Severity
    label: Text
    basis: Text
    if_not: Text
    explanation: Text
    facts: tuple[Mapping[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "label": self.label.as_dict(),
            "basis": self.basis.as_dict(),
            "if_not": self.if_not.as_dict(),
            "explanation": self.explanation.as_dict(),
            "facts": [dict(fact) for fact in self.facts],
        }


MEASURED = {
    ConditionOutcome.MET: PointOutcome.MET,
    ConditionOutcome.NOT_MET: PointOutcome.NOT_MET,
    ConditionOutcome.UNKNOWN: PointOutcome.UNKNOWN,
}


def review(
    actor: Actor, definition: ItemDefinition, facts: Mapping[str, Mapping[str, Any]], on: date
) -> tuple[list[Finding], int | None]:
    """The findings on a snapshot's facts, by the rules of the day, and the amount in cents if there is one."""
    findings = list(review_points(definition, facts))
    if not definition.measure:
        return findings, None
    decided = decide_measure(actor=actor, measure_code=definition.measure, facts=facts, on=on)
    return [_of_condition(reason) for reason in decided.reasons] + findings, decided.amount_cents


def _of_condition(reason: Reason) -> Finding:
    return Finding(
        point_id=reason.condition,
        outcome=MEASURED[reason.outcome],
        severity=Severity.VETO,
        label=reason.text,
        basis=reason.clause or Text.of(""),
        if_not=Text(
            f"{reason.text.zh}{reason.gap.zh}。" if reason.gap else reason.text.zh,
            f"{reason.text.en} {reason.gap.en}." if reason.gap else reason.text.en,
        ),
        explanation=reason.explanation,
        facts=tuple(
            {
                "element": fact.element,
                "name": fact.name.as_dict(),
                "words": fact.value.as_dict(),
                "source_name": fact.source.as_dict(),
                "as_of": fact.as_of.isoformat() if fact.as_of else None,
                "state": fact.state,
            }
            for fact in reason.facts
        ),
    )


def review_points(definition: ItemDefinition, facts: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Each review point decided on a snapshot's facts; what cannot be decided is ``UNKNOWN``, never "no".

    ``facts`` maps element identifiers to ``{"value", "source_name", "as_of", ...}``. A point whose value is
    neither true, false nor unknown is for a person to judge.
    """
    scope = {
        element.name.zh: element.kind.to_rule(facts[key]["value"], element.unit) if key in facts else UNKNOWN
        for key, element in definition.elements.items()
    }
    wording = _wording(definition)
    for point in definition.review_points:
        yield _decide(point, definition, scope, facts, wording)


def _wording(definition: ItemDefinition) -> Wording:
    """What the facts of an item are called: by their names, units and the options of its form."""
    options = {field.element: dict(field.options) for field in definition.fields}
    return Wording(
        {
            element.name.zh: FactWords(element.name, element.unit, options.get(key, {}))
            for key, element in definition.elements.items()
        }
    )


def _decide(
    point: ReviewPoint,
    definition: ItemDefinition,
    scope: Mapping[str, Any],
    facts: Mapping[str, Mapping[str, Any]],
    wording: Wording,
) -> Finding:
    expression = parse(point.expression, names=tuple(sorted(scope)))
    trace = explain(expression, scope)
    value, told = trace.value, sentence(trace, wording)
    if isinstance(value, Unknown):
        outcome = PointOutcome.UNKNOWN
    else:
        outcome = STATED[value] if isinstance(value, bool) else PointOutcome.PERSON
    used = tuple(
        {
            "element": key,
            "kind": element.kind,
            "unit": element.unit,
            "name": element.name.as_dict(),
            **facts.get(key, NOT_KNOWN),
            **_chosen(definition, key, facts.get(key, NOT_KNOWN)["value"]),
        }
        for key, element in definition.elements.items()
        if element.name.zh in expression.free_names
    )
    return Finding(
        point_id=point.id,
        outcome=outcome,
        severity=Severity(point.severity),
        label=point.label,
        basis=point.basis,
        if_not=point.if_not,
        explanation=full_sentence(told),
        facts=used,
    )


def _chosen(definition: ItemDefinition, element: str, value: Any) -> dict[str, Any]:
    """The words of the option that was chosen: people read those, not its code."""
    options = {
        code: words
        for field in definition.fields
        if field.element == element
        for code, words in field.options
    }
    return {"words": options[value].as_dict()} if isinstance(value, str) and value in options else {}


def is_vetoed(findings: list[Finding]) -> bool:
    """Whether a point that alone decides against the applicant is not met."""
    return any(
        finding.severity is Severity.VETO and finding.outcome is PointOutcome.NOT_MET for finding in findings
    )
