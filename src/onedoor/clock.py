"""The one clock. Nothing else in the house asks the machine for the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    """Anything that tells an aware moment."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was put; tests and the demo's history move it by hand."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware moment, found a naive one")
        self.at = at

    def now(self) -> datetime:
        return self.at


_in_force: Clock = SystemClock()


def now() -> datetime:
    """The moment by the clock in force, aware."""
    return _in_force.now()


def today(zone: ZoneInfo = CHINA) -> date:
    """The date in a region's zone: a deadline is a moment there, not here."""
    return now().astimezone(zone).date()


@contextmanager
def clock_at(at: datetime) -> Iterator[SetClock]:
    """Within the block the whole process lives at ``at``; the yielded clock can be moved on.

    The clock is one per process, not per thread, so that a test's web server and its browser agree.
    """
    global _in_force  # noqa: PLW0603
    before, clock = _in_force, SetClock(at)
    _in_force = clock
    try:
        yield clock
    finally:
        _in_force = before
