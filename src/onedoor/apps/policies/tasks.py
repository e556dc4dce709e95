"""Background jobs of policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from onedoor.apps.jobs.registry import job
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.apps.tenancy.actor import Actor


@job("policies.run_matching", every=timedelta(days=1))
def run_matching_job(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """Everybody against everything, once a day and whenever somebody asks."""
    run_matching(actor=actor)
