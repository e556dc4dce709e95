"""How long a job that failed waits, and when it is given up."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

MOST_ATTEMPTS = 10
LONGEST_WAIT = timedelta(hours=1)


def wait_after(attempts: int) -> timedelta:
    """The pause after this many attempts, the failed one included: 2 s, 4 s, 8 s, at most an hour.

    >>> [wait_after(n).total_seconds() for n in (1, 2, 5, 9, 40)]
    [2.0, 4.0, 32.0, 512.0, 3600.0]
    """
    return min(timedelta(seconds=2 ** min(attempts, 20)), LONGEST_WAIT)


def lease() -> timedelta:
    """How long a job is its worker's: longer than any handler takes, for then another begins it again."""
    return timedelta(seconds=settings.JOBS_LEASE_SECONDS)
