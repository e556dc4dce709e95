"""The worker: does what is due, looks again, until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from django.db import DatabaseError, close_old_connections

from onedoor import clock
from onedoor.apps.jobs.services.beat_worker import beat_worker, leave_worker
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.jobs.services.schedule_recurring import schedule_recurring

log = logging.getLogger(__name__)
POLL_SECONDS = 0.5
BEAT_SECONDS = 10
BATCH = 20


def run_worker(*, owner: str, once: bool = False) -> None:
    """Jobs were done until SIGTERM or SIGINT came (or, with ``once``, until none was due).

    The job in hand is finished before it stops. A database that is away is waited for.
    """
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():
        _stop_on_signals(stop)
    log.info("worker %s begins", owner)
    beaten = None
    while not stop.is_set():
        try:
            close_old_connections()
            if beaten is None or (clock.now() - beaten).total_seconds() >= BEAT_SECONDS:
                beaten = clock.now()
                beat_worker(owner=owner)
                schedule_recurring()
            attempted = run_due_jobs(limit=BATCH, owner=owner)
        except DatabaseError as error:
            if once:
                raise
            log.warning("the database is away: %s", type(error).__name__)
            attempted = 0
        if once and not attempted:
            break
        if not attempted:
            stop.wait(POLL_SECONDS)
    leave_worker(owner=owner)
    log.info("worker %s ends", owner)


def _stop_on_signals(stop: threading.Event) -> None:
    def asked(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, asked)
    signal.signal(signal.SIGINT, asked)
