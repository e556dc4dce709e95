"""Jobs are cut to size, take what is raised for an answer, and leave the garbage collector as it was."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from onedoor.bench.rules.timing import Job, fastest


def job(subjects: int, programs: int, seen: list[tuple[Any, int]] | None = None) -> Job:
    found: list[tuple[Any, int]] = [] if seen is None else seen

    def program(number: int) -> Any:
        return lambda facts: found.append((facts, number))

    return Job([(subject, [program(number) for number in range(programs)]) for subject in range(subjects)])


def test_every_program_runs_for_every_subject() -> None:
    seen: list[tuple[Any, int]] = []
    job(3, 4, seen).seconds()
    assert seen == [(subject, number) for subject in range(3) for number in range(4)]


@pytest.mark.parametrize(("wanted", "calls"), [(1, 1), (4, 4), (6, 6), (100, 12), (0, 1)])
def test_a_part_is_spread_over_all_subjects(wanted: int, calls: int) -> None:
    part = job(3, 4).part(wanted)
    assert part.calls == calls
    assert len(part.batches) == min(3, calls)


def test_a_job_is_repeated_or_cut_to_last_as_long_as_asked() -> None:
    assert job(3, 4).lasting(0.02).times > 1
    slow = Job([(None, [lambda facts: sum(range(20_000))] * 400)])
    assert slow.lasting(0.01).calls < 400


def test_what_is_raised_is_an_answer_like_another() -> None:
    def refuse(facts: Any) -> Any:
        raise TypeError

    assert Job([(None, [refuse, refuse])]).seconds() >= 0


def test_the_collector_waits_and_goes_on_afterwards() -> None:
    seen: list[bool] = []
    assert gc.isenabled()
    Job([(None, [lambda facts: seen.append(gc.isenabled())])]).seconds()
    assert (seen, gc.isenabled()) == ([False], True)


def test_the_longer_work_has_the_longer_time() -> None:
    short, long = (Job([(None, [lambda facts, size=size: sum(range(size))] * 10)]) for size in (10, 10_000))
    times = fastest([short, long], 0.02)
    assert 0 < times[0] < times[1]
