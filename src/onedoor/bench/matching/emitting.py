"""Pairs out of sets, and sets in the form in which they are kept."""

from __future__ import annotations

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import Times, took
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching.batches import roaring

MB = 1_000_000


def emitting_section(workload: Workload, rounds: int) -> Section:
    found = ours.compiled_rules(workload).match(ours.encoded(workload))
    emitting, keeping, kept, pairs = Times(), Times(), [b""], 0
    for _ in range(rounds):
        spent, pairs = took(lambda: sum(batch.num_rows for batch in found.pairs()))
        emitting.all.append(spent)
        spent, kept = took(
            lambda: [roaring(each(rule)) for rule in found.rules for each in (found.certain, found.open)]
        )
        keeping.all.append(spent)
    rows = (
        Row(
            "pairs, as Arrow batches",
            {"CPU s": emitting.cpu, "ns a pair": emitting.cpu / max(pairs, 1) * 1e9, "million": pairs / 1e6},
        ),
        Row("sets, as roaring bitmaps", {"CPU s": keeping.cpu, "MB": sum(map(len, kept)) / MB}),
        Row("sets, as they are", {"MB": (found.certain_bits.nbytes + found.possible_bits.nbytes) / MB}),
    )
    return Section("results", "What becomes of the sets, certain and open", rows)
