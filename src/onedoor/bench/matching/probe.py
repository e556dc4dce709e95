"""What the process of ``memory`` does: read, encode, match, and tell how high its memory went."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.workload import ON, Workload
from onedoor.engine.matching.encoding import encode
from onedoor.engine.population import SCHEMA, Population
from onedoor.reference.population import codes

_STATUS, _CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_WARM = 5_000


def main() -> None:
    """Takes path, subjects, rules and seed as arguments; writes one line of JSON."""
    path, subjects, rules, seed = sys.argv[1:]
    whole = Workload(path=Path(path), subjects=int(subjects), seed=int(seed), policies=())
    sys.stdout.write(json.dumps(measured(whole.with_policies(int(rules)))) + "\n")


def measured(workload: Workload) -> dict[str, int] | None:
    """Bytes: ``baseline`` before the file is read, ``peak`` above it, the ``arrow`` input, the ``results``."""
    if not _CLEAR.exists():
        return None
    compiled = ours.compiled_rules(workload)
    compiled.match(Population(workload.seed, ON, codes()).table(_WARM))
    _CLEAR.write_text("5")  # the peak counts from here
    baseline = _bytes("VmRSS")
    table = workload.read()
    arrow = table.nbytes
    subjects = encode(table, SCHEMA)
    del table
    found = compiled.match(subjects)
    results = found.certain_bits.nbytes + found.possible_bits.nbytes
    return {"baseline": baseline, "peak": _bytes("VmHWM") - baseline, "arrow": arrow, "results": results}


def _bytes(name: str) -> int:
    line = next(each for each in _STATUS.read_text().splitlines() if each.startswith(name))
    return int(line.split()[1]) * 1024
