"""CPU seconds for a call: the least of several rounds, in which all that is compared takes turns.

The least, because whatever else the machine does can only add; in turns, because it does not do so evenly.
The garbage collector waits meanwhile, as in ``timeit``.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from time import process_time
from typing import Any

from onedoor.bench.rules.engine import Program, unchanged

ROUNDS = 8
PROBED = 20

Batch = tuple[Any, Sequence[Program]]


@dataclass(frozen=True, slots=True)
class Job:
    """Programs to be run for subjects: each batch is one subject's facts, and the programs that get them.

    ``share`` runs once for each batch, on the clock. What a program raises is an answer like another.
    """

    batches: Sequence[Batch]
    share: Callable[[Any], Any] = unchanged
    times: int = 1

    @property
    def calls(self) -> int:
        return self.times * sum(len(programs) for _, programs in self.batches)

    def part(self, calls: int) -> Job:
        """About as many calls as asked for, at least one, evenly out of all of them."""
        pairs = [
            (number, program) for number, (_, programs) in enumerate(self.batches) for program in programs
        ]
        chosen = pairs[:: max(1, len(pairs) // max(1, calls))]
        batches = [
            (self.batches[number][0], [program for _, program in group])
            for number, group in groupby(chosen, key=lambda pair: pair[0])
        ]
        return replace(self, batches=batches, times=1)

    def lasting(self, seconds: float) -> Job:
        """The same with so many calls that it takes about that long."""
        probe = self.part(PROBED)
        probe.seconds()
        calls = int(seconds / max(probe.seconds() / probe.calls, 1e-9))
        if calls < self.calls:
            return self.part(calls)
        return replace(self, times=max(1, calls // self.calls))

    def seconds(self) -> float:
        """CPU seconds of one run of everything."""
        was_on = gc.isenabled()
        gc.disable()
        try:
            begun = process_time()
            for _ in range(self.times):
                for given, programs in self.batches:
                    facts = self.share(given)
                    for program in programs:
                        try:  # noqa: SIM105 - a context would be timed too
                            program(facts)
                        except Exception:  # noqa: S110 - so is refusing
                            pass
            return process_time() - begun
        finally:
            if was_on:
                gc.enable()


def fastest(jobs: Sequence[Job], seconds: float) -> list[float]:
    """For each job the CPU seconds of a call; about ``seconds`` are spent on each."""
    sized = [job.lasting(seconds / ROUNDS) for job in jobs]
    rounds = [[job.seconds() / job.calls for job in sized] for _ in range(ROUNDS)]
    return [min(found) for found in zip(*rounds, strict=True)]
