"""SpiffWorkflow: DMN tables whose cells are Python, and Python conditions; evaluated as texts each time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine, TaskDataEnvironment
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.parser.DMNParser import DMNParser

from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import Profile
from onedoor.bench.rules.tables import Between, Cell, OneOf, Table
from onedoor.bench.rules.writing import DMN, Words, chinese, dmn_xml, quoted

SCRIPTS = PythonScriptEngine(TaskDataEnvironment({"date": date}))
WORDS = Words(
    name=chinese,
    same="{} == {}",
    among="{} in ({})",
    until="{} <= date({:%Y, %-m, %-d})",
    denied="(not {})",
    owned='"{1}" in {0}',
)


def _give(profile: Profile) -> dict[str, Any]:
    return {fact.zh: float(value) if isinstance(value, Decimal) else value for fact, value in profile.items()}


def _cell(cell: Cell) -> str:
    match cell:
        case OneOf(codes):
            return f"? in ({quoted(codes)},)"
        case Between(None, high):
            return f"< {high}"
        case Between(low, None):
            return f">= {low}"
        case Between(low, high):
            return f"{low} <= ? < {high}"
    return "-"


def _document(table: Table) -> bytes:
    return dmn_xml(table, name=chinese, cell=_cell)


def _deciding(document: bytes) -> Program:
    parser = DMNParser(None, etree.fromstring(document, None), {"dmn": DMN})
    parser.parse()
    engine = DMNEngine(parser.decision.decisionTables[0])
    workflow = SimpleNamespace(script_engine=SCRIPTS)
    return lambda facts: engine.result(SimpleNamespace(data=facts, workflow=workflow))


ENGINE = Engine(
    name="SpiffWorkflow",
    release=version("SpiffWorkflow"),
    give=_give,
    policies=Form(write=WORDS.policy, anew=SCRIPTS.environment.evaluate),
    tables=Form(write=_document, compile=_deciding, anew=lambda document, facts: _deciding(document)(facts)),
    plain=lambda answer: answer.get("output") if isinstance(answer, dict) else answer,
    note="expressions are Python, not FEEL; a table loaded once still reads its cells at each call",
)
ENGINES = (ENGINE,)
