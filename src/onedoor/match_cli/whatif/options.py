"""The options of the command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Subjects = Annotated[
    Path | None,
    typer.Option("--subjects", help="A Parquet file, or a folder of them; one row for each subject."),
]
Released = Annotated[
    Path | None,
    typer.Option(
        "--released", help="The rule in force: *.feel, *.jsonl, *.dmn. Without it there was no rule yet."
    ),
]
Draft = Annotated[
    Path | None, typer.Option("--draft", help="The draft. Without it, the rule in force with --set.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="A threshold of the draft and its new value: 3=50, or 参保人数=50; may be repeated."
    ),
]
Benefit = Annotated[
    str | None,
    typer.Option(
        "--benefit", help="What each subject is due in yuan, as FEEL; in place of what the files say."
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option("--by", help="Break down: 地区:4, 行业, 规模, 参保人数:30-300; may be repeated."),
]
Listing = Annotated[
    Path | None,
    typer.Option("--list", help="Write who moves to this CSV file; it must not be there yet."),
]
Replace = Annotated[bool, typer.Option("--replace", help="Replace the file that --list names.")]
RuleName = Annotated[str | None, typer.Option("--rule", help="Which rule, where a file has several.")]
Codes = Annotated[
    Path | None, typer.Option("--codes", help='Lists of codes as JSON: {"column": ["code", …]}.')
]
OnlyThresholds = Annotated[
    bool, typer.Option("--thresholds", help="List the thresholds with their numbers, and do no more.")
]
WithSensitivity = Annotated[
    bool, typer.Option("--sensitivity", help="How number and total answer to each threshold of the draft.")
]
Top = Annotated[int, typer.Option("--top", min=0, help="How many groups of each breakdown are told; 0: all.")]
KeepGoing = Annotated[
    bool, typer.Option("--keep-going", help="Pass over files with problems; the status is 3 then.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress.")]
