"""Options that several of the commands share, and what they make of them."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onedoor.batch.problems import Problem

DECISION = "符合条件"
LEFT_OUT = 3

Rules = Annotated[
    Path, typer.Option("--rules", help="A folder of rules: *.feel, *.jsonl, *.dmn; or one such file.")
]
Subjects = Annotated[
    Path, typer.Option("--subjects", help="A Parquet file, or a folder of them; one row for each subject.")
]
Decision = Annotated[str, typer.Option("--decision", help="The decision that *.dmn files are asked for.")]
On = Annotated[
    datetime | None,
    typer.Option("--on", formats=["%Y-%m-%d"], help="The day that rules see as today; by default today."),
]
Id = Annotated[
    str | None,
    typer.Option(
        "--id", help="The column of the subjects' ids; by default 统一社会信用代码 where it is there."
    ),
]

Codes = Annotated[
    Path | None, typer.Option("--codes", help='Lists of codes as JSON: {"column": ["code", …]}.')
]


def moment(on: datetime | None) -> datetime:
    """What rules see as now: the beginning of the day that was named, or the present moment."""
    return clock.now() if on is None else datetime.combine(on.date(), time(), clock.CHINA)


def tell(problems: Iterable[Problem], language: str) -> None:
    """Every problem, as a compiler tells it, on standard error."""
    for each in problems:
        typer.echo(f"{each.printed(language)}\n", err=True)
