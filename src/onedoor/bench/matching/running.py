"""The measurement: which sections there are, in which order, and who takes part."""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from onedoor.bench.matching.batch import batch_section
from onedoor.bench.matching.changing import change_section
from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.contest import Result, contest
from onedoor.bench.matching.emitting import emitting_section
from onedoor.bench.matching.encoding import encoding_section
from onedoor.bench.matching.floor import floor_section
from onedoor.bench.matching.goals import goals
from onedoor.bench.matching.growth import growth_section
from onedoor.bench.matching.memory import memory_section
from onedoor.bench.matching.report import Report, Section
from onedoor.bench.matching.single import single_section
from onedoor.bench.matching.unique import unique_section
from onedoor.bench.matching.whole_way import whole_way_section
from onedoor.bench.matching.workload import Workload, workload
from onedoor.errors import Invalid

OTHERS = {
    "polars_tuned": "polars",
    "polars_plain": "polars",
    "duckdb_sql": "duckdb",
    "closures": "",
    "zen": "zen-engine",
}
BATCH = "batch"
SECTIONS: Mapping[str, Callable[[Workload, int], Section]] = {
    "encoding": encoding_section,
    "single": lambda whole, rounds: single_section(whole),
    "change": change_section,
    "results": emitting_section,
    "memory": lambda whole, rounds: memory_section(whole),
    "unique": unique_section,
    "growth": growth_section,
}
"""What is measured after the batch, by the name that ``only`` takes."""


def installed() -> tuple[list[Contender], list[str]]:
    """Who can take part, ours first, and the packages of those that are not installed."""
    contenders, absent = list(ours.CONTENDERS), []
    for module, package in OTHERS.items():
        try:
            contenders += import_module(f"onedoor.bench.matching.contenders.{module}").CONTENDERS
        except ImportError as missing:
            if (missing.name or "").startswith("onedoor"):
                raise
            absent.append(package)
    return contenders, list(dict.fromkeys(absent))


def measured(
    subjects: int,
    rules: int,
    *,
    seed: int,
    rounds: int,
    only: Collection[str] = (),
    tell: Callable[[Section], None] = lambda section: None,
    busy: Callable[[str], None] = lambda what: None,
) -> Report:
    """The whole report. ``only`` names sections, or contenders of the batch; everything where it is empty.

    ``tell`` gets each section as soon as it is there, ``busy`` what is at work. Raises ``Invalid`` for a name
    that is neither, ``Conflict`` "bench.disagree" where two do not find the same.
    """
    contenders, absent = installed()
    contenders = _chosen(contenders, only)
    sections = []
    with tempfile.TemporaryDirectory() as folder:
        busy("drawing")
        whole = workload(Path(folder), subjects, rules, seed)
        for section in _sections(whole, contenders, rounds, only, busy):
            tell(section)
            sections.append(section)
    return Report(
        setting=setting(subjects, rules, seed, rounds),
        contenders=tuple((each.name, each.release, each.note) for each in contenders),
        absent=tuple(absent),
        sections=tuple(sections),
        goals=goals(sections, subjects, rules),
    )


def setting(subjects: int, rules: int, seed: int, rounds: int) -> dict[str, Any]:
    found = {"subjects": subjects, "rules": rules, "seed": seed, "rounds": rounds}
    return {**found, "python": platform.python_version()}


def _sections(
    whole: Workload,
    contenders: Sequence[Contender],
    rounds: int,
    only: Collection[str],
    busy: Callable[[str], None],
) -> Iterator[Section]:
    names = {each.name for each in contenders}
    if not only or BATCH in only or names & set(only):
        results = contest(contenders, whole, rounds, tell=busy)
        yield batch_section(results)
        yield whole_way_section(results, whole, rounds, tell=busy)
        busy("floor")
        yield _floor(whole, results, rounds)
    for name, section in SECTIONS.items():
        if not only or name in only:
            busy(name)
            yield section(whole, rounds)


def _floor(whole: Workload, results: Sequence[Result], rounds: int) -> Section:
    by_name = {each.contender.name: each.running for each in results}
    return floor_section(whole, rounds, by_name.get(ours.ONE.name), by_name.get(ours.TWO.name))


def _chosen(contenders: Sequence[Contender], only: Collection[str]) -> list[Contender]:
    """Ours on one thread is always there: the others are compared with it."""
    names = {each.name for each in contenders}
    unknown = set(only) - names - {BATCH, *SECTIONS}
    if unknown:
        expected = ", ".join((BATCH, *SECTIONS, *sorted(names)))
        raise Invalid("bench.only", found=", ".join(sorted(unknown)), expected=expected)
    named = names & set(only)
    return [each for each in contenders if not named or each.name in named or each is ours.ONE]
