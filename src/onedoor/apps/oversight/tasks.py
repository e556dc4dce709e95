"""Background jobs of oversight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.apps.jobs.registry import job
from onedoor.apps.oversight.services.write_export import write_export
from onedoor.apps.tenancy.actor import Actor


@job("oversight.write_export")
def write_export_job(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """Write the export that the payload names."""
    write_export(actor=actor, export_id=payload["export_id"])
