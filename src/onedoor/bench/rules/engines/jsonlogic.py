"""datalogic-py: JSON Logic in Rust. There is no text for people; a rule is JSON, dates are ISO strings."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import Any

import datalogic_py

from onedoor.bench.rules.conditions import (
    Among,
    Compared,
    Condition,
    Denied,
    Either,
    Holds,
    Owned,
    Policy,
    Same,
    Share,
    Until,
)
from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import Fact, Profile
from onedoor.bench.rules.tables import Between, Cell, OneOf, Table
from onedoor.bench.rules.writing import in_json

Logic = dict[str, Any]
ENGINE_ITSELF = datalogic_py.Engine()
SESSION = ENGINE_ITSELF.session()


def _give(profile: Profile) -> dict[str, Any]:
    return {fact.zh: in_json(value) for fact, value in profile.items()}


def _fact(fact: Fact) -> Logic:
    return {"var": fact.zh}


def _condition(condition: Condition) -> Logic:
    match condition:
        case Compared(fact, operator, number):
            return {operator: [_fact(fact), number]}
        case Share(part, whole, least):
            return {">=": [{"/": [_fact(part), _fact(whole)]}, float(least)]}
        case Among(fact, codes):
            return {"in": [_fact(fact), list(codes)]}
        case Same(fact, code):
            return {"==": [_fact(fact), code]}
        case Holds(fact):
            return _fact(fact)
        case Denied(fact):
            return {"!": [_fact(fact)]}
        case Until(fact, day):
            return {"<=": [_fact(fact), day.isoformat()]}
        case Owned(fact, code):
            return {"in": [code, _fact(fact)]}
        case Either(one, other):
            return {"or": [_condition(one), _condition(other)]}


def _policy(policy: Policy) -> str:
    parts = [_condition(each) for each in policy.conditions]
    return json.dumps({"and": parts} if len(parts) > 1 else parts[0], ensure_ascii=False)


def _cell(fact: Fact, cell: Cell) -> Logic:
    match cell:
        case OneOf(codes):
            return {"in": [_fact(fact), list(codes)]}
        case Between(None, high):
            return {"<": [_fact(fact), high]}
        case Between(low, None):
            return {">=": [_fact(fact), low]}
        case Between(low, high):
            return {"and": [{">=": [_fact(fact), low]}, {"<": [_fact(fact), high]}]}
    raise ValueError(cell)


def _table(table: Table) -> str:
    """A chain of ifs, which is what the language has for it."""
    chain: list[Any] = []
    for row in table.rows:
        tests = [_cell(fact, cell) for fact, cell in zip(table.inputs, row.cells, strict=True) if cell]
        chain += [{"and": tests}, row.output]
    return json.dumps({"if": [*chain, None]}, ensure_ascii=False)


def _compile(text: str) -> Program:
    return partial(SESSION.evaluate, ENGINE_ITSELF.compile(text))


def _compile_shared(text: str) -> Program:
    return partial(SESSION.evaluate_data, ENGINE_ITSELF.compile(text))


ENGINE = Engine(
    name="datalogic-py",
    release=version("datalogic-py"),
    give=_give,
    policies=Form(write=_policy, compile=_compile, anew=ENGINE_ITSELF.eval, read=ENGINE_ITSELF.compile),
    tables=Form(write=_table, compile=_compile, anew=ENGINE_ITSELF.eval),
    note="JSON Logic; tables as a chain of ifs",
)
SHARING = replace(
    ENGINE,
    name="datalogic-py, facts converted once",
    policies=Form(write=_policy, compile=_compile_shared),
    tables=None,
    share=datalogic_py.DataHandle,
    note="all policies of a subject share its facts",
)
ENGINES = (ENGINE, SHARING)
