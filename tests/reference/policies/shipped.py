"""The shipped models and the facts of their examples, for the tests of the policies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from onedoor.engine.dmn import Evaluation, Model, load
from onedoor.engine.feel import UNKNOWN
from onedoor.reference import policies

SHARED = Path(__file__).resolve().parents[4] / "shared"
CODES = policies.CODES
SHEETS = {code: policies.sheet(code) for code in CODES}
JUDGING = [code for code in CODES if SHEETS[code]["kind"] in ("benefit", "title")]
EXAMPLES = [
    pytest.param(code, example, id=f"{code}: {example['why']}")
    for code in CODES
    for example in SHEETS[code]["examples"]
]

NULL = object()  # known to be absent, where null in a sheet says that nobody knows


@cache
def model(code: str) -> Model:
    """The model with those that it imports."""
    return load(policies.model_path(code))


def evaluation(code: str, facts: Mapping[str, Any]) -> Evaluation:
    """The model over facts as a sheet writes them: null is not known, dates are ISO texts."""
    kinds = {fact["element"]: fact for fact in SHEETS[code]["facts"]}
    return model(code).evaluation({key: ruled(value, kinds[key]) for key, value in facts.items()})


def ruled(value: Any, kind: Mapping[str, Any]) -> Any:
    if value is None or value is NULL:
        return UNKNOWN if value is None else None
    if kind["type"] == "date":
        return date.fromisoformat(value)
    if kind["type"] == "list<record>":
        members = {member["element"]: member for member in kind["members"]}
        return [{key: ruled(each, members[key]) for key, each in row.items()} for row in value]
    if isinstance(value, list):
        return [UNKNOWN if each is None else Decimal(each) for each in value]
    return Decimal(value) if kind["type"] == "number" else value
