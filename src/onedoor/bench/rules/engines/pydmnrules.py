"""pyDMNrules: DMN tables on pySFeel, loaded from the same XML; cells are read anew at each call."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from pyDMNrules import DMN

from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import Profile
from onedoor.bench.rules.tables import Table
from onedoor.bench.rules.writing import as_float, chinese, dmn_xml, feel_cell


def _give(profile: Profile) -> dict[str, Any]:
    return {fact.zh: as_float(value) for fact, value in profile.items()}


def _document(table: Table) -> str:
    return dmn_xml(table, name=chinese, cell=feel_cell).decode()


def _deciding(document: str) -> Program:
    rules = DMN()
    if status := rules.useXML(document):
        raise ValueError(status["errors"])

    def decide(facts: Any) -> Any:
        status, result = rules.decide(facts)
        if "errors" in status:
            raise ValueError(status["errors"])
        return result

    return decide


def _plain(answer: Any) -> Any:
    last = answer[-1] if isinstance(answer, list) else answer
    return last["Result"].get("output") if isinstance(last, dict) else last


ENGINE = Engine(
    name="pyDMNrules",
    release=version("pyDMNrules"),
    give=_give,
    tables=Form(write=_document, compile=_deciding, anew=lambda document, facts: _deciding(document)(facts)),
    plain=_plain,
    needed_only=True,
    note="tables only; it refuses facts that the table does not name",
)
ENGINES = (ENGINE,)
