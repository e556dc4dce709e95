"""DuckDB: each policy a column of three values in SQL, over a table in memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.metadata import version

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.contenders.units import fraction
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching import Counts
from onedoor.engine.population import FACTS, Condition, Policy
from onedoor.engine.population.conditions import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Compared,
    Contains,
    Holds,
    Multiple,
    Negated,
    Share,
    StartsWith,
)

_AT_A_TIME = 100
Program = Callable[[], list[pa.Table]]


def encode(workload: Workload) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    columns = ", ".join(f'"{name}"' for name in FACTS)
    connection.execute(
        f"create table subjects as select {columns} from read_parquet(?) limit {workload.subjects}",  # noqa: S608
        [str(workload.path)],
    )
    return connection


def in_parts(workload: Workload, connection: duckdb.DuckDBPyConnection) -> Program:
    """A query for each hundred policies."""
    policies = workload.policies
    return _queries(
        connection, [policies[start : start + _AT_A_TIME] for start in range(0, len(policies), _AT_A_TIME)]
    )


def together(workload: Workload, connection: duckdb.DuckDBPyConnection) -> Program:
    return _queries(connection, [workload.policies])


def _queries(connection: duckdb.DuckDBPyConnection, parts: list[tuple[Policy, ...]]) -> Program:
    texts = [f"select {', '.join(map(_column, part))} from subjects" for part in parts]  # noqa: S608 - our own names
    return lambda: [connection.sql(text).to_arrow_table() for text in texts]


def _column(policy: Policy) -> str:
    return f'{sql(AllOf(policy.conditions))} as "{policy.name}"'


def sql(condition: Condition) -> str:
    match condition:
        case AllOf(conditions=inner):
            return "(" + " and ".join(map(sql, inner)) + ")"
        case AnyOf(conditions=inner):
            return "(" + " or ".join(map(sql, inner)) + ")"
        case Negated(condition=inner):
            return f"not {sql(inner)}"
        case Compared(fact=fact, operator=operator, value=value):
            return f'("{fact}" {operator} {_literal(value)})'
        case Between(fact=fact, low=low, high=high):
            return f'("{fact}" >= {_literal(low)} and "{fact}" < {_literal(high)})'
        case Multiple(fact=fact, factor=factor, other=other):
            top, bottom = fraction(factor)
            return f'("{fact}" * {bottom} >= "{other}" * {top})'
        case Share(part=part, whole=whole, operator=operator, value=value):
            top, bottom = fraction(value)
            return f'("{part}" * {bottom} {operator} "{whole}" * {top})'
        case Among(fact=fact, values=values):
            return f'("{fact}" in ({", ".join(map(_literal, values))}))'
        case StartsWith(fact=fact, prefix=prefix):
            return f'starts_with("{fact}", {_literal(prefix)})'
        case Contains(fact=fact, value=value):
            return f'list_contains("{fact}", {_literal(value)})'
        case Holds(fact=fact):
            return f'"{fact}"'


def _literal(value: str | int | Decimal | date) -> str:
    match value:
        case str():
            return f"'{value}'"
        case date():
            return f"date '{value.isoformat()}'"
        case _:
            return f"{value:f}" if isinstance(value, Decimal) else str(value)


def counts(found: list[pa.Table]) -> list[Counts]:
    result = []
    for table in found:
        for column in table.columns:
            certain = pc.sum(column).as_py() or 0
            result.append(Counts(certain, certain + column.null_count))
    return result


CONTENDERS = (
    Contender(
        name="duckdb",
        release=version("duckdb"),
        encode=encode,
        forms={"100 policies a query": in_parts, "one query": together},
        run=lambda program: program(),
        counts=counts,
        most_subjects=100_000,
        most_rounds=1,
        note="texts and lists as they are",
    ),
)
