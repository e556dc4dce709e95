"""Wall and processor seconds of calls, and what is left of many: the least, the middle."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one call; ``cpu`` are those of all threads together."""

    wall: float
    cpu: float

    def __add__(self, other: Took) -> Took:
        return Took(self.wall + other.wall, self.cpu + other.cpu)


@dataclass(slots=True)
class Times:
    """The same call over and over. Whatever else the machine does can only add, hence the least."""

    all: list[Took] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return min(each.cpu for each in self.all)

    @property
    def wall(self) -> float:
        return min(each.wall for each in self.all)

    @property
    def middle(self) -> Took:
        return Took(median(each.wall for each in self.all), median(each.cpu for each in self.all))


def took(call: Callable[[], Value]) -> tuple[Took, Value]:
    """How long a call takes, and what comes of it; the garbage collector waits meanwhile."""
    with collector_waits():
        wall, cpu = perf_counter(), process_time()
        value = call()
        return Took(perf_counter() - wall, process_time() - cpu), value


def middle_of(calls: Iterable[Callable[[], object]]) -> float:
    """The middle one (p50) of the wall seconds that the calls take, one after another."""
    found = []
    with collector_waits():
        for call in calls:
            begun = perf_counter()
            call()
            found.append(perf_counter() - begun)
    return median(found)


@contextmanager
def collector_waits() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
