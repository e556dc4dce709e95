"""One run: what was prepared goes through an engine into a result folder that is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from onedoor.batch.outputs import ResultFolder, not_writable
from onedoor.batch.preparing import Prepared, Refused
from onedoor.batch.report import Summary, counts_by_rule, subjects_of, write_counts, write_report
from onedoor.batch.work import Engine, UnreadableFile


def run(
    prepared: Prepared,
    engine: Engine,
    out: Path,
    *,
    clock: Callable[[], datetime],
    replace: bool = False,
    keep_going: bool = False,
    advance: Callable[[int], None] = lambda subjects: None,
) -> Summary:
    """The result stands in ``out``: parts, counts and report; in figures it is returned.

    Whatever is raised, nothing partial is left. Raises ``Refused`` where a file turns out to be damaged while it
    is read, unless the run is to keep going without it; ``Conflict`` as ``ResultFolder``; ``Unavailable`` where the
    results cannot be written.
    """
    started = clock()
    with ResultFolder(out, replace=replace) as made:
        try:
            outcome = engine.run(
                prepared.work, prepared.files, made.path, keep_going=keep_going, advance=advance
            )
            problems = (*prepared.problems, *outcome.problems)
            if not outcome.counts:
                raise Refused(problems, nothing_left=True)
            counts, subjects = counts_by_rule(prepared, outcome), subjects_of(prepared, outcome)
            summary = Summary(
                rules=len(prepared.rules),
                subjects=subjects,
                certain=sum(certain for certain, _ in counts.values()),
                open=sum(opened for _, opened in counts.values()),
                started=started,
                finished=clock(),
                problems=problems,
            )
            write_counts(made.path, counts, subjects)
            write_report(made.path, prepared, outcome, summary, engine.told)
        except UnreadableFile as refusal:
            raise Refused((*prepared.problems, refusal.problem)) from refusal
        except OSError as error:
            raise not_writable(out, error) from error
        made.keep()
    return summary
