"""Mails of notices: one job finds the addressees, one job each mails them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.apps.jobs.registry import job
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.notices.mail import mail_notice
from onedoor.apps.notices.models import Notice
from onedoor.apps.notices.queries import people_with_address
from onedoor.apps.tenancy.actor import Actor


@job("notices.email")
def email(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """Each person of the addressee who has an address gets a mail of their own, tried again on its own."""
    notice = Notice.objects.one_visible_to(actor, pk=payload["notice"])
    for person in people_with_address(notice):
        enqueue_job(
            actor=actor,
            kind="notices.email_to",
            payload={"notice": notice.pk, "user": person.pk},
            key=f"{notice.pk}:{person.pk}",
            region_code=notice.region_code,
        )


@job("notices.email_to", outside=True)
def email_to(*, actor: Actor, payload: Mapping[str, Any]) -> None:
    """The mail was handed over; nothing, where the person has left or taken the address back meanwhile."""
    notice = Notice.objects.one_visible_to(actor, pk=payload["notice"])
    for person in people_with_address(notice):
        if person.pk == payload["user"]:
            mail_notice(notice, person)
