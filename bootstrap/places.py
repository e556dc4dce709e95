"""Where everything that a set-up makes is kept."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
ASSETS = SOURCE / "onedoor" / "static" / "build"

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE = ROOT / ".node"
POSTGRES = ROOT / ".postgres"
SPARK = ROOT / ".spark"

DATA = Path(os.environ.get("ONEDOOR_DATA", ROOT / "var")).resolve()
LOGS = DATA / "log"
