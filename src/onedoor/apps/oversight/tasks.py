"""Background jobs of oversight."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from onedoor.apps.jobs.registry import job
from onedoor.apps.oversight.services.drop_expired_exports import drop_expired_exports
from onedoor.apps.oversight.services.write_export import write_export
from onedoor.apps.tenancy.actor import Actor


@job("oversight.write_export")
def write_export_job(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """Write the export that the payload names."""
    write_export(actor=actor, export_id=payload["export_id"])


@job("oversight.drop_expired_exports", every=timedelta(days=1))
def drop_expired_exports_job(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """What was taken away is not kept longer than it was promised to be."""
    drop_expired_exports(actor=actor)
