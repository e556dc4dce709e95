"""Web server and worker as child processes: started together, watched, stopped together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bootstrap.refusal import Refusal
from bootstrap.steps import say

STOP_WITHIN = 15.0
LIVED = 10.0
RESTARTS = 3


class Child:
    """One process that is to run until it is stopped.

    It has a session of its own: Ctrl-C reaches this command alone, which then stops its children in order.
    """

    def __init__(self, name: str, command: Sequence[str | Path], env: Mapping[str, str]) -> None:
        self.name = name
        self.command = [str(part) for part in command]
        self.env = {**os.environ, **env}
        self.failures = 0
        self.start()

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, env=self.env, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def look_after(self) -> None:
        """Start it again where it ended.

        :raises Refusal: it ended several times in a row, each time shortly after its start.
        """
        status = self.process.poll()
        if status is None:
            return
        short_lived = time.monotonic() - self.started < LIVED
        self.failures = self.failures + 1 if short_lived else 1
        said = f"{self.name} ended {_how(status)}"
        if self.failures > RESTARTS:
            raise Refusal(
                f"{said}, for the {self.failures}th time in a row.",
                "What it said stands above. Nothing is lost: what was saved stays in the database.",
            )
        say(f"{said}; it is started again.")
        self._end_group()
        time.sleep(0.5 * self.failures)
        self.start()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()

    def wait_stopped(self, until: float) -> None:
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            say(f"{self.name} did not stop in time and is ended.")
            self._end_group()
            self.process.wait()

    def _end_group(self) -> None:
        """What it had started itself ends too, and gives back what it held: the port."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def stop_all(children: Sequence[Child]) -> None:
    """Every child has ended afterwards: asked first, ended by force where it does not answer in time."""
    for child in children:
        child.stop()
    until = time.monotonic() + STOP_WITHIN
    for child in children:
        child.wait_stopped(until)


def stop_on_signals() -> None:
    """A closed terminal or a plain ``kill`` stops as cleanly as Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _how(status: int) -> str:
    return f"by signal {-status}" if status < 0 else f"with status {status}"
