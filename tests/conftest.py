"""What holds in every test: a clock that stands, no network, caches empty, Django at its strictest."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import settings as hypothesis_settings
from tests import strictness

from onedoor import clock
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs

# A Tuesday morning on which nothing special happens.
MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=clock.CHINA)
HERE = Path(__file__).parent
# These live in real time: browsers and other processes do not see this process's clock.
REAL_TIME = ("e2e", "fault")

hypothesis_settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
hypothesis_settings.register_profile("here", deadline=None, max_examples=60, database=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The folder says the kind: ``tests/engine`` is pure, ``tests/e2e`` needs a browser."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if folder in ("engine", "e2e"):
            item.add_marker(folder)


@pytest.fixture(scope="session", autouse=True)
def strict_django() -> Iterator[None]:
    """For the whole run; see ``strictness``."""
    with pytest.MonkeyPatch.context() as patch:
        strictness.turn_unordered_queries_round(patch)
        strictness.flush_past_the_audit(patch)
        yield
    shutil.rmtree(settings.DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def standing_clock(request: pytest.FixtureRequest) -> Iterator[clock.SetClock | None]:
    """The house's clock stands at ``MORNING`` unless the test moves it or lives in real time."""
    if any(request.node.get_closest_marker(mark) for mark in REAL_TIME):
        yield None
        return
    with clock.clock_at(MORNING) as standing:
        yield standing


@pytest.fixture
def at(standing_clock: clock.SetClock | None) -> Iterator[Callable[[str], clock.SetClock]]:
    """``at("2026-11-24T10:00")`` puts the house's clock there, in China's time unless an offset is written."""
    with clock.clock_at(MORNING) as standing:

        def put(moment: str) -> clock.SetClock:
            parsed = datetime.fromisoformat(moment)
            standing.at = parsed if parsed.tzinfo else parsed.replace(tzinfo=clock.CHINA)
            return standing

        yield put


@pytest.fixture(autouse=True)
def clean_process(request: pytest.FixtureRequest) -> Iterator[None]:
    """No network; afterwards no file, cache, or language is left for the next test."""
    loopback = any(request.node.get_closest_marker(mark) for mark in ("e2e", "spark"))
    with strictness.no_network(loopback=loopback), translation.override("zh-hans"):
        yield
    strictness.forget_process_caches()
    for cache in caches.all(initialized_only=True):
        cache.clear()
    files = Path(settings.DATA) / "files"
    if files.exists():
        shutil.rmtree(files)


@pytest.fixture
def max_queries() -> Callable[[int], object]:
    """``with max_queries(7):`` fails, showing them, when the block asks the database more often than that."""

    @contextmanager
    def ceiling(most: int) -> Iterator[CaptureQueriesContext]:
        with CaptureQueriesContext(connection) as captured:
            yield captured
        asked = [query["sql"] for query in captured.captured_queries]
        listing = "\n".join(f"{number:3} {sql[:400]}" for number, sql in enumerate(asked, 1))
        assert len(asked) <= most, f"{len(asked)} queries, at most {most} allowed:\n{listing}"

    return ceiling


@pytest.fixture
def work() -> Callable[[], int]:
    """``work()`` does what is due, follow-ups included, and fails where a job failed; how many were done."""

    def until_nothing_is_due() -> int:
        done = 0
        while attempted := run_due_jobs(limit=50, owner="test"):
            done += attempted
            failed = Job.objects.exclude(last_error="").order_by("pk").first()
            assert failed is None, f"{failed}: {failed.last_error}"
        return done

    return until_nothing_is_due
