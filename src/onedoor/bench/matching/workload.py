"""What is measured with: enterprises in a Parquet file and policies, both drawn from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onedoor.engine.population import ARROW, FACTS, Policy, Population, policies
from onedoor.engine.population.facts import CATEGORIES, TITLES
from onedoor.reference.population import codes

ON = date(2026, 11, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """The first ``subjects`` enterprises of a file, and policies for them."""

    path: Path
    subjects: int
    seed: int
    policies: tuple[Policy, ...]

    @property
    def pairs(self) -> int:
        return self.subjects * len(self.policies)

    @property
    def texts(self) -> Mapping[str, str]:
        """The policies in FEEL by name."""
        return {policy.name: policy.feel for policy in self.policies}

    def read(self) -> pa.Table:
        """The thirty facts from the file; texts are read as the dictionaries that they are stored as."""
        whole = pq.read_table(self.path, columns=list(FACTS), read_dictionary=list(CATEGORIES))
        return whole.slice(0, self.subjects) if self.subjects < whole.num_rows else whole

    def part(self, subjects: int | None = None, rules: int | None = None) -> Workload:
        """Fewer subjects of the same file, fewer of the same policies."""
        return replace(
            self,
            subjects=min(self.subjects, self.subjects if subjects is None else subjects),
            policies=self.policies[:rules],
        )

    def with_policies(self, count: int, *, seed: int | None = None, unique: bool = False) -> Workload:
        """Other policies for the same subjects, by default of the same seed."""
        drawn = policies(count, self.seed if seed is None else seed, codes(), ON, unique=unique)
        return replace(self, policies=tuple(drawn))


def workload(folder: Path, subjects: int, rules: int, seed: int) -> Workload:
    """Drawn, with the enterprises written into the folder."""
    path = folder / "enterprises.parquet"
    write_subjects(path, subjects, seed)
    drawn = tuple(policies(rules, seed, codes(), ON))
    return Workload(path=path, subjects=subjects, seed=seed, policies=drawn)


def write_subjects(path: Path, subjects: int, seed: int) -> None:
    """As ``onedoor match generate`` writes them."""
    kept = [*CATEGORIES, TITLES]
    with pq.ParquetWriter(
        path, ARROW, compression="zstd", use_dictionary=kept, store_decimal_as_integer=True
    ) as writer:
        for batch in Population(seed, ON, codes()).batches(subjects):
            writer.write_batch(batch)
