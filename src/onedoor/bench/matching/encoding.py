"""From Parquet to columns of whole numbers, and one column anew."""

from __future__ import annotations

from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import Times, took
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching.arrays import one_array
from onedoor.engine.matching.encoding import encode, encode_column
from onedoor.engine.population import SCHEMA
from onedoor.engine.population.facts import REVENUE, TITLES


def encoding_section(workload: Workload, rounds: int) -> Section:
    """``read`` is what the file alone takes, which is part of the first row."""
    times = {name: Times() for name in ("from Parquet", "read", REVENUE, TITLES)}
    table = workload.read()
    subjects = encode(table, SCHEMA)
    for _ in range(rounds):
        times["from Parquet"].all.append(took(lambda: encode(workload.read(), SCHEMA))[0])
        times["read"].all.append(took(workload.read)[0])
        for name in (REVENUE, TITLES):
            column, values = SCHEMA.columns[name], one_array(table[name])
            again = took(lambda: subjects.with_columns({name: encode_column(column, values)}))  # noqa: B023
            times[name].all.append(again[0])
    labels = {"read": "of which reading", REVENUE: f"{REVENUE} alone", TITLES: f"{TITLES} alone"}
    rows = (
        Row(
            labels.get(name, name),
            {"CPU s": each.cpu, "wall s": each.wall, "median wall": each.middle.wall},
        )
        for name, each in times.items()
    )
    return Section("encoding", f"Encoding {workload.subjects:,} x {len(SCHEMA.columns)} facts", tuple(rows))
