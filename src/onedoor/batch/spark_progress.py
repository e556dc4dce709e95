"""How far Spark has come, asked of it from time to time while it works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

GROUP = "onedoor-match"
EVERY = 0.5  # seconds


@contextmanager
def watched(context: Any, total: int, advance: Callable[[int], None]) -> Iterator[None]:
    """``advance`` is told, inside, of subjects in proportion to the tasks done; afterwards of all of them."""
    context.setJobGroup(GROUP, GROUP)
    ended, told = Event(), 0

    def look() -> None:
        nonlocal told
        while not ended.wait(EVERY):
            with suppress(
                Exception
            ):  # a question that Spark cannot answer just now says nothing about the work
                done = total * _share(context.statusTracker()) // 1000
                advance(max(done - told, 0))
                told = max(done, told)

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
    advance(total - told)


def _share(tracker: Any) -> int:
    """How many of a thousand tasks are done, over all jobs that were begun."""
    jobs = [tracker.getJobInfo(each) for each in tracker.getJobIdsForGroup(GROUP)]
    stages = [tracker.getStageInfo(stage) for job in jobs if job is not None for stage in job.stageIds]
    known = [stage for stage in stages if stage is not None]
    tasks = sum(stage.numTasks for stage in known)
    return 1000 * sum(stage.numCompletedTasks for stage in known) // tasks if tasks else 0
