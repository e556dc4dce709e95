"""One step of a set-up: a quiet command that says one line, or why it failed."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bootstrap.places import LOGS, ROOT
from bootstrap.refusal import Refusal

SAYS_WHY = re.compile(r"^(ERROR:|npm error|Error:|error:)", re.IGNORECASE)
REFUSED = 2


def step(
    name: str,
    command: Sequence[str | Path],
    *,
    mend: str = "",
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> str:
    """Run ``command`` and return what it printed; its whole output is kept in a log named after the step.

    :raises Refusal: the command failed; carries the one line that says why, the remedy and the log's place.
    """
    started = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    log = LOGS / f"{re.sub('[^a-z0-9]+', '-', name.lower())}.log"
    LOGS.mkdir(parents=True, exist_ok=True)
    log.write_text(done.stdout)
    if done.returncode:
        raise Refusal(
            f"{name} failed: {why(done.stdout, done.returncode)}",
            f"{mend}\nEverything it said: {log}".strip(),
        )
    if not quiet:
        say(f"  {name}: {time.monotonic() - started:.1f} s")
    return done.stdout


def why(output: str, status: int) -> str:
    """The part of a failed command's output that says why: a refusal whole, else its first error line,
    else its last line, which is where a traceback ends."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    if not lines:
        return f"it said nothing and ended with status {status}"
    if status == REFUSED and lines[0].startswith("code: "):
        return "; ".join(lines)
    return next((line for line in lines if SAYS_WHY.match(line)), lines[-1])


def say(line: str = "") -> None:
    """Print at once, also where the output is a file or a pipe."""
    print(line, flush=True)
