"""A certificate is taken back."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.certificates.models import Certificate
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed
from onedoor.text import Text

LONGEST_REASON = 500


def revoke_certificate(*, actor: Actor, certificate_id: int, reason: str) -> Certificate:
    """From now on the certificate verifies as revoked, for good; its file stays as it was signed.

    For those who decide in the department that issued it, and for the house itself. ``reason`` is at most
    500 characters and stays inside the house.
    """
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid(
            "certificate.reason", found=str(len(reason)), expected=Text("1 至 500 字", "1 to 500 characters")
        )
    with transaction.atomic():
        rows = Certificate.objects.select_for_update()
        certificate = rows.one_visible_to(actor, pk=certificate_id)
        if not _may_revoke(actor, certificate):
            raise NotAllowed(
                "certificate.revoke", expected=Text("签发部门的决定人", "a decider of the issuing department")
            )
        if certificate.revoked_at is not None:
            raise Conflict("certificate.revoked", found=certificate.number)
        certificate.revoked_at, certificate.revoked_reason = clock.now(), reason
        Certificate.objects.filter(pk=certificate.pk).update(
            revoked_at=certificate.revoked_at, revoked_reason=reason
        )
        record_event(
            actor=actor,
            action="certificate.revoked",
            subject=certificate,
            data={"number": certificate.number},
        )
    return certificate


def _may_revoke(actor: Actor, certificate: Certificate) -> bool:
    return actor.is_system or certificate.department_id in actor.departments_as(Role.DECIDER)
