"""A program is given a token to act as somebody."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.parties.models import ApiToken, User
from onedoor.apps.parties.queries import digest_of
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.errors import Conflict, Invalid, NotAllowed
from onedoor.text import Text

MARK = "od_"
SECRET_BYTES = 32
LONGEST_NAME = 80
MOST_DAYS = 366
MOST_LIVE = 20


def issue_api_token(*, actor: Actor, user_id: int, name: str, days: int) -> tuple[ApiToken, str]:
    """The user has one more token, good for ``days`` days; the secret beside it is told here and never again.

    The house itself may issue for everybody of the tenant, a person for themselves. Raises ``Invalid``
    "token.name" and "token.days" outside 1-80 characters and 1-366 days, ``Conflict`` "token.too_many" beyond
    20 live ones.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid("token.name", found=str(len(name)), expected=f"1-{LONGEST_NAME}")
    if not 0 < days <= MOST_DAYS:
        raise Invalid("token.days", found=str(days), expected=f"1-{MOST_DAYS}")
    with transaction.atomic():
        # Locked, so that two requests at once cannot pass the bound together.
        mine = User.objects.select_for_update(no_key=True).filter(tenant_id=actor.tenant_id, is_active=True)
        user = mine.filter(pk=user_id).first()
        if user is None or not (actor.is_system or actor.user_id == user.pk):
            raise NotAllowed("token.not_yours")
        now = clock.now()
        if ApiToken.objects.live_at(now).filter(user=user).count() >= MOST_LIVE:
            raise Conflict(
                "token.too_many",
                found=str(MOST_LIVE),
                mend=Text("先撤销不用的令牌。", "Revoke tokens that are no longer used."),
            )
        secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
        token = ApiToken.objects.create(
            tenant_id=actor.tenant_id,
            region_code=region_of_tenant(actor.tenant_id),
            user=user,
            name=name,
            digest=digest_of(secret),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        record_event(actor=actor, action="token.issued", subject=token, data={"user": user.pk, "days": days})
    return token, secret
