"""Loading: models of the usual editors as they are, and what is told when a file is not to be had."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.engine.dmn.building import NAMESPACES, decision, definitions, input_data, item, knowledge, table

from onedoor.engine.dmn import DmnError, load

MODELS = Path(__file__).parent / "models"


@pytest.mark.parametrize(
    ("file", "name", "facts", "value"),
    [
        ("camunda-7-leave", "Days of leave", {"years": 12, "age": 61}, 27),
        ("camunda-7-leave", "Days of leave", {"years": 3, "age": 30}, 22),
        ("camunda-7-leave", "Grade of staff", {"years": 10}, "senior"),
        ("camunda-8-fee", "Fee", {"amount": Decimal("1234.5"), "express": False}, Decimal("12.34")),
        ("camunda-8-fee", "Fee", {"amount": 1000, "express": True}, 25),
        ("dmn-js-visit", "Counter", {"Visitor": {"age": 60, "resident": False}}, "green channel"),
        ("dmn-js-visit", "Counter", {"Visitor": {"age": 6, "resident": True}}, "1"),
    ],
)
def test_a_model_of_an_editor_decides_as_it_is(
    file: str, name: str, facts: dict[str, Any], value: Any
) -> None:
    assert load(MODELS / f"{file}.dmn").decide(name, facts).value == value


def test_what_an_editor_left_undeclared_is_a_fact_to_be_told() -> None:
    model = load(MODELS / "camunda-7-leave.dmn")
    outcome = model.decide("Days of leave", {})
    assert outcome.missing == {"age", "years"}
    assert model.facts_of("Days of leave") == {"Years of service", "age", "years"}
    assert {finding.code for finding in model.findings} == {"dmn.unknown_name"}


def test_a_date_of_camunda_may_be_a_moment() -> None:
    column = table(["since"], [('> date and time("2026-01-01T00:00:00")', '"new"')])
    dated = column.replace("<inputExpression>", '<inputExpression typeRef="date">')
    xml = definitions(decision("d", dated)).encode()
    assert load(xml).decide("d", {"since": datetime(2026, 5, 1)}).value == "new"  # noqa: DTZ001


def test_the_house_refuses_what_is_undeclared() -> None:
    with pytest.raises(DmnError) as caught:
        load(MODELS / "camunda-7-leave.dmn", strict=True)
    assert caught.value.code == "dmn.unknown_name"
    assert "camunda-7-leave.dmn" in str(caught.value.where)


@pytest.mark.parametrize("version", sorted(NAMESPACES))
def test_every_version_of_the_standard_is_read(version: str) -> None:
    xml = definitions(
        input_data("n", "number"), decision("d", "n + 1", "Input n"), xmlns=NAMESPACES[version]
    ).encode()
    model = load(xml)
    assert (model.version, model.decide("d", {"n": 1}).value) == (version, 2)


def test_the_prefixes_of_dmn_1_1_name_types() -> None:
    xml = definitions(
        item("tAge", "feel:number"),
        input_data("n", "own:tAge"),
        decision("d", "n + 1", "Input n", kind="feel:number"),
        xmlns=NAMESPACES["1.1"],
        more='xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:own="urn:m"',
    ).encode()
    model = load(xml)
    assert str(model.inputs["n"].type.feel) == "number"
    assert model.decide("d", {"n": 1}).value == 2


@pytest.mark.parametrize("path", ["nowhere.dmn", "."])
def test_a_file_that_cannot_be_read_is_named(path: str, tmp_path: Path) -> None:
    with pytest.raises(DmnError) as caught:
        load(tmp_path / path)
    assert caught.value.code == "dmn.file"
    assert str(tmp_path) in str(caught.value.where)


def test_a_lenient_reading_keeps_what_is_whole() -> None:
    xml = definitions(
        decision("broken", "1 +"),
        decision("lost", "1", "Input nowhere"),
        decision("a", "b", "Decision b"),
        decision("b", "a", "Decision a"),
        decision(
            "strange", "<literalExpression expressionLanguage='groovy'><text>1</text></literalExpression>"
        ),
        decision("stranger", "nobody"),
        decision("typed", "1", kind="tNowhere"),
        decision("whole", "41 + (if broken = null then 1 else 0)", "Decision broken"),
    ).encode()
    model = load(xml, lenient=True)
    values = {name: model.decide(name, {}, absent=None).value for name in model.decisions}
    assert values == {
        "broken": None, "lost": 1, "a": None, "b": None, "strange": None, "stranger": None, "typed": 1, "whole": 42
    }  # fmt: skip
    assert {finding.code for finding in model.findings} == {
        "dmn.feel.syntax", "dmn.reference", "dmn.cycle", "dmn.language", "dmn.unknown_name", "dmn.type"
    }  # fmt: skip
    assert all(finding.where is not None for finding in model.findings)


def test_external_functions_are_those_of_the_host_and_nothing_else() -> None:
    body = "<context><contextEntry><variable name='class'/><literalExpression><text>\"shop.Price\"</text></literalExpression></contextEntry><contextEntry><variable name='method signature'/><literalExpression><text>\"of(java.lang.String)\"</text></literalExpression></contextEntry></context>"
    java = knowledge("price", ["code: string"], body).replace(
        "<encapsulatedLogic>", '<encapsulatedLogic kind="Java">'
    )
    xml = definitions(java, decision("d", 'price("A7")', "Knowledge price")).encode()
    offered = {"shop.Price#of(java.lang.String)": lambda code: Decimal(len(code))}
    assert load(xml).decide("d", {}).value is None
    assert load(xml, externals=offered).decide("d", {}).value == 2
