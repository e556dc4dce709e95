"""What ours finds, which others are compared with."""

from __future__ import annotations

from onedoor.bench.matching.contender import Contender
from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching import Counts
from onedoor.errors import Conflict


class Reference:
    """What ours finds on any part of a workload."""

    def __init__(self, workload: Workload) -> None:
        self.rules = ours.compiled_rules(workload, ours.NUMPY)
        self.names = [policy.name for policy in workload.policies]
        self._known: dict[int, list[Counts]] = {}

    def counts(self, part: Workload) -> list[Counts]:
        if part.subjects not in self._known:
            self._known[part.subjects] = ours.counts(self.rules.match(part.read()))
        return self._known[part.subjects][: len(part.policies)]

    def remark(self, contender: Contender, part: Workload, counts: list[Counts]) -> str:
        """Nothing where all is as ours finds it, else what is not; raises where it must be."""
        expected = self.counts(part)
        if counts == expected:
            return ""
        if contender.is_threefold:
            place = next(
                place for place, pair in enumerate(zip(counts, expected, strict=True)) if pair[0] != pair[1]
            )
            raise Conflict(
                "bench.disagree",
                found=f"{contender.name}: {counts[place]}",
                expected=str(expected[place]),
                where=self.names[place],
            )
        certain, theirs = sum(each.certain for each in expected), sum(each.certain for each in counts)
        return f"two values: {theirs:,} of {certain:,} certain matches, no open ones"
