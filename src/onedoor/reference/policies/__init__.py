"""The shipped policies: a decision model (``<code>.dmn``) and a sheet beside it (``<code>.json``).

The model holds the rules and their clauses; the sheet holds what people read and what no rule needs:
names, documents, dates, questions, reasons, and examples that the tests decide. In an example, null
means *not known*. This module only reads files; ``onedoor.engine.dmn`` gives them meaning.
"""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

CODES = (
    "hire-expansion-2026",
    "hnte-2016",
    "job-stability-refund-2026",
    "small-low-profit-2023",
    "sme-size-2011",
)


def model_xml(code: str) -> bytes:
    """The DMN document of a shipped policy."""
    return _file(code, "dmn")


def sheet(code: str) -> dict[str, Any]:
    """The sheet of a shipped policy; numbers with a fraction are Decimal."""
    loaded: dict[str, Any] = json.loads(_file(code, "json"), parse_float=Decimal)
    return loaded


def _file(code: str, kind: str) -> bytes:
    if code not in CODES:
        raise KeyError(code)
    return files(__name__).joinpath(f"{code}.{kind}").read_bytes()
