"""What the automated review finds: every point of the item, every condition of its measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onedoor.apps.cases.enums import PointOutcome, Severity
from onedoor.apps.catalogue.definition import ItemDefinition, ReviewPoint
from onedoor.engine.feel import UNKNOWN, Unknown, explain
from onedoor.text import Text

NOT_KNOWN: Mapping[str, Any] = {"value": None, "missing": True}
STATED = {True: PointOutcome.MET, False: PointOutcome.NOT_MET}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One point with its outcome. ``facts`` are the values it looked at, with where they came from."""

    point_id: str
    outcome: PointOutcome
    severity: Severity
    label: Text
    basis: Text
    if_not: Text
    facts: tuple[Mapping[str, Any], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        return {
            "label": self.label.as_dict(),
            "basis": self.basis.as_dict(),
            "if_not": self.if_not.as_dict(),
            "facts": [dict(fact) for fact in self.facts],
        }


def review_points(definition: ItemDefinition, facts: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Each review point decided on a snapshot's facts; what cannot be decided is ``UNKNOWN``, never "no".

    ``facts`` maps element identifiers to ``{"value", "source_name", "as_of", ...}``. A point whose value is
    neither true, false nor unknown is for a person to judge.
    """
    scope = {
        element.name.zh: rule_value(element.kind, facts[key]["value"]) if key in facts else UNKNOWN
        for key, element in definition.elements.items()
    }
    for point in definition.review_points:
        yield _decide(point, definition, scope, facts)


def _decide(
    point: ReviewPoint,
    definition: ItemDefinition,
    scope: Mapping[str, Any],
    facts: Mapping[str, Mapping[str, Any]],
) -> Finding:
    value = explain(point.expression, scope).value
    if isinstance(value, Unknown):
        outcome = PointOutcome.UNKNOWN
    else:
        outcome = STATED[value] if isinstance(value, bool) else PointOutcome.PERSON
    used = tuple(
        {"element": key, "kind": element.kind, "name": element.name.as_dict(), **facts.get(key, NOT_KNOWN)}
        for key, element in definition.elements.items()
        if element.name.zh in point.expression
    )
    return Finding(
        point_id=point.id,
        outcome=outcome,
        severity=Severity(point.severity),
        label=point.label,
        basis=point.basis,
        if_not=point.if_not,
        facts=used,
    )


def rule_value(kind: str, value: Any) -> Any:
    """A stored value as rules read it: money in yuan, ratios and numbers as decimals, the rest as it is."""
    if isinstance(value, bool) or value is None:
        return value
    match kind:
        case "money":
            return Decimal(value) / 100
        case "number" | "ratio":
            return Decimal(value)
    return value


def is_vetoed(findings: list[Finding]) -> bool:
    """Whether a point that alone decides against the applicant is not met."""
    return any(
        finding.severity is Severity.VETO and finding.outcome is PointOutcome.NOT_MET for finding in findings
    )
