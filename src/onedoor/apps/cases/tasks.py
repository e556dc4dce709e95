"""Background jobs of cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from onedoor.apps.cases.services.settle_provisional import settle_provisional
from onedoor.apps.jobs.registry import job
from onedoor.apps.tenancy.actor import Actor


@job("cases.settle_provisional", every=timedelta(days=1))
def settle_provisional_job(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """Once a day: the next year's calendar comes with an update of the house, at no fixed hour."""
    settle_provisional(actor=actor)
