"""The shipped policies: a decision model (``<code>.dmn``) and a sheet beside it (``<code>.json``).

The model holds the rules and their clauses; the sheet holds what people read and what no rule needs:
names, documents, dates, questions, reasons, and examples that the tests decide. In an example, null
means *not known*, and ``missing`` names the facts that would settle what is open. This module only reads
files; ``onedoor.engine.dmn`` gives them meaning.

A rule that rests on another one imports its model (``startup-loan-2023`` asks ``sme-size-2011`` for the size
class): such a model is loaded from its ``model_path``, beside which the others lie.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

OFFERED = (
    "hire-expansion-2026",
    "hnte-2016",
    "job-stability-refund-2026",
    "small-low-profit-2023",
    "sme-size-2011",
)
"""What a city can release as it stands: document number and first day are known, no other model is imported."""

CODES = (
    *OFFERED,
    "engineering-centre-guangdong",
    "green-circular-guangdong",
    "innovative-sme-2022",
    "quarterly-average",
    "rd-super-deduction-2023",
    "skill-upgrade-subsidy",
    "specialised-sme-2022",
    "specialised-sme-2026",
    "startup-loan-2023",
    "tech-centre-guangdong",
    "tech-sme-2017",
    "vat-small-scale-2026",
)
"""Everything that is shipped as rules."""


def model_xml(code: str) -> bytes:
    """The DMN document of a shipped policy."""
    return model_path(code).read_bytes()


def model_path(code: str) -> Path:
    """Where the DMN document of a shipped policy lies, among those that it may import."""
    return _path(code, "dmn")


def sheet(code: str) -> dict[str, Any]:
    """The sheet of a shipped policy; numbers with a fraction are Decimal."""
    loaded: dict[str, Any] = json.loads(_path(code, "json").read_bytes(), parse_float=Decimal)
    return loaded


def in_force(code: str, on: date) -> str | None:
    """The policy that decides on a day: this one, or the one that it replaced and that held before it.

    None where neither is in force. A first day that the sheet does not tell counts as long past.

    >>> [in_force("specialised-sme-2026", date(2026, month, day)) for month, day in ((3, 31), (4, 1))]
    ['specialised-sme-2022', 'specialised-sme-2026']
    """
    dates = sheet(code)
    starts, ends = dates["effective_from"], dates["effective_to"]
    if starts is not None and on < date.fromisoformat(starts):
        return in_force(dates["replaces"], on) if "replaces" in dates else None
    return code if ends is None or on <= date.fromisoformat(ends) else None


def _path(code: str, kind: str) -> Path:
    if code not in CODES:
        raise KeyError(code)
    return Path(str(files(__name__))) / f"{code}.{kind}"
