"""The measurement: which rows there are, and which engines take part in them."""

from __future__ import annotations

import platform
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from onedoor.bench.rules.conditions import Policy, comparisons, facts_of, foregone, policies
from onedoor.bench.rules.contest import READ, Contest, Series
from onedoor.bench.rules.engine import Engine
from onedoor.bench.rules.engines import ours
from onedoor.bench.rules.explanations import explanations
from onedoor.bench.rules.facts import FACTS, Fact, profiles
from onedoor.bench.rules.report import Report, Row
from onedoor.bench.rules.tables import Table, flat_sizes, twenty_rows

SEED = 20261125
SUBJECTS = 20
SUBJECTS_OF_TABLES = 200
COMPARED, COMPARED_IN_TABLES = 4, 60
TRIALS = 200  # single conditions: of whole sets few hold, which would let much pass
MISSING = 0.1
OTHERS = {
    "zen": "zen-engine",
    "bkflow": "bkflow-feel, bkflow-dmn",
    "pysfeel": "pySFeel",
    "pydmnrules": "pyDMNrules",
    "cel": "cel-python",
    "jsonlogic": "datalogic-py",
    "spiff": "SpiffWorkflow",
}


def installed() -> tuple[list[Engine], list[str]]:
    """The engines that can take part, ours first, and the packages of those that are not installed."""
    engines, absent = list(ours.ENGINES), []
    for module, packages in OTHERS.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about themselves
                engines += import_module(f"onedoor.bench.rules.engines.{module}").ENGINES
        except ImportError as missing:
            if (missing.name or "").startswith("onedoor"):
                raise
            absent.append(packages)
    return engines, absent


def measured(count: int, seconds: float, *, tell: Callable[[Row], None] = lambda row: None) -> Report:
    """The whole report: ``count`` policies drawn, about ``seconds`` of CPU for each figure.

    ``tell`` gets each row as soon as it is there.
    """
    engines, absent = installed()
    rows = []
    for row in _rows(engines, count, seconds):
        tell(row)
        rows.append(row)
    setting = {
        "seed": SEED,
        "policies": count,
        "subjects": SUBJECTS,
        "facts": len(FACTS),
        "seconds": seconds,
        "python": platform.python_version(),
    }
    told = tuple((each.name, each.release, each.note) for each in (*engines, ours.SHIPPED))
    return Report(setting=setting, engines=told, absent=tuple(absent), rows=tuple(rows))


def _rows(engines: Sequence[Engine], count: int, seconds: float) -> Iterator[Row]:
    known = list(profiles(SUBJECTS, SEED))
    lacking = list(profiles(SUBJECTS, SEED, missing=MISSING))

    def contest(drawn: list[Policy]) -> Contest:
        return Contest(
            {policy: _needed(policy) for policy in drawn},
            engines,
            lambda engine: engine.policies,
            known[:COMPARED],
            doubtful=lacking,
            trials={policy: _needed(policy) for policy in policies(TRIALS, SEED + 1, length=1)},
        )

    title = "One number compared, all facts known"
    yield contest(comparisons(count, SEED)).row(Series("condition", title, known), seconds)
    sets = contest(policies(count, SEED))
    reading = Series("reading", "Policies of 8 conditions read", known[:1], forms=(READ,))
    yield sets.row(reading, seconds)
    yield sets.row(Series("set", "Sets of 8 conditions, all facts known", known), seconds)
    title = f"Sets of 8 conditions, {MISSING:.0%} of facts missing"
    yield sets.row(Series("set-missing", title, lacking, doubtful=lacking), seconds)
    title = "Sets of 8 comparisons that all hold, all facts known"
    yield contest(foregone(count, SEED)).row(Series("set-foregone", title, known), seconds)
    yield _table_row(engines, twenty_rows(), "table", "Table of 20 rows, 3 inputs, UNIQUE", seconds)
    sizes = "Size classes of 300号, one flat table of 64 rows, 4 inputs"
    yield _table_row([ours.SHIPPED, *engines], flat_sizes(), "size", sizes, seconds)
    yield explanations(policies(count, SEED), known, lacking, seconds)


def _table_row(engines: Sequence[Engine], table: Table, name: str, title: str, seconds: float) -> Row:
    known = list(profiles(SUBJECTS_OF_TABLES, SEED))
    rules = {table: frozenset(table.inputs)}
    contest = Contest(rules, engines, lambda engine: engine.tables, known[:COMPARED_IN_TABLES])
    return contest.row(Series(name, title, known), seconds)


def _needed(policy: Policy) -> frozenset[Fact]:
    return frozenset().union(*(facts_of(each) for each in policy.conditions))
