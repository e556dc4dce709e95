"""The audit: whether its chain holds, for supervisors."""

from __future__ import annotations

from ninja import Field, Router, Schema

from onedoor.api.requests import Asked, require
from onedoor.api.wording import _
from onedoor.apps.audit.queries import verify_chain
from onedoor.apps.tenancy.enums import Role

router = Router(tags=["audit"])


class Verification(Schema):
    ok: bool
    checked: int = Field(description="Events that hold, counted from the first.")
    head: str = Field(
        description="SHA-256 of the last event; written down, it proves later that nothing changed."
    )
    fault: str = Field(description="The first event that does not hold; empty where all do.")


@router.get("/verification", response=Verification, summary=_("审计链核验"))
def verify_audit(request: Asked) -> Verification:
    """Every hash of the tenant's chain is recomputed; no event is shown."""
    require(request.actor, Role.SUPERVISOR)
    report = verify_chain(request.actor.tenant_id)
    return Verification(ok=report.ok, checked=report.checked, head=report.head, fault=report.fault)
