"""Decision tables in no language: one of 20 rows, and the size classes of 300号 as one flat table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

from onedoor.bench.rules.facts import ASSETS, DISTRICT, INDUSTRY, LETTERS, REVENUE, STAFF, Fact
from onedoor.engine import dmn
from onedoor.reference import policies

SIZES = (("large", "大型"), ("medium", "中型"), ("small", "小型"))
SMALLEST = "micro"
MEASURES = (STAFF, REVENUE, ASSETS)
SIZE_MODEL = policies.model_path("sme-size-2011")


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these codes."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """``low <= value < high``; an end of None is open."""

    low: int | None
    high: int | None


Cell = OneOf | Between | None
"""A test of one input; None lets everything through."""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    output: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one output, a string. ``is_unique`` when no two rows match at once, else the first counts."""

    name: str
    inputs: tuple[Fact, ...]
    rows: tuple[Row, ...]
    is_unique: bool


def twenty_rows() -> Table:
    """UNIQUE, three inputs, complete: five rows for each of four groups of districts."""
    rows = []
    for number, codes in enumerate((LETTERS[:2], LETTERS[2:4], LETTERS[4:5], LETTERS[5:])):
        few, many = 20 + 10 * number, 300 + 50 * number
        poor, rich = 100 * (number + 1), 2000 * (number + 1)
        bands = (
            (Between(None, few), None),
            *product((Between(few, many),), (Between(None, poor), Between(poor, None))),
            *product((Between(many, None),), (Between(None, rich), Between(rich, None))),
        )
        rows += [
            Row((OneOf(codes), staff, revenue), f"{codes[0]}{grade}")
            for grade, (staff, revenue) in enumerate(bands, 1)
        ]
    return Table("补贴档次", (DISTRICT, STAFF, REVENUE), tuple(rows), is_unique=True)


@cache
def flat_sizes() -> Table:
    """The same as one table, for engines that know no more: first hit, large to micro for each industry.

    The limits are asked of the shipped model.
    """
    model, rows = dmn.load(SIZE_MODEL), list[Row]()
    for industry in INDUSTRY.codes:
        limits = model.decide("划型标准", {INDUSTRY.zh: industry}).value
        for size, word in SIZES:
            least = (limits[f"{word}{measure.zh}"] for measure in MEASURES)
            cells = [None if limit is None else Between(int(limit), None) for limit in least]
            rows.append(Row((OneOf((industry,)), *cells), size))
        rows.append(Row((OneOf((industry,)), None, None, None), SMALLEST))
    return Table("企业规模", (INDUSTRY, *MEASURES), tuple(rows), is_unique=False)
