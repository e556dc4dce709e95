"""A token is taken back."""

from __future__ import annotations

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.parties.models import ApiToken
from onedoor.apps.tenancy.actor import Actor


def revoke_api_token(*, actor: Actor, token_id: int) -> ApiToken:
    """The token opens nothing from now on; revoking it again changes nothing.

    Its user may, and the house itself; for everybody else it does not exist.
    """
    with transaction.atomic():
        token = ApiToken.objects.select_for_update(of=("self",)).one_visible_to(actor, pk=token_id)
        if token.revoked_at is None:
            token.revoked_at = clock.now()
            token.save(update_fields=["revoked_at"])
            record_event(actor=actor, action="token.revoked", subject=token)
    return token
