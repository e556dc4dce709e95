"""``onedoor catalogue export`` and ``template``: items to a file, and the workbook to fill in."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.conf import env
from onedoor.errors import Invalid
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.catalogue.exchange.exporting import Export
    from onedoor.apps.catalogue.exchange.problems import Problem

MOST_PROBLEMS = 1_000_000


def export(
    *,
    format_name: Annotated[
        str, typer.Option("--format", help="json, national (archive or folder of CSV), national-json, excel.")
    ] = "json",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The file; for national tables without .zip, a folder."),
    ] = None,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Drafts in the place of what is in force.")
    ] = False,
    department: Annotated[
        str, typer.Option(help="Only of the department with this social credit code.")
    ] = "",
    data_source: Annotated[
        str, typer.Option(help="Three characters by which the national exchange knows the sender.")
    ] = "000",
    replace: Annotated[bool, typer.Option("--replace", help="Replace the file that --out names.")] = False,
    tenant: Annotated[str, typer.Option(help="The tenant, by its code, where there are several.")] = "",
) -> None:
    """Write the items in force to a file, and tell what the format has no room for."""
    import django

    django.setup()
    from onedoor.apps.catalogue.exchange.exporting import ENDINGS, Export, summed_up
    from onedoor.apps.catalogue.models import ServiceItem
    from onedoor.catalogue_cli.importing import telling
    from onedoor.catalogue_cli.places import house_of
    from onedoor.match_cli.signals import ending_cleanly

    language = env.language()
    if format_name not in ENDINGS:
        raise Invalid("exchange.format", found=format_name, expected=", ".join(ENDINGS))
    actor = house_of(tenant, language)
    found = ServiceItem.objects.visible_to(actor)
    if department:
        found = found.filter(department__code=department)
    place = out if out is not None else Path(f"items.{ENDINGS[format_name]}")
    problems: list[Problem] = []
    with ending_cleanly(), telling(Text("导出", "exporting"), language) as tell:
        wanted = Export(actor, found, drafts=drafts, source=data_source, tell=tell)
        number = _write(wanted, format_name, place, problems, replace=replace)
    typer.echo(Text(f"{number:,} 个事项：{place}", f"{number:,} items: {place}").in_(language))
    for title, times in summed_up(problems):
        words = Text(f"未能带出 {title.zh}：{times:,} 处", f"not carried over, {title.en}: {times:,}")
        typer.echo(f"  {words.in_(language)}")


def _write(export: Export, format_name: str, place: Path, problems: list[Problem], *, replace: bool) -> int:
    from onedoor.apps.catalogue.exchange.exporting import write_items
    from onedoor.catalogue_cli.places import whole_file, whole_folder

    def hear(problem: Problem) -> None:
        if len(problems) < MOST_PROBLEMS:
            problems.append(problem)

    if format_name != "national" or place.suffix.lower() == ".zip":
        with whole_file(place, replace=replace) as file:
            return write_items(export, format_name, file, hear)
    with whole_folder(place) as folder, tempfile.TemporaryFile() as packed:
        number = write_items(export, format_name, packed, hear)
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(folder)
        return number


def template(
    file: Annotated[Path, typer.Argument(help="The workbook to be written.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Replace a file that is there.")] = False,
) -> None:
    """Write the workbook in which items are filled in for import."""
    import django

    django.setup()
    from onedoor.apps.catalogue.exchange.workbook.outgoing import write_template
    from onedoor.catalogue_cli.places import whole_file

    if file.suffix.lower() != ".xlsx":
        raise Invalid("exchange.format", found=file.suffix, expected=".xlsx", where=str(file))
    with whole_file(file, replace=replace) as out:
        write_template(out)
    typer.echo(str(file))
