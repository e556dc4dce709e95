"""polars on columns encoded as ours are, each policy an expression of three values, in the best of its forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from importlib.metadata import version
from operator import and_, or_
from typing import Any, NamedTuple

import polars as pl

from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.contenders.units import OPERATORS, fraction, units
from onedoor.bench.matching.whole import WholeNumbers, whole_numbers
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching import Counts
from onedoor.engine.population import Condition
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
    atoms,
)


class Columns(NamedTuple):
    numbers: WholeNumbers
    frame: pl.DataFrame


Program = Callable[[], pl.DataFrame]


def encode(workload: Workload) -> Columns:
    numbers = whole_numbers(workload.read())
    series = [pl.Series(name, units) for name, units in numbers.units.items()]
    frame = pl.DataFrame([*series, *(pl.Series("?" + name, known) for name, known in numbers.known.items())])
    return Columns(
        numbers,
        frame.select(
            pl.when("?" + name).then(pl.col(name)).alias(name) if name in numbers.known else pl.col(name)
            for name in numbers.units
        ),
    )


def together(workload: Workload, columns: Columns, engine: str = "in-memory") -> Program:
    """One select of all policies, in which polars itself finds what they have in common."""
    write = Writer(columns.numbers)
    policies = [write.all_of(policy.conditions).alias(policy.name) for policy in workload.policies]
    return lambda: columns.frame.lazy().select(policies).collect(engine=engine)


def streaming(workload: Workload, columns: Columns) -> Program:
    return together(workload, columns, "streaming")


def atoms_first(workload: Workload, columns: Columns) -> Program:
    """The different conditions as columns of their own, then the policies over those."""
    write = Writer(columns.numbers)
    every = (atom for policy in workload.policies for each in policy.conditions for atom in atoms(each))
    names = {atom: f"#{place}" for place, atom in enumerate(dict.fromkeys(every))}
    conditions = [write.condition(atom).alias(name) for atom, name in names.items()]
    over = Writer(columns.numbers, names)
    policies = [over.all_of(policy.conditions).alias(policy.name) for policy in workload.policies]
    return lambda: columns.frame.lazy().select(conditions).collect().lazy().select(policies).collect()


FORMS = {"one select": together, "one select, streaming": streaming, "conditions first": atoms_first}


class Writer:
    """Conditions as expressions; those in ``done`` are columns already."""

    def __init__(self, numbers: WholeNumbers, done: dict[Any, str] | None = None) -> None:
        self.numbers = numbers
        self.done = done or {}

    def all_of(self, conditions: tuple[Condition, ...]) -> pl.Expr:
        return reduce(and_, map(self.condition, conditions))

    def condition(self, condition: Condition) -> pl.Expr:
        if condition in self.done:
            return pl.col(self.done[condition])
        match condition:
            case AllOf(conditions=inner):
                return self.all_of(inner)
            case AnyOf(conditions=inner):
                return reduce(or_, map(self.condition, inner))
            case Negated(condition=inner):
                return ~self.condition(inner)
            case Compared(fact=fact, operator=operator, value=value):
                return OPERATORS[operator](pl.col(fact), units(fact, value))
            case Between(fact=fact, low=low, high=high):
                return (pl.col(fact) >= units(fact, low)) & (pl.col(fact) < units(fact, high))
            case Multiple(fact=fact, factor=factor, other=other):
                top, bottom = fraction(factor)
                return _wide(fact) * bottom >= _wide(other) * top
            case Share(part=part, whole=whole, operator=operator, value=value):
                top, bottom = fraction(value)
                return OPERATORS[operator](_wide(part) * bottom, _wide(whole) * top)
            case Among(fact=fact, values=values):
                return reduce(or_, (pl.col(fact) == self.numbers.code(fact, each) for each in values))
            case StartsWith(fact=fact, prefix=prefix):
                low, high = self.numbers.codes(fact, prefix)
                return (pl.col(fact) >= low) & (pl.col(fact) < high)
            case Contains(fact=fact, value=value):
                place = self.numbers.code(fact, value)
                return pl.col(fact) & pl.lit(1 << place if place >= 0 else 0, pl.UInt64) != 0
            case Holds(fact=fact):
                return pl.col(fact)


def counts(found: pl.DataFrame) -> list[Counts]:
    result = []
    for column in found:
        certain = int(column.sum())
        result.append(Counts(certain, certain + column.null_count()))
    return result


def _wide(fact: str) -> pl.Expr:
    return pl.col(fact).cast(pl.Int64)


CONTENDERS = (
    Contender(
        name="polars, tuned",
        release=version("polars"),
        encode=encode,
        forms=FORMS,
        run=lambda program: program(),
        counts=counts,
        note="columns encoded as ours; the best of its forms",
    ),
)
