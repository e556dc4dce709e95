"""What matching was to reach, beside what was measured."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.bench.matching.goal import Goal
from onedoor.bench.matching.report import Section, first

SUBJECTS, RULES = 1_000_000, 2_000
P50, PEAK = "p50 ms", "peak less sets, over input"


def goals(sections: Sequence[Section], subjects: int, rules: int) -> tuple[Goal, ...]:
    """All of them are about a million enterprises and 2,000 policies."""
    here = (subjects, rules) == (SUBJECTS, RULES)

    def value(section: str, label: str, heading: str) -> float | None:
        return first(sections, section).value(label, heading)

    def ratio(section: str, contender: str) -> float | None:
        found = value(section, contender, "ratio")
        return value(section, f"{contender} *", "ratio") if found is None else found

    def most(text: str, wanted: float, section: str, label: str, heading: str) -> Goal:
        return Goal(text=text, wanted=wanted, value=value(section, label, heading), at_this_size=here)

    def times(text: str, wanted: float, found: float | None, stretch: float | None = None) -> Goal:
        return Goal(text=text, wanted=wanted, value=found, at_most=False, stretch=stretch, at_this_size=here)

    return (
        most("batch on two threads, wall s", 0.25, "batch", "onedoor, 2 threads", "wall s"),
        most("batch on one thread, CPU s", 0.43, "batch", "onedoor", "CPU s"),
        most("batch with NumPy only, CPU s", 1.6, "batch", "onedoor, NumPy only", "CPU s"),
        times("times polars, tuned", 6, ratio("batch", "polars, tuned"), 10),
        times("times polars, tuned, the whole way from the file", 2, ratio("whole-way", "polars, tuned"), 4),
        times("times polars, plain", 60, ratio("batch", "polars, plain")),
        times("times DuckDB", 100, ratio("batch", "duckdb")),
        times("times closures, pair by pair", 1_500, ratio("batch", "closures")),
        times("times zen-engine", 20_000, ratio("batch", "zen-engine")),
        most("peak memory less result sets, times the Arrow input", 2, "memory", PEAK, "ratio"),
        most("all thresholds different, times those from menus", 1.6, "unique", "all different", "ratio"),
        most("encoding from Parquet, wall s", 2, "encoding", "from Parquet", "wall s"),
        most("one subject, all rules, p50 ms", 0.2, "single", "one subject, all rules", P50),
        most("one new rule, all subjects, p50 ms", 5, "single", "one new rule, all subjects", P50),
        most("one changed fact of one subject, p50 ms", 0.2, "change", "one fact of one subject", P50),
        most("10,000 changed subjects, all rules, events, p50 ms", 100, "change", "10,000 subjects", P50),
        most("nanoseconds a pair as Arrow batches", 25, "results", "pairs, as Arrow batches", "ns a pair"),
        most("exponent of subjects", 1.05, "growth", "subjects", "exponent"),
        most("exponent of rules", 1.05, "growth", "rules", "exponent"),
    )
