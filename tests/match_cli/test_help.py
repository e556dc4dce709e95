"""``onedoor match``: every command is there, and asking for help loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

from typer.testing import CliRunner

from onedoor.cli import app

LOADED = """
import sys
sys.argv = ["onedoor", "match", "--help"]
from onedoor.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded:", *sorted({"numpy", "pyarrow", "numba", "pyroaring", "lxml", "django"} & sys.modules.keys()))
"""


def test_every_command_tells_what_it_does() -> None:
    for command in ("run", "explain", "whatif", "generate", "refresh"):
        done = CliRunner().invoke(app, ["match", command, "--help"])
        assert done.exit_code == 0, command
        assert "Usage" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1] == "loaded:"
