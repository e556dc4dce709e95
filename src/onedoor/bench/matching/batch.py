"""Everybody against everything: what the contest found."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.contest import Result
from onedoor.bench.matching.report import Row, Section


def batch_section(results: Sequence[Result]) -> Section:
    """Columns to sets: seconds, pairs a second of the processor, and the ratio to ours on one thread."""
    least = _ours(results).cpu
    rows = []
    for each in results:
        middle, scale = each.running.middle, each.scale
        cells = {
            "CPU s": each.cpu,
            "median": middle.cpu * scale,
            "wall s": each.running.wall * scale,
            "median wall": middle.wall * scale,
            "Mpairs/CPU s": each.whole / each.cpu / 1e6,
            "ratio": each.cpu / least,
        }
        rows.append(Row(_label(each), cells, each.remark))
    ours_found = _ours(results).counts
    certain, possible = (sum(pair[place] for pair in ours_found) for place in (0, 1))
    whole = results[0].whole
    title = (
        f"Batch: columns to sets. {certain:,} certain ({certain / whole:.2%}), "
        f"{possible - certain:,} open ({(possible - certain) / whole:.2%}); all of three values found the same"
    )
    return Section("batch", title, tuple(rows))


def _ours(results: Sequence[Result]) -> Result:
    return next(each for each in results if each.contender is ours.ONE)


def _label(result: Result) -> str:
    return result.contender.name + (" *" if result.pairs < result.whole else "")
