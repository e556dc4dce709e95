"""How much memory a batch takes at its highest, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import onedoor
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.workload import Workload

MB = 1_000_000
_SOURCE = Path(onedoor.__file__).parents[1]


def memory_section(workload: Workload) -> Section:
    """Empty where the system does not tell the peak of a process (Linux does)."""
    arguments = [str(workload.path), str(workload.subjects), str(len(workload.policies)), str(workload.seed)]
    script = f"import sys; sys.path.insert(0, {str(_SOURCE)!r}); from onedoor.bench.matching import probe; probe.main()"
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    found: dict[str, int] | None = json.loads(done.stdout)
    title = "Memory of one batch, in a process of its own"
    if found is None:
        return Section("memory", title, ())
    rows = (
        Row("before the file is read", {"MB": found["baseline"] / MB}, "rules compiled, kernel loaded"),
        Row("Arrow input", {"MB": found["arrow"] / MB}),
        Row("result sets", {"MB": found["results"] / MB}),
        Row("peak above", {"MB": found["peak"] / MB}),
        Row("peak less sets, over input", {"ratio": (found["peak"] - found["results"]) / found["arrow"]}),
    )
    return Section("memory", title, rows)
