"""The worker: does what is due, looks again, until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import FrameType

from django.db import DatabaseError, connection

from onedoor import clock
from onedoor.apps.jobs.services.beat_worker import beat_worker, leave_worker
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.jobs.services.schedule_recurring import schedule_recurring

log = logging.getLogger(__name__)
POLL_SECONDS = 0.5
BEAT_EVERY = timedelta(seconds=10)


def run_worker(*, owner: str, once: bool = False) -> None:
    """Jobs were done until SIGTERM or SIGINT came (or, with ``once``, until none was due).

    The job in hand is finished before it stops, and no other begun. A database that is away is waited for.
    """
    beaten = None
    with stop_on_signals() as stop:
        log.info("worker %s begins", owner)
        while not stop.is_set():
            try:
                if beaten is None or clock.now() - beaten >= BEAT_EVERY:
                    beaten = clock.now()
                    beat_worker(owner=owner)
                    schedule_recurring()
                attempted = run_due_jobs(limit=1, owner=owner)
            except DatabaseError as error:
                if once:
                    raise
                log.warning("the database is away: %s", type(error).__name__)
                connection.close()
                attempted = 0
            if once and not attempted:
                break
            if not attempted:
                stop.wait(POLL_SECONDS)
        leave_worker(owner=owner)
        log.info("worker %s ends", owner)


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """Within the block the event is set by SIGTERM and SIGINT; outside the main thread, by nobody."""
    stop = threading.Event()

    def asked(signum: int, frame: FrameType | None) -> None:
        stop.set()

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, asked) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
