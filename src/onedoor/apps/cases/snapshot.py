"""What a submission holds: enough to decide on it, and to check years later what was decided on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onedoor.apps.cases.answers import held_answers
from onedoor.apps.cases.models import Draft, Upload
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.facts.profile import Profile


def snapshot_of(draft: Draft, definition: ItemDefinition, profile: Profile) -> dict[str, Any]:
    """The submission as plain JSON: who, which version, answers and facts with provenance, files by hash.

    ``facts`` is the whole profile at this moment with the answers laid over it: rules that look at more than
    the form asks (certificates, other registers) see what was known now, whatever is recorded later.
    """
    enterprise = draft.enterprise
    facts = {element: {"value": fact.value, **fact.provenance()} for element, fact in profile.items()}
    facts.update(held_answers(draft.answers))
    return {
        "item": {
            "code": draft.item_version.code,
            "version": draft.item_version.version,
            "hash": draft.item_version.content_hash,
        },
        "measure": definition.measure,
        "enterprise": {
            "uscc": enterprise.uscc,
            "name": enterprise.name,
            "region_code": enterprise.region_code,
        },
        "answers": draft.answers,
        "facts": facts,
        "uploads": uploads_of(draft.uploads.order_by("pk")),
    }


def uploads_of(uploads: Iterable[Upload]) -> list[dict[str, str]]:
    """The files by hash: what was handed in can be shown to be what lies in storage."""
    return [{"material": each.material, "filename": each.filename, "sha256": each.sha256} for each in uploads]
