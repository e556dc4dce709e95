"""What was typed is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.cases.answers import merge
from onedoor.apps.cases.models import Draft
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict
from onedoor.text import Text


def save_draft(*, actor: Actor, draft_id: int, typed: Mapping[str, Any], expected_version: int) -> Draft:
    """The draft holds what was typed, complete or not; its version is one higher.

    ``expected_version`` is the version that the page was made from: where somebody saved in between,
    ``Conflict`` "draft.stale" is raised and nothing is overwritten. Saving writes no audit event; submitting does.
    """
    with transaction.atomic():
        draft = lock_draft(actor, draft_id, expected_version)
        definition = ItemDefinition.read(draft.item_version.content)
        draft.answers = merge(definition, draft.answers, typed, clock.today().isoformat())
        draft.version += 1
        draft.saved_at = clock.now()
        draft.save(update_fields=["answers", "version", "saved_at"])
    return draft


def lock_draft(actor: Actor, draft_id: int, expected_version: int) -> Draft:
    """The unsubmitted draft, its row locked, still at the version the actor saw."""
    visible = Draft.objects.select_related("item_version__item").select_for_update(of=("self",))
    draft = visible.one_visible_to(actor, pk=draft_id)
    if draft.case_id is not None:
        raise Conflict(
            "draft.submitted",
            found=Text("这份申请已经提交", "this application was submitted already"),
            mend=Text("请在「我的办件」查看进度。", "See its progress under My cases."),
        )
    if draft.version != expected_version:
        raise Conflict(
            "draft.stale",
            found=Text(
                f"此草稿已在别处保存到第 {draft.version} 版",
                f"this draft was saved elsewhere, as version {draft.version}",
            ),
            expected=Text(
                f"本页从第 {expected_version} 版开始填写", f"this page began at version {expected_version}"
            ),
            mend=Text(
                "您刚才填写的内容仍在页面上：核对后可再次保存。",
                "What you typed is still on the page: compare and save again.",
            ),
        )
    return draft
