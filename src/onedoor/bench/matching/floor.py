"""How fast the memory would allow it: the bytes that must be read and written, at the speed of a copy."""

from __future__ import annotations

import numpy as np

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import Times, took
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching.encoding import Encoded

_COPIED = 1 << 28
GB = 1_000_000_000


def floor_section(workload: Workload, rounds: int, spent: Times | None, on_two: Times | None) -> Section:
    """``spent`` is the batch on one thread, ``on_two`` the one on two, by wall time."""
    subjects = ours.encoded(workload)
    taken = sum(map(_bytes, subjects.columns.values()))
    given = 2 * len(workload.policies) * -(-workload.subjects // 8)
    speed = _copied_a_second(rounds)
    least = (taken + given) / speed
    rows = [Row("copy, read and written", {"GB/s": speed / GB}), Row("columns", {"GB": taken / GB})]
    rows += [Row("sets", {"GB": given / GB}), Row("floor", {"wall s": least})]
    for label, times in (("one thread", spent), ("two threads", on_two)):
        if times is not None:
            rows.append(Row(label, {"wall s": times.wall, "x floor": times.wall / least}))
    return Section("floor", "What the bandwidth of the memory allows", tuple(rows))


def _bytes(column: Encoded) -> int:
    planes = [each for each in (column.known, column.absent, *column.masks) if each is not None]
    return column.units.nbytes + sum(each.nbytes for each in planes)


def _copied_a_second(rounds: int) -> float:
    """Bytes read plus bytes written, in the best round."""
    source, target = np.ones(_COPIED, np.uint8), np.zeros(_COPIED, np.uint8)
    best = min(took(lambda: np.copyto(target, source))[0].wall for _ in range(rounds + 2))
    return 2 * _COPIED / best
