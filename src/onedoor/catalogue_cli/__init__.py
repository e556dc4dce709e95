"""The commands ``onedoor catalogue``: items in and out of the catalogue, and looked over.

Each module holds its commands; what is heavy is imported when a command runs, so that ``--help`` stays quick.
"""

from __future__ import annotations

import typer

from onedoor.catalogue_cli.exporting import export, template
from onedoor.catalogue_cli.importing import import_items
from onedoor.catalogue_cli.linting import lint

app = typer.Typer(help="Service items: in from files, out to files, looked over.", no_args_is_help=True)
app.command("import")(import_items)
for command in (export, template, lint):
    app.command()(command)
