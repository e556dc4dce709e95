"""Synthetic enterprises of any number, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa

from onedoor.engine.population import columns, facts, uscc
from onedoor.engine.population.bodies import Bodies, bodies
from onedoor.engine.population.doublings import Whole
from onedoor.engine.population.draws import CHUNK, Draws, Flags
from onedoor.engine.population.holding import titles_held
from onedoor.engine.population.places import Codes
from onedoor.engine.population.records import Records, records
from onedoor.engine.population.sizes import sizes
from onedoor.engine.population.titles import NAMES
from onedoor.errors import Invalid
from onedoor.text import Text

MISSING = Decimal("0.1")
MOST = 1 << 33
_LOTS = 1 << 16
_EPOCH = date(1970, 1, 1).toordinal()
_EARLIEST = date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Population:
    """All enterprises that a seed makes, as they stand on the day ``on``.

    ``missing`` is the share of each fact that is unknown; the code of an enterprise is always known.
    Enterprise ``i`` is the same however many are asked for. Raises ``Invalid`` for a share that is
    not between 0 and 1, a negative seed, no codes to draw from, or a day before 1980.
    """

    seed: int
    on: date
    codes: Codes
    missing: Decimal = MISSING

    def __post_init__(self) -> None:
        if not self.missing.is_finite() or not 0 <= self.missing <= 1:
            share = Text("0 到 1 的小数，如 0.1", "a number from 0 to 1, such as 0.1")
            raise Invalid("population.missing", found=str(self.missing), expected=share, where="missing")
        if self.seed < 0:
            whole = Text("不小于 0 的整数", "a whole number of 0 or more")
            raise Invalid("population.seed", found=str(self.seed), expected=whole, where="seed")
        if not self.codes.counties or not self.codes.classes:
            found = f"{len(self.codes.counties)}, {len(self.codes.classes)}"
            some = Text("至少一个区县、一个行业小类", "at least one county and one class of industry")
            raise Invalid("population.codes", found=found, expected=some, where="codes")
        if self.on < _EARLIEST:
            raise Invalid(
                "population.day",
                found=str(self.on),
                expected=Text(f"{_EARLIEST} 或之后的日期", f"{_EARLIEST} or a later day"),
                where="on",
                mend=Text("企业须在该日之前成立。", "The enterprises must have been founded before."),
            )

    def batches(self, count: int, start: int = 0) -> Iterator[pa.RecordBatch]:
        """Enterprises ``start`` up to ``start + count`` in the columns ``facts.ARROW``, at most 65,536 a batch.

        Raises ``Invalid`` for numbers below 0 or beyond 2 ** 33.
        """
        stop = start + count
        if start < 0 or count < 0 or stop > MOST:
            within = Text(f"0 到 {MOST:,} 之间", f"within 0 and {MOST:,}")
            raise Invalid(
                "population.count", found=f"{start}, {count}", expected=within, where="start, count"
            )
        for chunk in range(start // CHUNK, -(-stop // CHUNK)):
            first = chunk * CHUNK
            low, high = max(start, first) - first, min(stop, first + CHUNK) - first
            if low < high:
                yield self._chunk(chunk).slice(low, high - low)

    def table(self, count: int, start: int = 0) -> pa.Table:
        return pa.Table.from_batches(self.batches(count, start), facts.ARROW)

    def _chunk(self, chunk: int) -> pa.RecordBatch:
        draws = Draws(self.seed, chunk)
        each = bodies(draws, self.codes, self.on)
        size = sizes(each)
        held = titles_held(draws, each, size, self.codes.classes, self.on.toordinal() - _EPOCH)
        unknown = draws.parts(len(facts.FACTS)) < int(self.missing * _LOTS)
        missing = dict(zip(facts.FACTS, unknown, strict=True))
        found = _arrays(each, records(draws, each, size, self.on), self.codes, missing)
        found[facts.TITLES] = columns.lists(held, missing[facts.TITLES], NAMES)
        found[facts.USCC] = uscc.codes(self.codes.counties, each.counties, chunk * CHUNK, self.seed)
        return pa.record_batch([found[name] for name in facts.ARROW.names], schema=facts.ARROW)


def _arrays(each: Bodies, held: Records, codes: Codes, missing: dict[str, Flags]) -> dict[str, pa.Array]:
    numbers: dict[str, Whole] = {
        facts.STAFF: each.staff,
        facts.INSURED: each.insured,
        facts.TECH_STAFF: each.tech_staff,
        **dict(zip((facts.REVENUE, facts.REVENUE_1, facts.REVENUE_2), each.revenues, strict=True)),
        facts.RESEARCH: each.research,
        facts.ASSETS: each.assets,
        facts.DEBTS: each.debts,
        facts.FOUNDED: each.founded,
        **held.numbers,
    }
    places = {facts.REGION: each.counties, facts.INDUSTRY: each.classes, **held.places}
    known = {
        facts.REGION: codes.counties,
        facts.INDUSTRY: codes.classes,
        facts.SIZE: facts.SIZES,
        facts.OWNERSHIP: facts.OWNERSHIPS,
        facts.GRADE: facts.GRADES,
        facts.TAXPAYER: facts.TAXPAYERS,
    }
    found: dict[str, pa.Array] = {}
    for name, units in numbers.items():
        kind = facts.ARROW.field(name).type
        make = columns.decimals if pa.types.is_decimal(kind) else columns.numbers
        found[name] = make(units, missing[name], kind)
    for name, flags in held.flags.items():
        found[name] = columns.flags(flags, missing[name])
    for name, chosen in places.items():
        found[name] = columns.words(chosen, missing[name], known[name])
    return found
