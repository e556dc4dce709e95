"""``onedoor match run``: rules in files against subjects in files."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.match_cli.options import (
    DECISION,
    LEFT_OUT,
    Codes,
    Decision,
    Id,
    On,
    Rules,
    Subjects,
    moment,
    tell,
)
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.batch.preparing import Prepared
    from onedoor.batch.report import Summary
    from onedoor.batch.work import Engine


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    SPARK = "spark"


class SparkReads(StrEnum):
    """Who reads the files when Spark does the work."""

    ARROW = "arrow"
    PATHS = "paths"


def run(
    rules: Rules,
    subjects: Subjects,
    out: Annotated[Path, typer.Option(help="The folder for the results; it must not be there yet.")],
    *,
    engine: Annotated[
        EngineName, typer.Option(help="Threads of this machine, or Apache Spark.")
    ] = EngineName.LOCAL,
    threads: Annotated[
        int, typer.Option(min=0, max=1024, help="How many threads; 0: one for each processor.")
    ] = 0,
    spark_master: Annotated[str, typer.Option(help="Where Spark runs.")] = "local[*]",
    spark_mode: Annotated[
        SparkReads, typer.Option(help="Spark reads the rows (arrow), or only schedules the files (paths).")
    ] = SparkReads.ARROW,
    decision: Decision = DECISION,
    on: On = None,
    id: Id = None,
    codes: Codes = None,
    keep_going: Annotated[
        bool,
        typer.Option("--keep-going", help="Pass over rules and files with problems; the status is 3 then."),
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the results that --out holds.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no summary.")] = False,
) -> None:
    """Match every rule against every subject and write who fits, certainly or as far as is known."""
    from onedoor.batch.preparing import Refused, Request, prepare
    from onedoor.conf import env
    from onedoor.match_cli.signals import ending_cleanly

    language = env.language()
    request = Request(
        rules=rules,
        subjects=subjects,
        now=moment(on),
        decision=decision,
        id=id,
        codes=codes,
        keep_going=keep_going,
    )
    with ending_cleanly():
        try:
            chosen = _on_spark(spark_master, spark_mode) if engine is EngineName.SPARK else _local(threads)
            prepared = prepare(request)
            tell(prepared.problems, language)
            for each in prepared.missing:
                typer.echo(each.words.in_(language), err=True)
            summary = _matched(prepared, chosen, out, replace=replace, keep_going=keep_going, quiet=quiet)
        except Refused as refusal:
            tell(refusal.problems, language)
            raise
    tell(summary.problems[len(prepared.problems) :], language)
    if not quiet:
        typer.echo(_told(summary, out).in_(language))
    raise typer.Exit(LEFT_OUT if summary.problems else 0)


def _local(threads: int) -> Engine:
    from onedoor.batch.local import LocalEngine, processors

    return LocalEngine(threads or processors())


def _on_spark(master: str, reads: SparkReads) -> Engine:
    from onedoor.batch.spark import SparkEngine, SparkMode
    from onedoor.batch.spark_sessions import require_spark
    from onedoor.conf import env

    require_spark(env.java())
    env.spark_runs(sys.executable)
    return SparkEngine(master, SparkMode(reads.value))


def _matched(
    prepared: Prepared, engine: Engine, out: Path, *, replace: bool, keep_going: bool, quiet: bool
) -> Summary:
    """The run, with its progress."""
    import time

    from onedoor import clock
    from onedoor.batch import running
    from onedoor.conf import env
    from onedoor.match_cli.progress import Progress

    label = Text("匹配", "matching")
    language = env.language()
    with Progress(
        prepared.subjects, label, language=language, seconds=time.monotonic, quiet=quiet
    ) as progress:
        return running.run(
            prepared,
            engine,
            out,
            clock=clock.now,
            replace=replace,
            keep_going=keep_going,
            advance=progress.advance,
        )


def _told(summary: Summary, out: Path) -> Text:
    """The run in one line, and what was left out in another."""
    figures = (f"{summary.rules:,}", f"{summary.subjects:,}", f"{summary.certain:,}", f"{summary.open:,}")
    seconds = f"{summary.seconds:.1f}"
    zh = "规则 {} 条，主体 {} 个：确定符合 {} 对，尚未确定 {} 对".format(*figures)
    en = "{} rules, {} subjects: {} certain pairs, {} open".format(*figures)
    zh, en = f"{zh}；{seconds} 秒。结果：{out}", f"{en}; {seconds} s. Results: {out}"
    if number := len(summary.problems):
        zh += f"\n有 {number} 个问题；各使什么没有参加匹配，见 {out}/report.json"
        en += f"\n{number} problem{'s' * (number != 1)}; what took no part because of them: see {out}/report.json"
    return Text(zh, en)
