"""From the Parquet file to sets, policies read and compiled on the way, for those that take the whole workload."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.contest import Result
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import Took, took
from onedoor.bench.matching.workload import Workload


@dataclass(slots=True)
class Journey:
    """One contender in the form that won its trial; each round is encoding, compiling and running."""

    result: Result
    rounds: list[tuple[Took, Took, Took]] = field(default_factory=list)

    @property
    def steps(self) -> tuple[Took, Took, Took]:
        """Those of the round that took least of the processor."""
        return min(self.rounds, key=_cpu)

    @property
    def cpu(self) -> float:
        return _cpu(self.steps)

    @property
    def known(self) -> float:
        encoding, _, running = self.steps
        return encoding.cpu + running.cpu

    def go(self, workload: Workload) -> None:
        contender = self.result.contender
        encoding, columns = took(lambda: contender.encode(workload))
        compiling, program = took(lambda: contender.forms[self.result.form](workload, columns))
        running, _ = took(lambda: contender.run(program))
        self.rounds.append((encoding, compiling, running))


def whole_way_section(
    results: Sequence[Result],
    workload: Workload,
    rounds: int,
    *,
    tell: Callable[[str], None] = lambda name: None,
) -> Section:
    """All take turns; nothing is kept from one round to the next."""
    skipped = {ours.TWO.name, ours.ANEW.name}
    journeys = [
        Journey(each)
        for each in results
        if not each.contender.is_sampled and each.contender.name not in skipped
    ]
    for number in range(rounds):
        for each in journeys:
            most = each.result.contender.most_rounds
            if most is None or number < most:
                tell(each.result.contender.name)
                each.go(workload)
    least = next(each for each in journeys if each.result.contender is ours.ONE)
    rows = tuple(_row(each, least) for each in journeys)
    return Section("whole-way", "From the Parquet file to sets, policies compiled on the way", rows)


def _cpu(steps: Sequence[Took]) -> float:
    return sum(step.cpu for step in steps)


def _row(journey: Journey, yardstick: Journey) -> Row:
    """``rules kept`` is the ratio where the policies are compiled already, as when only facts are new."""
    encoding, compiling, running = (step.cpu for step in journey.steps)
    cells = {"encode": encoding, "compile": compiling, "batch": running, "CPU s": journey.cpu}
    ratio = {"ratio": journey.cpu / yardstick.cpu, "rules kept": journey.known / yardstick.known}
    return Row(journey.result.contender.name, {**cells, **ratio})
