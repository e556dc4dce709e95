"""Optional: tell waiting workers through Celery that a job was put down, instead of letting them find it.

The database row is the job; a nudge carries nothing and may be lost. Needs the extra ``celery`` and
``ONEDOOR_BROKER``; workers beside ``onedoor worker`` are then
``celery --app onedoor.apps.jobs.dispatch:celery_app worker``.
"""

from __future__ import annotations

import functools
import logging
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)
TASK = "onedoor.jobs.run_due"


def nudge() -> None:
    """Somebody was told to look, if a broker is set; a broker that is down costs only the wait of a poll."""
    broker: str = settings.JOBS_BROKER
    if not broker:
        return
    try:
        app(broker).send_task(TASK, retry=False)
    except Exception as error:
        log.warning("the broker could not be reached: %s", type(error).__name__)


@functools.cache
def app(broker: str) -> Any:
    """The Celery application on this broker; its one task does what is due."""
    from celery import Celery

    made = Celery("onedoor", broker=broker, set_as_current=False)
    made.conf.update(task_ignore_result=True, broker_connection_timeout=2, task_acks_late=True)

    made.task(run_due, name=TASK)
    return made


def run_due() -> None:
    """What is due was done, by whichever process Celery woke."""
    from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs

    run_due_jobs(limit=20, owner="celery")


def __getattr__(name: str) -> Any:
    if name != "celery_app":
        raise AttributeError(name)
    import django

    django.setup()
    return app(settings.JOBS_BROKER)
