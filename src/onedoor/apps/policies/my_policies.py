"""我的政策: every measure in force as one enterprise meets it."""

from __future__ import annotations

from datetime import date

from onedoor.apps.facts.queries import profile_of
from onedoor.apps.policies.queries import rulebook_on
from onedoor.apps.policies.standing import PolicyStanding, standing_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import NotFound
from onedoor.text import Text

CLASSIFICATION = "classification"


def my_policies(actor: Actor, enterprise_id: int, on: date) -> list[PolicyStanding]:
    """The standing of each claimable measure in force, decided now on the profile that the actor may see.

    The matching run says the same of everybody at once; here an answer given a moment ago counts already.
    """
    rulebook = rulebook_on(actor, on)
    profile = profile_of(actor, enterprise_id)
    return [
        standing_of(rulebook, measure, profile, on)
        for measure in rulebook.measures.values()
        if measure.kind != CLASSIFICATION
    ]


def my_policy(actor: Actor, enterprise_id: int, code: str, on: date) -> PolicyStanding:
    """One of them; ``NotFound`` "measure.unknown" for a code that is not in force."""
    rulebook = rulebook_on(actor, on)
    measure = rulebook.measures.get(code)
    if measure is None or measure.kind == CLASSIFICATION:
        raise NotFound(
            "measure.unknown", found=code[:64], expected=Text("现行有效的政策项目", "a measure in force")
        )
    return standing_of(rulebook, measure, profile_of(actor, enterprise_id), on)
