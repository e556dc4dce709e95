"""cel-python: Google's Common Expression Language, its texts turned into Python beforehand. No tables."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib.metadata import version
from typing import Any

import celpy
from celpy.celtypes import TimestampType

from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import Profile
from onedoor.bench.rules.writing import Words, ascii_only

WORDS = Words(
    name=ascii_only,
    both=" && ",
    same="{} == {}",
    among="{} in [{}]",
    share="double({}) / double({}) >= {}",
    until='{} <= timestamp("{:%Y-%m-%d}T00:00:00Z")',
    denied="!{}",
    owned='"{1}" in {0}',
    same_kinds=True,
    either="({} || {})",
)
logging.getLogger("celpy").setLevel(logging.CRITICAL)  # it logs every refusal
ENVIRONMENT = celpy.Environment(runner_class=celpy.CompiledRunner)


def _give(profile: Profile) -> Any:
    """Its own values: it takes no others."""
    return {fact.key: _value(value) for fact, value in profile.items()}


def _value(value: Any) -> Any:
    if isinstance(value, date):
        return TimestampType(datetime(value.year, value.month, value.day, tzinfo=UTC))
    return celpy.json_to_cel(float(value) if isinstance(value, Decimal) else value)


def _compile(text: str) -> Program:
    program: Program = ENVIRONMENT.program(ENVIRONMENT.compile(text)).evaluate
    return program


ENGINE = Engine(
    name="cel-python",
    release=version("cel-python"),
    give=_give,
    policies=Form(
        write=WORDS.policy,
        compile=_compile,
        anew=lambda text, facts: _compile(text)(facts),
        read=ENVIRONMENT.compile,
    ),
    plain=lambda answer: bool(answer) if isinstance(answer, int) else answer,
    note="its CompiledRunner; no tables",
)
ENGINES = (ENGINE,)
