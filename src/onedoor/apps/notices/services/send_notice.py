"""Somebody is told something, once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction

from onedoor import clock
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.notices.models import Notice
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.errors import Invalid, NotAllowed
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Enterprise, User

LONGEST_SUBJECT = 400
# A path of this site and nothing that a browser would take for another one.
PATH = re.compile(r"/(?![/\\])[^\s\\]*")


def send_notice(
    *,
    actor: Actor,
    to_enterprise: Enterprise | None = None,
    to_user: User | None = None,
    kind: str,
    subject: Text,
    body: Text,
    link: str = "",
    key: str,
) -> Notice:
    """The notice stands in its addressee's list, and a mail goes out to whoever of them has an address.

    Exactly one addressee, of the actor's tenant. A second call with the same key returns the first notice and
    mails nothing. ``link`` is a path of this site. A subject beyond 400 characters is cut.
    """
    if (to_enterprise is None) == (to_user is None):
        raise Invalid("notice.addressee", expected="an enterprise or a user, not both", where=key)
    addressee = to_enterprise or to_user
    if addressee is None or addressee.tenant_id != actor.tenant_id:
        raise NotAllowed("notice.tenant", where=key)
    if link and not PATH.fullmatch(link):
        raise Invalid("notice.link", found=link, expected="/path/of/this/site/", where=key)
    region = to_enterprise.region_code if to_enterprise else region_of_tenant(actor.tenant_id)
    with transaction.atomic():
        notice, made = Notice.objects.get_or_create(
            tenant_id=actor.tenant_id,
            key=key,
            defaults={
                "region_code": region,
                "to_enterprise": to_enterprise,
                "to_user": to_user,
                "kind": kind,
                "subject_zh": _fit(subject.zh),
                "subject_en": _fit(subject.en),
                "body_zh": body.zh,
                "body_en": body.en,
                "link": link,
                "sent_at": clock.now(),
            },
        )
        if made:
            enqueue_job(
                actor=actor,
                kind="notices.email",
                payload={"notice": notice.pk},
                key=str(notice.pk),
                region_code=region,
            )
    return notice


def _fit(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"
