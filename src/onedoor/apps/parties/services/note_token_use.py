"""A token was used today."""

from __future__ import annotations

from django.db.models import Q

from onedoor import clock
from onedoor.apps.parties.models import ApiToken
from onedoor.apps.tenancy.actor import Actor


def note_token_use(*, actor: Actor, token_id: int) -> None:
    """The token says that it was used today; one write a day, and no event: use is not a deed."""
    today = clock.today()
    earlier = Q(last_used_on__isnull=True) | Q(last_used_on__lt=today)
    ApiToken.objects.visible_to(actor).filter(earlier, pk=token_id).update(last_used_on=today)
