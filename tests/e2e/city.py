"""A whole house in processes of its own: database, files, web server and worker, as ``run.py up`` starts them."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENTERPRISES, SEED = 150, 20261123
PATIENCE = 30


@dataclass
class City:
    """One running demo city. ``data`` holds its database and files."""

    data: Path
    port: int = 0
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return {
            **kept,
            "PYTHONPATH": str(ROOT / "src"),
            "ONEDOOR_DATA": str(self.data),
            "ONEDOOR_BASE_URL": self.url,
            "ONEDOOR_LOG": "WARNING",
            "DJANGO_SETTINGS_MODULE": "onedoor.conf.settings",
        }

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``onedoor`` with these arguments to its end."""
        return subprocess.run(
            [sys.executable, "-m", "onedoor.cli", *arguments],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def prepare(self) -> None:
        """Tables, files and people are there; nothing runs yet."""
        for arguments in (
            ("messages", "compile"),
            ("static",),
            ("migrate",),
            ("demo", "load", "--enterprises", str(ENTERPRISES), "--seed", str(SEED)),
        ):
            done = self.command(*arguments)
            assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"

    def start(self) -> None:
        self.port = free_port()
        self.start_process("web", "web", "--port", str(self.port), "--workers", "1")
        self.start_process("worker", "worker")
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert time.monotonic() < deadline, "the web server did not answer"
            assert self.processes["web"].poll() is None, "the web server ended"
            time.sleep(0.1)

    def start_process(self, name: str, *arguments: str) -> None:
        with (self.data / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "onedoor.cli", *arguments],
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health/", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self, name: str) -> None:
        """SIGKILL, as a power cut would."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=PATIENCE)

    def stop(self) -> None:
        for process in self.processes.values():
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=PATIENCE)
        self.processes.clear()

    def log(self, name: str) -> str:
        return (self.data / f"{name}.log").read_text(errors="replace")

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What stands in the database, read beside the running house."""
        with sqlite3.connect(f"file:{self.data / 'onedoor.sqlite3'}?mode=ro", uri=True) as database:
            return database.execute(sql, values).fetchall()

    def copy_to(self, data: Path) -> City:
        shutil.copytree(self.data, data)
        return City(data)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
