"""The commands ``onedoor match``: every rule against everybody, from files or from the database.

Each module holds one command; what is heavy is imported when a command runs, so that ``--help`` stays quick.
"""

from __future__ import annotations

import typer

from onedoor.match_cli.explain import explain
from onedoor.match_cli.generate import generate
from onedoor.match_cli.refresh import refresh
from onedoor.match_cli.run import run
from onedoor.match_cli.whatif import whatif

app = typer.Typer(help="Which rules fit whom: certainly, or as far as is known.", no_args_is_help=True)
for command in (run, explain, whatif, generate, refresh):
    app.command()(command)
