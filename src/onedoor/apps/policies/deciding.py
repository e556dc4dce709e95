"""A measure decided on a snapshot, for the review of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onedoor.apps.facts.enums import FactState, SourceKind
from onedoor.apps.facts.profile import Fact, Profile
from onedoor.apps.policies.queries import rulebook_on
from onedoor.apps.policies.standing import Reason, standing_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import NotFound
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Every condition of the measure, and the amount in whole cents where it is known."""

    reasons: tuple[Reason, ...]
    amount_cents: int | None


def decide_measure(
    *, actor: Actor, measure_code: str, facts: Mapping[str, Mapping[str, Any]], on: date
) -> Decided:
    """The measure in force on a date, decided on the facts of a snapshot and on nothing else.

    ``facts`` maps elements to ``{"value", "source", "source_name", "as_of", "state"}``. What is recorded later
    changes nothing: the same snapshot gives the same answer for as long as the version stands.
    """
    rulebook = rulebook_on(actor, on)
    measure = rulebook.measures.get(measure_code)
    if measure is None:
        raise NotFound(
            "measure.unknown", found=measure_code, expected=Text("现行有效的政策项目", "a measure in force")
        )
    standing = standing_of(rulebook, measure, Profile(_fact(key, fact) for key, fact in facts.items()), on)
    return Decided(reasons=standing.reasons, amount_cents=standing.amount_cents)


def _fact(element: str, snapshot: Mapping[str, Any]) -> Fact:
    return Fact(
        element=element,
        value=snapshot["value"],
        source=snapshot["source"],
        source_name=Text.of(snapshot["source_name"]),
        source_kind=SourceKind.REGISTER,
        as_of=date.fromisoformat(snapshot["as_of"]),
        state=FactState(snapshot["state"]),
    )
