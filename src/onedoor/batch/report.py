"""What a result folder says of itself: ``counts.csv`` and ``report.json``."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from onedoor import __version__
from onedoor.batch.outputs import REPORT
from onedoor.batch.parts import part_name
from onedoor.batch.preparing import Prepared
from onedoor.batch.problems import Effect, Problem
from onedoor.batch.work import Outcome

COUNTS = "counts.csv"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A run in figures. ``certain`` and ``open`` are pairs of a rule and a subject; times are aware."""

    rules: int
    subjects: int
    certain: int
    open: int
    started: datetime
    finished: datetime
    problems: tuple[Problem, ...]

    @property
    def seconds(self) -> float:
        return (self.finished - self.started).total_seconds()


def counts_by_rule(prepared: Prepared, outcome: Outcome) -> dict[str, tuple[int, int]]:
    """(certain, open) of every rule over all files, in the order of the rules."""
    totals = {rule.name: (0, 0) for rule in prepared.rules}
    for part in outcome.counts.values():
        for rule, (certain, opened) in part.items():
            before = totals[rule]
            totals[rule] = (before[0] + certain, before[1] + opened)
    return totals


def subjects_of(prepared: Prepared, outcome: Outcome) -> int:
    """The subjects of the files that were read to their end."""
    return sum(file.rows for number, file in enumerate(prepared.files) if number in outcome.counts)


def write_counts(folder: Path, counts: Mapping[str, tuple[int, int]], subjects: int) -> None:
    """One line for each rule: how many it fits certainly, how many as far as is known, how many not."""
    with (folder / COUNTS).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["rule", "certain", "open", "rest"])
        for rule, (certain, opened) in counts.items():
            lines.writerow([rule, certain, opened, subjects - certain - opened])


def write_report(
    folder: Path, prepared: Prepared, outcome: Outcome, summary: Summary, engine: Mapping[str, Any]
) -> None:
    """Everything else that a reader of the result should know, as JSON."""
    compiled = prepared.work.rules.report
    read = [file for number, file in enumerate(prepared.files) if number in outcome.counts]
    told = {
        "format": FORMAT,
        "onedoor": __version__,
        "started": summary.started.isoformat(),
        "finished": summary.finished.isoformat(),
        "on": prepared.work.now.date().isoformat(),
        "engine": dict(engine),
        "rules": summary.rules,
        "subjects": summary.subjects,
        "certain": summary.certain,
        "open": summary.open,
        "id": prepared.work.id or None,
        "files": [
            {"file": file.name, "first": file.first, "subjects": file.rows, "part": part_name(number)}
            for number, file in enumerate(prepared.files)
            if number in outcome.counts
        ],
        "predicates": compiled.predicates,
        "conditions": compiled.conditions,
        "fallbacks": [
            {"rule": each.rule, "source": each.source, "reason": each.reason.as_dict()}
            for each in compiled.fallbacks
        ],
        "unknown_facts": [
            {
                "fact": each.fact,
                "rules": sorted(each.rules),
                "files": list(each.files) or None,
                "meant": each.meant,
            }
            for each in prepared.missing
        ],
        "left_out": left_out(summary.problems, {file.name for file in read}),
        "problems": [each.as_dict() for each in summary.problems],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / REPORT).write_text(text + "\n", encoding="utf-8")


def left_out(problems: Iterable[Problem], read: set[str]) -> dict[str, list[str]]:
    """The rules and the files that took no part."""
    rules = {name for each in problems if each.effect is Effect.RULES for name in each.rules}
    files = {each.file for each in problems if each.effect is Effect.FILE and each.file not in read}
    return {"rules": sorted(rules), "files": sorted(files)}
