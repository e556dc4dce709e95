"""The command: the order in which everything is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from onedoor.match_cli.options import DECISION, LEFT_OUT, Decision, Id, On, moment, tell
from onedoor.match_cli.whatif import options as o
from onedoor.match_cli.whatif.asked import Asked
from onedoor.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

    from onedoor.batch.problems import Problem
    from onedoor.match_cli.whatif.subjects import Prepared


def whatif(
    *,
    subjects: o.Subjects = None,
    released: o.Released = None,
    draft: o.Draft = None,
    settings: o.Settings = None,
    benefit: o.Benefit = None,
    by: o.By = None,
    listing: o.Listing = None,
    replace: o.Replace = False,
    rule: o.RuleName = None,
    decision: Decision = DECISION,
    on: On = None,
    id: Id = None,
    codes: o.Codes = None,
    only_thresholds: o.OnlyThresholds = False,
    sensitive: o.WithSensitivity = False,
    top: o.Top = 20,
    keep_going: o.KeepGoing = False,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
) -> None:
    """Who gains and loses by a draft or another threshold, where, and what it costs."""
    from onedoor.batch.preparing import Refused
    from onedoor.conf import env
    from onedoor.match_cli.signals import ending_cleanly

    asked = Asked(
        subjects=subjects,
        released=released,
        draft=draft,
        settings=tuple(settings or ()),
        benefit=benefit,
        by=tuple(by or ()),
        listing=listing,
        replace=replace,
        rule=rule,
        decision=decision,
        now=moment(on),
        id=id,
        codes=codes,
        sensitive=sensitive,
        top=top,
        keep_going=keep_going,
        as_json=as_json,
        quiet=quiet,
    )
    with ending_cleanly():
        try:
            left_out = _list_thresholds(asked) if only_thresholds else _compare(asked)
        except Refused as refusal:
            tell(refusal.problems, env.language())
            raise
    raise typer.Exit(LEFT_OUT if left_out else 0)


def _list_thresholds(asked: Asked) -> bool:
    """The thresholds of the draft; never is anything left out."""
    from onedoor.batch.subject_files import open_files
    from onedoor.conf import env
    from onedoor.engine.feel.plain import to_json
    from onedoor.engine.matching.whatif import thresholds
    from onedoor.match_cli.whatif.plain import threshold_as_plain
    from onedoor.match_cli.whatif.rules import wording_of_rule
    from onedoor.match_cli.whatif.saying import Language
    from onedoor.match_cli.whatif.trials import threshold_lines

    columns = open_files(asked.subjects).names if asked.subjects is not None else frozenset[str]()
    _, draft = asked.rules(columns)
    found = thresholds(draft.rule, wording_of_rule(draft))
    if asked.as_json:
        typer.echo(to_json([threshold_as_plain(each, place) for place, each in enumerate(found, 1)]))
    else:
        for line in threshold_lines(found, Language(env.language())):
            typer.echo(line)
    return False


def _compare(asked: Asked) -> bool:
    """The whole comparison; tells whether files with problems were left out."""
    from onedoor.batch.outputs import check_file
    from onedoor.batch.preparing import Refused
    from onedoor.batch.subject_files import open_files
    from onedoor.conf import env
    from onedoor.engine.matching.faults import WrongValue
    from onedoor.engine.matching.whatif import sensitivity, thresholds, what_if
    from onedoor.match_cli.whatif.groups import by_of
    from onedoor.match_cli.whatif.listing import OPTION, write_listing
    from onedoor.match_cli.whatif.rules import wording_of_rule
    from onedoor.match_cli.whatif.subjects import Reading, prepared, problem_of
    from onedoor.match_cli.whatif.telling import Told, told_lines

    language = env.language()
    if asked.listing is not None:
        check_file(asked.listing, OPTION, replace=asked.replace)
    files = open_files(asked.place())
    old, new = asked.rules(files.names)
    bys = [by_of(told, files.names) for told in asked.by]
    rules = list(dict.fromkeys(file for each in (old, new) if each is not None for file in each.files))
    groups = {each.group.column for each in bys}
    reading = Reading(id=asked.id, codes=asked.codes, keep_going=asked.keep_going)
    ready = prepared(files, rules, groups, reading)
    tell(ready.problems, language)
    for missing in ready.missing:
        typer.echo(missing.words.in_(language), err=True)
    table, damaged = _read(ready, asked)
    tell(damaged, language)
    try:
        found = what_if(
            old.rule if old is not None else None,
            new.rule,
            table,
            ready.schema,
            groups=[each.group for each in bys],
            ids=ready.id,
            now=asked.now,
        )
    except WrongValue as error:
        raise Refused((*ready.problems, *damaged, problem_of(error, ready, damaged))) from error
    known = thresholds(new.rule, wording_of_rule(new))
    answers = None
    if asked.sensitive:
        chosen = [each for each in known if each.is_ordering]
        answers = sensitivity(
            new.rule, table, ready.schema, chosen=chosen, now=asked.now, advance=_advance(asked)
        )
    if asked.listing is not None:
        rows = write_listing(found, asked.listing, language)
        subjects = f"{rows:,} subject{'s' * (rows != 1)}"
        note = Text(f"{asked.listing}：{rows:,} 个主体", f"{asked.listing}: {subjects}")
        typer.echo(note.in_(language), err=True)
    for line in told_lines(Told(old, new, found, bys, known, answers), asked):
        typer.echo(line)
    return bool(ready.problems or damaged)


def _advance(asked: Asked) -> Callable[[int, int], None]:
    """Tells how many of how many variants are matched, where that takes more than a moment."""
    import time

    from onedoor.conf import env
    from onedoor.match_cli.progress import Progress

    shown: list[Progress] = []

    def advance(done: int, total: int) -> None:
        if not shown:
            label = Text("尝试", "trying")
            shown.append(
                Progress(total, label, language=env.language(), seconds=time.monotonic, quiet=asked.quiet)
            )
        shown[0].advance(done - shown[0].done)
        if done == total:
            shown[0].__exit__(None, None, None)

    return advance


def _read(ready: Prepared, asked: Asked) -> tuple[pa.Table, tuple[Problem, ...]]:
    """The subjects, and the files that turned out damaged, where those are passed over."""
    import time

    from onedoor.conf import env
    from onedoor.match_cli.progress import Progress
    from onedoor.match_cli.whatif.subjects import read_table

    label = Text("读取", "reading")
    with Progress(
        ready.rows, label, language=env.language(), seconds=time.monotonic, quiet=asked.quiet
    ) as progress:
        return read_table(ready, progress.advance, keep_going=asked.keep_going)
