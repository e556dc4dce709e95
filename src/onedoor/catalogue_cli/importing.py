"""``onedoor catalogue import``: items from a file or a folder, shown and written."""

from __future__ import annotations

import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from onedoor.conf import env
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.catalogue.exchange.reading import Tell
    from onedoor.apps.catalogue.models import ItemImport

MOST_LINES = 40
MOST_FILES = 1000
ENDINGS = (".csv", ".tsv", ".txt", ".json")


def import_items(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE|DIR", help="A workbook, CSV, JSON, an archive, or a folder of CSV."),
    ],
    *,
    format_name: Annotated[
        str,
        typer.Option("--format", help="auto, national, json, excel, or the name of a mapping."),
    ] = "auto",
    preview: Annotated[bool, typer.Option("--preview", help="Show what would be written, and stop.")] = False,
    release: Annotated[
        bool, typer.Option("--release", help="Let the drafts take effect where nothing speaks against it.")
    ] = False,
    make_departments: Annotated[
        bool, typer.Option("--make-departments", help="Register departments that are not there yet.")
    ] = False,
    errors: Annotated[
        Path | None, typer.Option("--errors", help="Write what is wrong into this workbook.")
    ] = None,
    tenant: Annotated[str, typer.Option(help="The tenant, by its code, where there are several.")] = "",
) -> None:
    """Bring items in as drafts, all that are in order or none; exits with 1 when some were refused."""
    import django

    django.setup()
    from onedoor.apps.catalogue.exchange.opening import COMMAND
    from onedoor.apps.catalogue.services.drop_import import drop_import
    from onedoor.apps.catalogue.services.show_import import show_import
    from onedoor.apps.catalogue.services.write_import import write_import
    from onedoor.catalogue_cli.places import house_of, refuse_what_is_there
    from onedoor.match_cli.signals import ending_cleanly

    language = env.language()
    if errors is not None:
        refuse_what_is_there(errors, replace=False)
    actor = house_of(tenant, language)
    with ending_cleanly(), source(file) as stream, telling(Text("读取", "reading"), language) as tell:
        shown = show_import(
            actor=actor,
            file=stream,
            name=file.resolve().name,
            format=format_name,
            make_departments=make_departments,
            bounds=COMMAND,
            tell=tell,
        )
    tell_report(shown.report, language)
    if errors is not None:
        _write_errors(shown, errors)
    counts = shown.report["counts"]
    if preview or not counts["new"] + counts["changed"]:
        drop_import(actor=actor, import_id=shown.pk)
    else:
        with ending_cleanly(), telling(Text("写入", "writing"), language) as tell:
            shown = write_import(actor=actor, import_id=shown.pk, release=release, tell=tell)
        _tell_written(shown, language, release=release)
    if counts["refused"] or shown.report.get("blocked_number"):
        raise typer.Exit(1)


@contextmanager
def source(path: Path) -> Iterator[IO[bytes]]:
    """The file, or the folder's files as an archive; ``NotFound`` or ``Invalid`` where there is nothing to read."""
    try:
        if not path.is_dir():
            with path.open("rb") as file:
                yield file
            return
    except FileNotFoundError as error:
        raise NotFound("file.not_found", found=str(path)) from error
    except OSError as error:
        raise Invalid("file.unreadable", found=str(error), where=str(path)) from error
    with tempfile.TemporaryFile() as packed:
        _pack(path, packed)
        packed.seek(0)
        yield packed


def _pack(folder: Path, packed: IO[bytes]) -> None:
    found = sorted(each for each in folder.iterdir() if each.is_file() and each.suffix.lower() in ENDINGS)
    if not found or len(found) > MOST_FILES:
        raise Invalid(
            "exchange.folder",
            found=Text(f"{len(found)} 个文件", f"{len(found)} files"),
            expected=Text("csv 或 json，至少一个", "csv or json, one at least"),
            where=str(folder),
        )
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each in found:
            archive.write(each, each.name)


@contextmanager
def telling(label: Text, language: str) -> Iterator[Tell]:
    """How far it has come, on standard error."""
    from onedoor.match_cli.progress import Progress

    with Progress(0, label, language=language, seconds=time.monotonic) as told:

        def tell(done: int, total: int) -> None:
            told.total = total
            told.advance(done - told.done)

        yield tell


def tell_report(report: dict[str, Any], language: str) -> None:
    """What was found, in lines: counts, kinds of problems, each item refused with its reasons."""
    from onedoor.apps.catalogue.exchange.errors import sentence_in
    from onedoor.apps.catalogue.exchange.naming import named
    from onedoor.apps.catalogue.exchange.plans import VERDICTS, group_words
    from onedoor.apps.catalogue.exchange.problems import Problem, Severity

    counts = report["counts"]
    said = [f"{VERDICTS[name].in_(language)} {number:,}" for name, number in counts.items()]
    typer.echo(Text("；", "; ").in_(language).join(said))
    if report["departments"]:
        number = len(report["departments"])
        typer.echo(Text(f"将登记部门 {number} 个", f"departments to be registered: {number}").in_(language))
    for problem in map(Problem.of, report["file"][:MOST_LINES]):
        label = problem.severity.label.in_(language)
        typer.echo(f"  {label}  {named(problem.table).in_(language)} {sentence_in(problem, language)}")
    for group in report["groups"][:MOST_LINES]:
        label = Severity(group["severity"]).label.in_(language)
        typer.echo(f"  {label}  {group_words(group).in_(language)}")
    for item in report["shown"]["refused"][:MOST_LINES]:
        typer.echo(f"{item['code'] or '—'} {item['name']}", err=True)
        for problem in map(Problem.of, item["problems"]):
            if problem.severity is Severity.REFUSED:
                place = f"{named(problem.table).in_(language)} {problem.row}"
                typer.echo(f"  {place}  {sentence_in(problem, language)}", err=True)
    if (rest := counts["refused"] - min(len(report["shown"]["refused"]), MOST_LINES)) > 0:
        typer.echo(
            Text(f"另有 {rest} 个，用 --errors 写成工作簿", f"{rest} more: --errors writes them").in_(
                language
            ),
            err=True,
        )


def _write_errors(shown: ItemImport, path: Path) -> None:
    from onedoor.apps.catalogue.exchange.errors import write_errors
    from onedoor.catalogue_cli.places import whole_file

    with whole_file(path, replace=False) as file:
        write_errors(shown, file)


def _tell_written(shown: ItemImport, language: str, *, release: bool) -> None:
    counts = shown.report["counts"]
    number = counts["new"] + counts["changed"]
    typer.echo(Text(f"已写入草稿 {number} 个", f"drafts written: {number}").in_(language))
    if not release:
        return
    done = shown.report["released"]
    typer.echo(Text(f"已发布 {done} 个", f"released: {done}").in_(language))
    for each in shown.report["blocked"][:MOST_LINES]:
        words = "; ".join(str(value) for name, value in each["problem"].items() if name != "code")
        typer.echo(f"{each['code']}  {words}", err=True)
