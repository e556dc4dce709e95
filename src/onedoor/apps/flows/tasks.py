"""Background work of flows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.apps.flows.projection import AUTOMATIC_JOB
from onedoor.apps.flows.services.run_automatic_task import run_automatic_task
from onedoor.apps.jobs.registry import job
from onedoor.apps.tenancy.actor import Actor


@job(AUTOMATIC_JOB)
def run_automatic(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """The automatic step that the payload names is done."""
    run_automatic_task(actor=Actor.system(actor.tenant_id), task_id=int(payload["task"]))
