"""How often one person or program may ask."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from onedoor import clock
from onedoor.apps.tenancy.actor import Actor

MOST_A_MINUTE = 600
MINUTE = 60


class PerPerson(BaseThrottle):
    """At most 600 requests a minute of one account, by session and tokens together.

    Counted in the cache: where that lives in each process, so does the bound. Those who are not signed in are
    not counted here; behind a proxy all of them come from one address.
    """

    def allow_request(self, request: HttpRequest) -> bool:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if actor.user_id is None:
            return True
        key = f"api:{actor.user_id}:{int(clock.now().timestamp()) // MINUTE}"
        if cache.add(key, 1, 2 * MINUTE):
            return True
        try:
            return cache.incr(key) <= MOST_A_MINUTE
        except ValueError:
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return float(MINUTE - int(clock.now().timestamp()) % MINUTE)
