"""Onedoor: FEEL with Chinese names, DMN documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onedoor import __version__
from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.facts import FACTS, Profile
from onedoor.bench.rules.tables import SIZE_MODEL, Table
from onedoor.bench.rules.writing import Words, chinese, dmn_xml, feel_cell
from onedoor.engine import dmn
from onedoor.engine.dmn.outcome import Outcome
from onedoor.engine.feel import Expression, parse
from onedoor.engine.feel.parser import parse_expression
from onedoor.engine.feel.scope import Scope

NAMES = tuple(fact.zh for fact in FACTS)
WORDS = Words(name=chinese)


def give(profile: Profile) -> dict[str, Any]:
    return {fact.zh: value for fact, value in profile.items()}


def _read(text: str) -> Expression:
    """Past the cache of ``feel.parse``: the text is new each time."""
    return Expression(text, parse_expression(text, NAMES))


def _document(table: Table) -> tuple[bytes, str]:
    return dmn_xml(table, name=chinese, cell=feel_cell), table.name


def _shipped(table: Table) -> tuple[bytes, str]:
    """Instead of the flat table of sizes the model that it was made from."""
    return SIZE_MODEL.read_bytes(), table.name


def _deciding(document: tuple[bytes, str]) -> Program:
    model, decision = dmn.load(document[0]), document[1]
    return lambda facts: model.decide(decision, facts)


def _tables(write: Callable[[Table], tuple[bytes, str]]) -> Form:
    return Form(write=write, compile=_deciding, anew=lambda document, facts: _deciding(document)(facts))


def _plain(answer: Any) -> Any:
    return answer.value if isinstance(answer, Outcome) else answer


def _policies(program: Callable[[Expression], Program]) -> Form:
    return Form(
        write=WORDS.policy,
        compile=lambda text: program(parse(text, names=NAMES)),
        anew=lambda text, facts: _read(text)(facts),
        read=_read,
    )


ENGINE = Engine(
    name="onedoor",
    release=__version__,
    give=give,
    policies=_policies(lambda expression: expression),
    tables=_tables(_document),
    plain=_plain,
)
SHARING = Engine(
    name="onedoor, facts converted once",
    release=__version__,
    give=give,
    policies=Form(write=WORDS.policy, compile=lambda text: parse(text, names=NAMES).run),
    share=Scope.of_facts,
    note="all policies of a subject share its facts",
)
SHIPPED = Engine(
    name="onedoor, the shipped model",
    release=__version__,
    give=give,
    tables=_tables(_shipped),
    plain=_plain,
    note="a table of limits and five decisions, not one flat table",
)
ENGINES = (ENGINE, SHARING)
