"""Every fact that a shipped sheet asks for is of a kind that can be stored, asked and read by rules."""

from __future__ import annotations

from typing import Any

import pytest

from onedoor.apps.policies.definition import Measure
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.dmn import load
from onedoor.reference import policies

ASKED = [
    pytest.param(fact, id=f"{code}: {fact['element']}")
    for code in policies.CODES
    for sheet in [policies.sheet(code)]
    for each in sheet["facts"]
    for fact in (each, *each.get("members", ()))
]


@pytest.mark.parametrize("fact", ASKED)
def test_a_fact_has_a_kind_of_value(fact: dict[str, Any]) -> None:
    assert ValueKind.of_sheet(fact["type"], fact["unit"] or "") in ValueKind


@pytest.mark.parametrize("code", policies.OFFERED)
def test_what_a_city_offers_can_be_released_as_it_stands(code: str) -> None:
    sheet = policies.sheet(code)
    assert sheet["document_no"]
    assert sheet["effective_from"]
    measure = Measure.read({"sheet": sheet, "dmn": policies.model_xml(code).decode()})
    assert measure.model.decisions.keys() == load(policies.model_path(code)).decisions.keys()
    assert not measure.model.imports
