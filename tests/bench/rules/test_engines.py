"""Each engine that is installed is given every kind of condition and both tables, and answers as ours does."""

from __future__ import annotations

import pytest

from onedoor.bench.rules.conditions import KINDS, facts_of, policies
from onedoor.bench.rules.contest import Contest
from onedoor.bench.rules.engine import Engine
from onedoor.bench.rules.engines import ours
from onedoor.bench.rules.facts import profiles
from onedoor.bench.rules.running import installed
from onedoor.bench.rules.tables import Table, flat_sizes, twenty_rows

ENGINES = [*installed()[0], ours.SHIPPED]
DRAWN = {policy: facts_of(policy.conditions[0]) for policy in policies(60, 3, length=1)}
KNOWN = list(profiles(10, 3))


def of(attribute: str) -> list[Engine]:
    return [engine for engine in ENGINES if getattr(engine, attribute) is not None]


PAIRS = [
    (engine, table)
    for table in (twenty_rows(), flat_sizes())
    for engine in of("tables")
    if engine is not ours.SHIPPED or table == flat_sizes()  # it is the model of the sizes
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("engine", of("policies"), ids=lambda engine: engine.name)
def test_conditions_mean_the_same_to_it(engine: Engine) -> None:
    assert {type(policy.conditions[0]) for policy in DRAWN} == set(KINDS)
    contest = Contest(DRAWN, [engine], lambda each: each.policies, KNOWN)
    assert {str(entry.agreed) for entry in contest.entries} == {""}
    assert all(entry.agreed.holds for entry in contest.entries)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("engine", "table"), PAIRS, ids=lambda part: part.name)
def test_tables_mean_the_same_to_it(engine: Engine, table: Table) -> None:
    contest = Contest({table: frozenset(table.inputs)}, [engine], lambda each: each.tables, KNOWN)
    assert {str(entry.agreed) for entry in contest.entries} == {""}
    assert all(entry.agreed.holds for entry in contest.entries)
