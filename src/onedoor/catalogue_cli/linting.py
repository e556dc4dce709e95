"""``onedoor catalogue lint``: what hurts applicants, over the whole catalogue, a file, or the real items that ship."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onedoor.conf import env
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.catalogue.linting import Checks, Linted
    from onedoor.apps.catalogue.linting.context import Subject


def lint(
    file: Annotated[
        Path | None,
        typer.Argument(help="Items as JSON: one, a list, or one a line. Without it, the catalogue."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    department: Annotated[
        str, typer.Option(help="Only items of departments whose name holds these words.")
    ] = "",
    errors_only: Annotated[bool, typer.Option("--errors-only", help="Leave warnings and notes out.")] = False,
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Look at the real items that ship instead.")
    ] = False,
    tenant: Annotated[str, typer.Option(help="Only the catalogue of this tenant, by its code.")] = "",
    own: Annotated[
        list[Path] | None,
        typer.Option("--checks", help="An agency's own checks: a JSON file, or a folder of them."),
    ] = None,
) -> None:
    """Look for what hurts applicants: legal basis, limits, vague or superfluous materials, situations, rules; exits with 1 when there are
    errors."""
    import django

    django.setup()
    from onedoor.apps.catalogue.linting import Report, checks_with, lint_all

    checks = checks_with(own or ())
    subjects = _subjects(file, shipped, tenant, department, checks)
    report = Report.of(_counted(lint_all(subjects)), checks=checks, errors_only=errors_only)
    if not report.items:
        raise NotFound(
            "catalogue.nothing_to_lint",
            found=department or tenant or str(file or "catalogue"),
            expected=Text("至少一个事项", "one item at least"),
        )
    if as_json:
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    else:
        for line in report.lines(env.language()):
            typer.echo(line)
    raise typer.Exit(1 if report.errors else 0)


def _subjects(
    file: Path | None, shipped: bool, tenant: str, department: str, checks: Checks
) -> Iterator[Subject]:
    from onedoor.apps.catalogue.linting import (
        subject_of_reference,
        subjects_of_documents,
        subjects_of_house,
    )
    from onedoor.apps.tenancy.actor import Actor
    from onedoor.apps.tenancy.queries import all_tenants
    from onedoor.reference.items import items

    if file is not None:
        found: Iterable[Subject] = subjects_of_documents(_documents(file), checks)
    elif shipped:
        found = (subject_of_reference(item, checks) for item in items().values())
    else:
        tenants = [each for each in all_tenants() if tenant in ("", each.code)]
        found = (
            subject
            for each in tenants
            for subject in subjects_of_house(Actor.system(each.pk), department=department, checks=checks)
        )
    return (subject for subject in found if department in subject[1].department)


def _documents(file: Path) -> Iterator[tuple[str, Any]]:
    """The documents in a file, each with its place."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound("catalogue.file", found=str(error), where=str(file)) from error
    try:
        whole = json.loads(text)
    except ValueError:
        yield from _lines(file, text)
        return
    if isinstance(whole, dict) and isinstance(whole.get("items"), list):
        whole = whole["items"]
    documents = whole if isinstance(whole, list) else [whole]
    yield from ((f"{file} #{place}", each) for place, each in enumerate(documents, 1))


def _lines(file: Path, text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield f"{file}:{number}", json.loads(line)
        except ValueError as error:
            raise Invalid(
                "catalogue.json", found=str(error), where=f"{file}:{number}", expected="JSON"
            ) from error


def _counted(linted: Iterable[Linted]) -> Iterator[Linted]:
    """The same, with a line that says how far it is where somebody watches."""
    import sys

    watched = sys.stderr.isatty()
    for number, each in enumerate(linted, 1):
        if watched and number % 200 == 0:
            typer.echo(f"\r{number}", err=True, nl=False)
        yield each
    if watched:
        typer.echo("\r", err=True, nl=False)
