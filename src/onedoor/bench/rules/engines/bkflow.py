"""bkflow-feel and bkflow-dmn (Tencent): FEEL with ASCII names through a grammar library, read anew at each call.

The compiled form keeps the tree that its parser and transformer make; that way is not documented.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from decimal import Decimal
from importlib.metadata import version
from typing import Any, Protocol

import bkflow_feel
from bkflow_dmn.api import decide_single_table
from bkflow_feel.api import parse_expression

from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import Fact, Profile
from onedoor.bench.rules.tables import Cell, Table
from onedoor.bench.rules.writing import Words, ascii_only, feel_cell

logging.getLogger("bkflow_feel").setLevel(logging.CRITICAL)  # it logs every refusal with its traceback

WORDS = Words(name=ascii_only, among="{} in [{}]", same_kinds=True)


class _Tree(Protocol):
    evaluate: Callable[[Any], Any]


def _give(profile: Profile) -> dict[str, Any]:
    return {
        fact.key: float(value) if isinstance(value, Decimal) else value for fact, value in profile.items()
    }


def _read(text: str) -> _Tree:
    tree: _Tree = bkflow_feel.transformer.transform(bkflow_feel.parser.parse(text))
    return tree


def _compile(text: str) -> Program:
    return _read(text).evaluate


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.name,
        "hit_policy": "Unique" if table.is_unique else "First",
        "inputs": {
            "cols": [{"id": fact.key} for fact in table.inputs],
            "rows": [
                [_cell(fact, cell) for fact, cell in zip(table.inputs, row.cells, strict=True)]
                for row in table.rows
            ],
        },
        "outputs": {"cols": [{"id": "output"}], "rows": [[f'"{row.output}"'] for row in table.rows]},
    }


def _cell(fact: Fact, cell: Cell) -> str:
    """A number with a fraction is only compared with another such; a cell that is empty asks for nothing."""
    return feel_cell(cell, lambda number: WORDS.number(fact, number)).removeprefix("-")


def _plain(answer: Any) -> Any:
    return answer[0]["output"] if isinstance(answer, list) else answer


ENGINE = Engine(
    name="bkflow-feel",
    release=version("bkflow-feel"),
    give=_give,
    policies=Form(
        write=WORDS.policy,
        compile=_compile,
        anew=parse_expression,
        read=_read,
    ),
    tables=Form(write=_table, anew=decide_single_table),
    plain=_plain,
    note="its API reads the text at each call; the compiled form is an undocumented way; tables by bkflow-dmn",
)
ENGINES = (ENGINE,)
