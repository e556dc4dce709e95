"""zen-engine (GoRules): its own expression language, and decision graphs with tables in JSON.

Chinese names are no identifiers there, decimals and dates no values: floats, ISO strings, ``d()``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.metadata import version
from typing import Any

import zen

from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import Profile
from onedoor.bench.rules.tables import Table
from onedoor.bench.rules.writing import Words, ascii_only, feel_cell, in_json

WORDS = Words(
    name=ascii_only,
    same="{} == {}",
    among="{} in [{}]",
    until='d({}) <= d("{:%Y-%m-%d}")',
    denied="not ({})",
    owned='"{1}" in {0}',
)
ENGINE_ITSELF = zen.ZenEngine()


def _give(profile: Profile) -> dict[str, Any]:
    return {fact.key: in_json(value) for fact, value in profile.items()}


def _graph(table: Table) -> str:
    """A graph of input, table and output; the first hit counts, which is the same where at most one row matches."""
    keys = [fact.key for fact in table.inputs]
    rules = [
        {
            "_id": str(number),
            "output": f'"{row.output}"',
            **{key: feel_cell(cell).removeprefix("-") for key, cell in zip(keys, row.cells, strict=True)},
        }
        for number, row in enumerate(table.rows)
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": key, "type": "expression", "field": key} for key in keys],
        "outputs": [{"id": "output", "name": "output", "type": "expression", "field": "output"}],
        "rules": rules,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("in", "table"), ("table", "out"))
    ]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def _deciding(graph: str) -> Program:
    decision: Program = ENGINE_ITSELF.create_decision(graph).evaluate
    return decision


def _plain(answer: Any) -> Any:
    return answer["result"].get("output") if isinstance(answer, dict) else answer


ENGINE = Engine(
    name="zen-engine",
    release=version("zen-engine"),
    give=_give,
    policies=Form(
        write=WORDS.policy,
        compile=lambda text: zen.compile_expression(text).evaluate,
        anew=zen.evaluate_expression,
        read=zen.compile_expression,
    ),
    tables=Form(write=_graph, compile=_deciding, anew=lambda graph, facts: _deciding(graph)(facts)),
    plain=_plain,
    note="reading includes compiling",
)
NEEDED = replace(
    ENGINE, name="zen-engine, needed facts only", needed_only=True, note="facts picked beforehand"
)
ENGINES = (ENGINE, NEEDED)
