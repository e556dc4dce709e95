"""The virtual environment, and the packages of a hashed lock in it."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from pathlib import Path

from bootstrap.places import PYTHON, REQUIREMENTS, ROOT, VENV
from bootstrap.refusal import Refusal
from bootstrap.stamps import digest, holds, leave
from bootstrap.steps import say, step

OLDEST = (3, 11)
INSTALL_VENV = (
    "Install it: `sudo apt-get install python3-venv` on Debian and Ubuntu; elsewhere the package of your "
    "system that carries Python's modules venv and ensurepip."
)
MIRROR = (
    "Check the network. Behind a mirror set PIP_INDEX_URL; from a folder of wheels set PIP_NO_INDEX=1 and "
    "PIP_FIND_LINKS."
)
# dev.lock holds everything of prod.lock (tests/repo/test_locks.py), so installing it serves both.
SERVES = {"prod": ("prod",), "dev": ("dev", "prod")}


def make_environment() -> None:
    """``.venv`` can run Python and pip afterwards; a broken or too old one is made anew."""
    if PYTHON.exists() and version_of(VENV) >= OLDEST and _has_pip():
        return
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        raise Refusal(f"This Python ({sys.executable}) cannot make virtual environments.", INSTALL_VENV)
    step("Virtual environment", [sys.executable, "-m", "venv", "--clear", VENV], mend=INSTALL_VENV)


def install(lock: str) -> bool:
    """The packages of ``requirements/<lock>.lock`` and this checkout are importable in ``.venv`` afterwards.

    True where anything had to be installed: the same lock in the same environment is not installed twice.
    """
    _put_on_path()
    if holds(_stamp(lock), _value(lock)):
        return False
    for other in SERVES:
        _stamp(other).unlink(missing_ok=True)
    pip_install("Python packages", REQUIREMENTS / f"{lock}.lock")
    for served in SERVES[lock]:
        leave(_stamp(served), _value(served))
    return True


def pip_install(name: str, lock: Path, *, target: Path | None = None) -> None:
    """Install a lock whose every file is named by hash; the lock is complete, so nothing is resolved."""
    options = ["--require-hashes", "--no-deps", "--disable-pip-version-check", "--no-input", "--quiet"]
    into = ["--target", str(target), "--no-compile"] if target else []
    step(name, [PYTHON, "-m", "pip", "install", *options, *into, "-r", lock], mend=MIRROR)


def version_of(venv: Path) -> tuple[int, ...]:
    """The Python version that a virtual environment was made for; (0,) where it does not say."""
    config = venv / "pyvenv.cfg"
    found = re.search(
        r"^version\s*=\s*([\d.]+)", config.read_text() if config.is_file() else "", re.MULTILINE
    )
    return tuple(int(part) for part in found[1].split(".") if part) if found else (0,)


def _has_pip() -> bool:
    return any(VENV.glob("lib/python3.*/site-packages/pip/__main__.py"))


def _stamp(lock: str) -> Path:
    return VENV / f".{lock}.stamp"


def _value(lock: str) -> str:
    return digest([REQUIREMENTS / f"{lock}.lock"], str(version_of(VENV)))


def _put_on_path() -> None:
    """The checkout itself is the installed package: a path entry, and the command ``onedoor``."""
    for packages in VENV.glob("lib/python3.*/site-packages"):
        _write(packages / "onedoor.pth", os.path.relpath(ROOT / "src", packages) + "\n")
    command = VENV / "bin" / "onedoor"
    _write(command, f"#!{PYTHON}\nimport sys\n\nfrom onedoor.cli import main\n\nsys.exit(main())\n")
    command.chmod(0o755)


def _write(path: Path, text: str) -> None:
    if not path.is_file() or path.read_text() != text:
        path.write_text(text)


def announce_first_time() -> None:
    if not holds(_stamp("prod"), _value("prod")):
        say("Setting up; the first time takes about a minute.")
