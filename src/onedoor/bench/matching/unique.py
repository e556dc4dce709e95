"""The same with all thresholds different: nothing to share but codes."""

from __future__ import annotations

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import Times, took
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching.matches import Room


def unique_section(workload: Workload, rounds: int) -> Section:
    """Both kinds of policies take turns."""
    kinds = {
        "from menus": workload,
        "all different": workload.with_policies(len(workload.policies), unique=True),
    }
    subjects = ours.encoded(workload)
    rules = {name: ours.compiled_rules(each) for name, each in kinds.items()}
    times, room = {name: Times() for name in kinds}, Room()
    for _ in range(rounds + 1):
        for name, each in rules.items():
            times[name].all.append(took(lambda: each.match(subjects, room=room))[0])  # noqa: B023
    least = times["from menus"].cpu
    rows = (
        Row(
            name,
            {
                "CPU s": times[name].cpu,
                "wall s": times[name].wall,
                "conditions": float(rules[name].report.predicates),
                "ratio": times[name].cpu / least,
            },
        )
        for name in kinds
    )
    return Section("unique", "Thresholds from menus of round numbers, and all different", tuple(rows))
