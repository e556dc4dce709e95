"""Facts of some subjects change: what is worked out again, and who gained and lost by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pyarrow as pa

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import middle_of
from onedoor.bench.matching.workload import Workload
from onedoor.engine.feel import UNKNOWN
from onedoor.engine.matching.standing import Standing
from onedoor.engine.population import FACTS
from onedoor.engine.population.facts import INSURED, REVENUE, STAFF

ONES, MANY, TIMES = 300, 10_000, 7
P50 = "p50 ms"
FEW = (REVENUE, STAFF, INSURED)


def change_section(workload: Workload, rounds: int) -> Section:
    """New facts are those of other subjects: one fact of one subject, and many facts of many.

    Each change ends at its events as Arrow batches.
    """
    measured = _Changing(workload)
    measured.one()()
    fact = middle_of([measured.one() for _ in range(ONES)])
    rows = [Row("one fact of one subject", {P50: fact * 1e3})]
    for label, facts in ((f"{MANY:,} subjects", FACTS), (f"{MANY:,} subjects, 3 facts", FEW)):
        events = measured.many(facts)()
        subjects = middle_of([measured.many(facts) for _ in range(max(rounds, TIMES))])
        cells = {P50: subjects * 1e3, "events": float(events)}
        rows.append(Row(label, cells, "all facts of each" if facts is FACTS else ", ".join(facts)))
    title = "Changed facts: what they can change is answered again, with events"
    return Section("change", title, tuple(rows))


class _Changing:
    """Changes, drawn beforehand, to be made on the clock; each answers the number of its events."""

    def __init__(self, workload: Workload) -> None:
        self.standing = Standing.of(ours.compiled_rules(workload), ours.encoded(workload), threads=2)
        self.table = workload.read()
        self.count = workload.subjects
        self.random = Random(workload.seed)  # noqa: S311

    def one(self) -> Callable[[], int]:
        row, other = self.random.randrange(self.count), self.random.randrange(self.count)
        fact = self.random.choice(self.table.column_names)
        value = self.table[fact][other].as_py()
        facts = {fact: UNKNOWN if value is None else value}
        return lambda: sum(batch.num_rows for batch in self.standing.change_one(row, facts).events())

    def many(self, facts: Sequence[str]) -> Callable[[], int]:
        count = min(MANY, self.count // 2)
        rows = self.random.sample(range(self.count), count)
        others = pa.array(self.random.sample(range(self.count), count))
        table = self.table.select(list(facts)).take(others)
        return lambda: sum(batch.num_rows for batch in self.standing.change(rows, table).events())
