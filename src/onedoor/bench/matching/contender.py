"""What the measurement asks of whoever matches policies with enterprises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """Four steps, timed apart; what one returns is handed to the next.

    ``encode`` starts from the Parquet file and ends at columns (or facts), compiling at something that
    ``run`` runs: who fits each policy, as a set. Of several ``forms`` of compiling each is tried once and the
    one that runs best is kept. ``counts`` looks at the sets, off the clock, in the order of the policies.
    Who knows two values only has no open ones and is not held to ours.
    Whoever would take too long gets ``most_subjects`` and ``most_rules`` only, and at most ``most_rounds``.
    """

    name: str
    release: str
    encode: Callable[[Workload], Any]
    forms: Mapping[str, Callable[[Workload, Any], Any]]
    run: Callable[[Any], Any]
    counts: Callable[[Any], list[Counts]]
    is_threefold: bool = True
    most_subjects: int | None = None
    most_rules: int | None = None
    most_rounds: int | None = None
    note: str = ""

    @property
    def is_sampled(self) -> bool:
        return self.most_subjects is not None or self.most_rules is not None

    def part(self, whole: Workload) -> Workload:
        """As much of the workload as it gets."""
        return whole.part(self.most_subjects, self.most_rules)
