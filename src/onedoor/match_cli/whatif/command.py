"""The command: what it is asked, and the order in which it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.errors import Invalid
from onedoor.match_cli.options import DECISION, Decision, Id, On, moment, tell
from onedoor.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

    from onedoor.engine.matching.whatif import Sensitivity, Threshold, WhatIf
    from onedoor.match_cli.whatif.groups import By
    from onedoor.match_cli.whatif.rules import Read
    from onedoor.match_cli.whatif.subjects import Prepared


def whatif(
    *,
    subjects: Annotated[
        Path | None,
        typer.Option("--subjects", help="A Parquet file, or a folder of them; one row for each subject."),
    ] = None,
    released: Annotated[
        Path | None,
        typer.Option(help="The rule in force: *.feel, *.jsonl or *.dmn. None: there is none yet."),
    ] = None,
    draft: Annotated[
        Path | None, typer.Option(help="The draft. Without it, the rule in force with --set.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", help="A threshold of the draft and its new value: 3=50, or 参保人数=50; may be repeated."
        ),
    ] = None,
    benefit: Annotated[
        str | None,
        typer.Option(help="What each subject is due in yuan, as FEEL; in place of what the files say."),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", help="Break down by a column: 地区:4, 行业, 规模, 参保人数:30-300; may be repeated."
        ),
    ] = None,
    listing: Annotated[Path | None, typer.Option("--list", help="Write who moves to this CSV file.")] = None,
    rule: Annotated[str | None, typer.Option(help="Which rule, where a file has several.")] = None,
    decision: Decision = DECISION,
    on: On = None,
    id: Id = None,
    show_thresholds: Annotated[
        bool, typer.Option("--thresholds", help="List the thresholds with their numbers, and do no more.")
    ] = False,
    sensitive: Annotated[
        bool,
        typer.Option("--sensitivity", help="How number and total answer to every threshold of the draft."),
    ] = False,
    top: Annotated[int, typer.Option(min=0, help="How many groups of each breakdown are told; 0: all.")] = 20,
    keep_going: Annotated[bool, typer.Option("--keep-going", help="Pass over files with problems.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress.")] = False,
) -> None:
    """Who gains and loses by a draft or another threshold, where, and what it costs."""
    from onedoor.batch.preparing import Refused
    from onedoor.conf import env

    asked = Asked(subjects, released, draft, tuple(settings or ()), benefit, tuple(by or ()), listing, rule, decision,
                  moment(on), id, sensitive, top, keep_going, as_json, quiet)  # fmt: skip
    try:
        if show_thresholds:
            _list_thresholds(asked)
        else:
            _compare(asked)
    except Refused as refusal:
        tell(refusal.problems, env.language())
        raise


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    subjects: Path | None
    released: Path | None
    draft: Path | None
    settings: tuple[str, ...]
    benefit: str | None
    by: tuple[str, ...]
    listing: Path | None
    rule: str | None
    decision: str
    now: datetime
    id: str | None
    sensitive: bool
    top: int
    keep_going: bool
    as_json: bool
    quiet: bool

    def rules(self, columns: frozenset[str]) -> tuple[Read | None, Read]:
        """The rule in force and the draft; raises what ``read_rule`` and ``with_settings`` raise."""
        from onedoor.match_cli.whatif.rules import read_rule, with_settings

        def read(path: Path) -> Read:
            return read_rule(path, columns, name=self.rule, decision=self.decision, benefit=self.benefit)

        old = read(self.released) if self.released is not None else None
        new = read(self.draft) if self.draft is not None else old
        if new is None:
            mend = Text(
                "用 --released 或 --draft 指定规则文件。", "Name a file of rules with --released or --draft."
            )
            raise Invalid(
                "match.no_rule", found=Text("没有规则", "no rule"), expected="--draft FILE", mend=mend
            )
        return old, with_settings(new, self.settings)


def _list_thresholds(asked: Asked) -> None:
    from onedoor.batch.subject_files import open_files
    from onedoor.conf import env
    from onedoor.engine.feel.plain import to_json
    from onedoor.engine.matching.whatif import thresholds
    from onedoor.match_cli.whatif.plain import threshold_as_plain
    from onedoor.match_cli.whatif.rules import wording_of_rule
    from onedoor.match_cli.whatif.words import Teller

    columns = open_files(asked.subjects).names if asked.subjects is not None else frozenset[str]()
    _, draft = asked.rules(columns)
    found = thresholds(draft.rule, wording_of_rule(draft))
    if asked.as_json:
        typer.echo(to_json([threshold_as_plain(each, place) for place, each in enumerate(found, 1)]))
        return
    for line in Teller(env.language()).thresholds(found):
        typer.echo(line)


def _compare(asked: Asked) -> None:
    from onedoor.batch.subject_files import open_files
    from onedoor.conf import env
    from onedoor.engine.matching.whatif import sensitivity, thresholds, what_if
    from onedoor.match_cli.whatif.groups import by_of
    from onedoor.match_cli.whatif.listing import write_listing
    from onedoor.match_cli.whatif.rules import wording_of_rule
    from onedoor.match_cli.whatif.subjects import prepared

    if asked.subjects is None:
        raise Invalid(
            "match.no_subjects",
            found=Text("没有数据文件", "no file of subjects"),
            expected="--subjects FILE.parquet",
        )
    language = env.language()
    files = open_files(asked.subjects)
    old, new = asked.rules(files.names)
    bys = [by_of(told, files.names) for told in asked.by]
    rules = [each.file for each in (old, new) if each is not None]
    groups = {each.group.column for each in bys}
    ready = prepared(files, rules, groups, id=asked.id, keep_going=asked.keep_going)
    tell(ready.problems, language)
    for missing in ready.missing:
        typer.echo(missing.words.in_(language), err=True)
    table = _read(ready, asked)
    found = what_if(
        old.rule if old is not None else None,
        new.rule,
        table,
        ready.schema,
        groups=[each.group for each in bys],
        ids=ready.id,
        now=asked.now,
    )
    known = thresholds(new.rule, wording_of_rule(new))
    answers = None
    if asked.sensitive:
        chosen = [each for each in known if each.is_ordering]
        answers = sensitivity(new.rule, table, ready.schema, chosen=chosen, now=asked.now)
    if asked.listing is not None:
        rows = write_listing(found, asked.listing, language)
        note = Text(f"{asked.listing}：{rows:,} 个主体", f"{asked.listing}: {rows:,} subjects")
        typer.echo(note.in_(language), err=True)
    _tell(asked, Told(old, new, found, bys, known, answers))


@dataclass(frozen=True, slots=True)
class Told:
    """All that came out."""

    released: Read | None
    draft: Read
    found: WhatIf
    bys: list[By]
    known: tuple[Threshold, ...]
    answers: Sensitivity | None


def _tell(asked: Asked, told: Told) -> None:
    """Everything in one go, as tables or as JSON."""
    from onedoor.conf import env
    from onedoor.engine.feel.plain import to_json
    from onedoor.match_cli.whatif.plain import result_as_plain, rules_as_plain, sensitivity_as_plain
    from onedoor.match_cli.whatif.words import Teller

    if asked.as_json:
        plain = {**rules_as_plain(told.released, told.draft), **result_as_plain(told.found, told.bys)}
        if told.answers is not None:
            numbers = {each: place for place, each in enumerate(told.known, 1)}
            plain["sensitivity"] = sensitivity_as_plain(told.answers, numbers)
        typer.echo(to_json(plain))
        return
    teller = Teller(env.language(), asked.top)
    lines = [*teller.rules(told.released, told.draft), *teller.result(told.found)]
    for breakdown, by in zip(told.found.breakdowns, told.bys, strict=True):
        lines += teller.breakdown(breakdown, by)
    if told.answers is not None:
        lines += teller.sensitivity(told.answers)
    for line in lines:
        typer.echo(line)


def _read(ready: Prepared, asked: Asked) -> pa.Table:
    import time

    from onedoor.conf import env
    from onedoor.match_cli.progress import Progress
    from onedoor.match_cli.whatif.subjects import read_table

    label = Text("读取", "reading")
    with Progress(
        ready.rows, label, language=env.language(), seconds=time.monotonic, quiet=asked.quiet
    ) as progress:
        return read_table(ready, progress.advance)
