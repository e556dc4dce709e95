"""Matching on the threads of this machine."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from onedoor.batch.parts import part_of
from onedoor.batch.problems import Problem
from onedoor.batch.subject_files import SubjectFile
from onedoor.batch.work import BATCH, Outcome, UnreadableFile, Work, batches
from onedoor.errors import Invalid


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Threads take batches of ``batch`` subjects; at most one more than there are threads is in memory."""

    threads: int = field(default_factory=processors)
    batch: int = BATCH

    @property
    def told(self) -> Mapping[str, Any]:
        return {"name": "local", "threads": self.threads}

    def run(
        self,
        work: Work,
        files: Sequence[SubjectFile],
        folder: Path,
        *,
        keep_going: bool,
        advance: Callable[[int], None],
    ) -> Outcome:
        """As ``Engine.run``."""
        counts: dict[int, dict[str, tuple[int, int]]] = {}
        problems: list[Problem] = []
        with _pool(self.threads) as pool:
            for number, file in enumerate(files):
                try:
                    with part_of(folder, number, with_ids=bool(work.id)) as part:
                        for first, batch, matches in self._matched(pool, work, file):
                            part.add(matches)
                            if work.id:
                                part.add_ids(first, batch[work.id])
                            advance(batch.num_rows)
                    counts[number] = part.counts
                except UnreadableFile as refusal:
                    if not keep_going:
                        raise
                    problems.append(refusal.problem)
        return Outcome(counts, tuple(problems))

    def _matched(
        self, pool: ThreadPoolExecutor, work: Work, file: SubjectFile
    ) -> Iterator[tuple[int, pa.RecordBatch, pa.RecordBatch]]:
        """Each batch with its first number and its matches, in order."""
        waiting: deque[tuple[int, pa.RecordBatch, Future[pa.RecordBatch]]] = deque()

        def settled() -> tuple[int, pa.RecordBatch, pa.RecordBatch]:
            first, batch, future = waiting.popleft()
            try:
                return first, batch, future.result()
            except Invalid as error:
                raise UnreadableFile.of(file, error, first, batch.num_rows) from error

        try:
            for first, batch in batches(file, work.columns_in(file.schema), self.batch):
                waiting.append((first, batch, pool.submit(work.match, batch, first)))
                if len(waiting) > self.threads:
                    yield settled()
            while waiting:
                yield settled()
        finally:
            for _, _, future in waiting:
                future.cancel()


@contextmanager
def _pool(threads: int) -> Iterator[ThreadPoolExecutor]:
    """Threads that are waited for, unless the block fails: what they still do is for nobody then."""
    pool = ThreadPoolExecutor(threads)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
