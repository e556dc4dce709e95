"""polars as one would first write it: texts are texts, lists are lists; money is whole cents, so that it is exact."""

from __future__ import annotations

from functools import reduce
from importlib.metadata import version
from operator import and_

import polars as pl
import pyarrow as pa

from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.contenders.polars_tuned import Program, Writer, counts
from onedoor.bench.matching.whole import whole_numbers
from onedoor.bench.matching.workload import Workload
from onedoor.engine.population import Condition
from onedoor.engine.population.conditions import Among, Contains, StartsWith

_NO_WORDS = whole_numbers(pa.table({}))


class PlainWriter(Writer):
    """The same expressions, but for texts and lists."""

    def __init__(self) -> None:
        super().__init__(_NO_WORDS)

    def condition(self, condition: Condition) -> pl.Expr:
        match condition:
            case Among(fact=fact, values=values):
                return pl.col(fact).is_in(values)
            case StartsWith(fact=fact, prefix=prefix):
                return pl.col(fact).str.starts_with(prefix)
            case Contains(fact=fact, value=value):
                return pl.col(fact).list.contains(value)
        return super().condition(condition)


def encode(workload: Workload) -> pl.DataFrame:
    frame = pl.read_parquet(workload.path, n_rows=workload.subjects)
    amounts = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal)]
    days = [name for name, kind in frame.schema.items() if kind == pl.Date]
    return frame.with_columns(
        *((pl.col(name) * 10 ** frame.schema[name].scale).cast(pl.Int64) for name in amounts),
        *(pl.col(name).to_physical() for name in days),
    )


def compile_policies(workload: Workload, frame: pl.DataFrame) -> Program:
    write = PlainWriter()
    policies = [
        reduce(and_, map(write.condition, policy.conditions)).alias(policy.name)
        for policy in workload.policies
    ]
    return lambda: frame.lazy().select(policies).collect()


CONTENDERS = (
    Contender(
        name="polars, plain",
        release=version("polars"),
        encode=encode,
        forms={"": compile_policies},
        run=lambda program: program(),
        counts=counts,
        most_rounds=2,
        note="texts and lists as they are",
    ),
)
