"""``run.py`` as a newcomer meets it: real processes, and one clear line wherever it cannot go on."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The command alone, in a folder where nothing has been set up."""
    shutil.copy(ROOT / "run.py", tmp_path)
    shutil.copytree(ROOT / "bootstrap", tmp_path / "bootstrap", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("requirements", "frontend/src", "src/onedoor"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("prod", "dev", "build"):
        (tmp_path / "requirements" / f"{name}.lock").write_text(f"# {name}: nothing\n")
    for name in ("build.mjs", "package.json", "package-lock.json"):
        (tmp_path / "frontend" / name).write_text("{}")
    return tmp_path


@pytest.fixture
def blocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for PYTHONPATH under which Python has no ensurepip, as on a bare Debian."""
    folder = tmp_path_factory.mktemp("blocked")
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    return folder


def run(checkout: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "ONEDOOR_DATA"}
    }
    return subprocess.run(
        [sys.executable, str(checkout / "run.py"), *arguments],
        env={**clean, "NO_COLOR": "1", **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", ["up", "test"])
def test_without_ensurepip_one_line_says_what_to_install(checkout: Path, blocked: Path, command: str) -> None:
    arguments = ["up", "--port", str(free_port())] if command == "up" else ["test"]
    done = run(checkout, *arguments, PYTHONPATH=str(blocked))
    found, mend = done.stderr.splitlines()
    assert done.returncode == 2
    assert "cannot make virtual environments" in found
    assert "apt-get install python3-venv" in mend
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("port", ["0", "65536", "80x", "-1", ""])
def test_a_port_that_is_none_is_refused_by_its_bounds(checkout: Path, port: str) -> None:
    done = run(checkout, "up", f"--port={port}")
    assert done.returncode == 2
    assert "is not a whole number from 1 to 65535" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_told_before_anything_is_set_up(checkout: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        done = run(checkout, "up", "--port", str(port))
    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 is not free" in done.stderr
    assert "run.py up --port" in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_address_of_another_machine_is_refused(checkout: Path) -> None:
    done = run(checkout, "up", "--host", "203.0.113.7")
    assert done.returncode == 2
    assert "203.0.113.7 is no address of this machine" in done.stderr


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://root:s3cret@localhost/x", "is not understood: mysql://…"),
        ("s3cret", "is not understood: has no scheme"),
        ("postgres://u:s3cret@127.0.0.1:port/x", "cannot be read"),
        ("sqlite:relative.db", "names no file"),
    ],
)
def test_a_wrong_database_address_is_told_with_the_right_forms(checkout: Path, url: str, said: str) -> None:
    done = run(checkout, "up", "--port", str(free_port()), "--database-url", url)
    assert done.returncode == 2
    assert said in done.stderr
    assert "postgres://user:password@host:port/name" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_silent_database_is_told_without_its_password(checkout: Path) -> None:
    url = f"postgres://u:s3cret@127.0.0.1:{free_port()}/x"
    done = run(checkout, "up", "--port", str(free_port()), DATABASE_URL=url)
    assert done.returncode == 2
    assert "No PostgreSQL answers at 127.0.0.1" in done.stderr
    assert "s3cret" not in done.stderr + done.stdout


@pytest.mark.parametrize("arguments", [(), ("upp",), ("up", "--prot", "8000")])
def test_an_unknown_command_or_option_is_refused_with_the_usage(
    checkout: Path, arguments: tuple[str, ...]
) -> None:
    done = run(checkout, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: run.py")
    assert "Traceback" not in done.stderr


def test_the_command_imports_nothing_that_has_to_be_installed(checkout: Path) -> None:
    """``-I -S``: no site-packages at all; every module of the command is imported."""
    modules = [f"bootstrap.{path.stem}" for path in (checkout / "bootstrap").glob("[a-z]*.py")]
    code = f"import sys; sys.path.insert(0, {str(checkout)!r}); " + "; ".join(f"import {m}" for m in modules)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert modules
    assert done.returncode == 0, done.stderr
