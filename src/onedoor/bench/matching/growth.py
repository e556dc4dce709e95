"""How time grows: exponents fitted through figures of several sizes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import Times, took
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching.matches import Room

SUBJECTS = (10_000, 100_000, 1_000_000)
RULES = (20, 200, 2_000, 20_000)
SUBJECTS_FOR_RULES = 200_000
LEAST = 0.3  # seconds spent on a size at least


def growth_section(workload: Workload, rounds: int) -> Section:
    """Time to match is taken for ``size ** exponent``; subjects are counted in tenfold steps, rules too."""
    sizes = [size for size in SUBJECTS if size < workload.subjects] + [workload.subjects]
    by_subjects = {size: _seconds(workload.part(size), rounds) for size in sizes}
    part = workload.part(SUBJECTS_FOR_RULES)
    by_rules = {size: _seconds(part.with_policies(size), rounds) for size in RULES}
    rows = [
        Row("subjects", {"exponent": exponent(by_subjects)}, f"{len(workload.policies):,} rules"),
        *_each(by_subjects, "subjects"),
        Row("rules", {"exponent": exponent(by_rules)}, f"{part.subjects:,} subjects"),
        *_each(by_rules, "rules"),
    ]
    return Section("growth", "Growth: processor seconds of one batch on one thread", tuple(rows))


def exponent(seconds: Mapping[int, float]) -> float | None:
    """The slope of a straight line through the logarithms; None for less than two sizes."""
    if len(seconds) < 2:
        return None
    slope, _ = np.polyfit(np.log(list(seconds)), np.log(list(seconds.values())), 1)
    return float(slope)


def _each(seconds: Mapping[int, float], what: str) -> list[Row]:
    return [Row(f"  {size:,} {what}", {"CPU s": spent}) for size, spent in seconds.items()]


def _seconds(workload: Workload, rounds: int) -> float:
    rules, subjects, room = ours.compiled_rules(workload), ours.encoded(workload), Room()
    return repeated(lambda: rules.match(subjects, room=room), rounds).cpu


def repeated(call: Callable[[], object], rounds: int) -> Times:
    """At least so many rounds, and more while they are short."""
    times = Times()
    while len(times.all) < rounds or sum(each.wall for each in times.all) < LEAST:
        times.all.append(took(call)[0])
    return times
