"""The five shipped policies: matched over a table as their models decide one by one."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.dmn import InputData, Model, inline, read_model
from onedoor.engine.feel import Unknown
from onedoor.engine.matching import Column, Kind, RuleSet, Schema, table_of
from onedoor.reference import policies

KINDS = {"boolean": Kind.BOOLEAN, "number": Kind.RATIO, "string": Kind.CATEGORY}


def column(given: InputData) -> Column:
    kind = Kind.OBJECTS if given.type.is_list else KINDS[given.type.name]
    return Column(given.name, kind)


def named(model: Model, facts: dict[str, Any]) -> dict[str, Any]:
    """Facts by the names the rules use; in examples null means unknown."""
    found: dict[str, Any] = {}
    for given in model.inputs.values():
        value = facts.get(given.element)
        if value is not None:
            members = {member.element: member.name for member in given.type.members}
            found[given.name] = _inside(value, members)
    return found


def _inside(value: Any, members: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_inside(item, members) for item in value]
    if isinstance(value, dict):
        return {name: _inside(value.get(element), {}) for element, name in members.items()}
    if value is None:
        return Unknown()
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def subjects_of(model: Model, code: str) -> list[dict[str, Any]]:
    """Every example, and every example with any one fact unknown."""
    rows = [named(model, example["facts"]) for example in policies.sheet(code)["examples"]]
    return rows + [{k: v for k, v in row.items() if k != name} for row in rows for name in row]


@pytest.mark.parametrize("code", policies.OFFERED)
def test_a_policy_matches_whom_its_model_finds_eligible(code: str) -> None:
    model = read_model(policies.model_xml(code))
    schema = Schema.of(*(column(given) for given in model.inputs.values()))
    rules = {name: logic for name in model.decisions if (logic := inline(model, name)) is not None}
    rows = subjects_of(model, code)
    found = RuleSet.compile(rules, schema).match(table_of(rows, schema))
    for name in rules:
        values = [model.decide(name, row).value for row in rows]
        certain = [row for row, value in enumerate(values) if value is True]
        possible = [row for row, value in enumerate(values) if value is True or isinstance(value, Unknown)]
        assert found.certain(name).indices().tolist() == certain, name
        assert found.possible(name).indices().tolist() == possible, name


@pytest.mark.parametrize(
    ("code", "decision"),
    [
        ("job-stability-refund-2026", "符合条件"),
        ("small-low-profit-2023", "符合条件"),
        ("sme-size-2011", "中小微企业"),
    ],
)
def test_these_policies_need_no_interpreter(code: str, decision: str) -> None:
    model = read_model(policies.model_xml(code))
    logic = inline(model, decision)
    assert logic is not None
    schema = Schema.of(*(column(given) for given in model.inputs.values()))
    assert RuleSet.compile({decision: logic}, schema).report.fallbacks == ()
