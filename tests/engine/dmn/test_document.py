"""Documents: written as they were read, changed in one place, refused without being touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from tests.engine.dmn.building import decision, definitions, input_data, table

from onedoor.engine.dmn import DmnError, Document, NoSuchDecision, Reading, load, read_model

MODELS = sorted((Path(__file__).parent / "models").glob("*.dmn"))
KIT = Path(__file__).resolve().parents[4] / "shared" / "tck" / "TestCases"
SIZES = definitions(
    input_data("staff", "number"),
    decision("size", table(["staff"], [("< 10", '"micro"'), (">= 10", '"small"')]), "Input staff"),
    decision("word", "size", "Decision size"),
)


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n2")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_is_written_to_the_byte_as_it_was_read(path: Path) -> None:
    assert load(path).to_xml() == path.read_bytes()


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_document_is_written_with_everything_that_was_in_it(path: Path) -> None:
    written = Document.read(path.read_bytes()).to_xml()
    assert canonical(written) == canonical(path.read_bytes())
    assert b"<![CDATA[" in written or b"<![CDATA[" not in path.read_bytes()
    assert written.count(b"<!--") == path.read_bytes().count(b"<!--")
    assert written.count(b"<?") == path.read_bytes().count(b"<?")


@pytest.mark.skipif(not KIT.exists(), reason="the compatibility kit is not here")
def test_every_model_of_the_kit_is_written_with_everything_that_was_in_it() -> None:
    paths = sorted(KIT.rglob("*.dmn"))
    assert len(paths) > 100
    for path in paths:
        data = path.read_bytes()
        model = load(path, lenient=True)
        assert model.to_xml() == data
        assert canonical(model.edit().to_xml()) == canonical(data), path.name


def test_an_encoding_is_kept() -> None:
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{definitions(decision("规模", "1"))}'.encode("utf-16")
    document = Document.read(xml)
    document.set_expression("规模", "2")
    assert read_model(document.to_xml()).decide("规模", {}).value == 2


def test_an_expression_is_set_and_everything_else_stays() -> None:
    path = next(path for path in MODELS if path.stem == "camunda-8-fee")
    document = load(path).edit()
    document.set_expression("Fee", "rounded(amount * rate * 2)")
    before = canonical(path.read_bytes()).replace(b"rounded(amount * rate)", b"rounded(amount * rate * 2)")
    assert canonical(document.to_xml()) == before
    changed = read_model(document.to_xml(), reading=Reading.OPEN)
    assert changed.decide("Fee", {"amount": 100, "express": True}).value == 5


def test_a_rule_is_added_where_it_is_wanted_and_a_cell_changed() -> None:
    document = Document.read(SIZES)
    document.add_rule("size", [">= 100"], ['"medium"'])
    document.set_cell("size", 2, 1, "[10..100)")
    document.add_rule("size", ["null"], ['"nobody"'], at=1)
    model = read_model(document.to_xml())
    answers = [model.decide("word", {"staff": staff}).value for staff in (None, 9, 10, 99, 100)]
    assert answers == ["nobody", "micro", "small", "small", "medium"]


def test_a_rule_is_removed() -> None:
    document = Document.read(SIZES)
    document.remove_rule("size", 1)
    assert read_model(document.to_xml()).decide("size", {"staff": 1}).value is None


def test_a_new_rule_uses_the_prefix_of_its_document() -> None:
    xml = (
        '<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"><d:decision name="x">'
        '<d:decisionTable><d:output name="y"/></d:decisionTable></d:decision></d:definitions>'
    )
    document = Document.read(xml)
    document.add_rule("x", [], ["1"])
    assert b"<d:rule><d:outputEntry><d:text>1</d:text>" in document.to_xml()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda each: each.set_expression("word", "1 +"), "dmn.feel.syntax"),
        (lambda each: each.set_expression("size", "1"), "dmn.logic"),
        (lambda each: each.set_expression("wort", "1"), "dmn.no_such_decision"),
        (lambda each: each.set_cell("size", 3, 1, "-"), "dmn.cell"),
        (lambda each: each.set_cell("size", 1, 3, "-"), "dmn.cell"),
        (lambda each: each.set_cell("size", 1, 1, "<"), "dmn.feel.syntax"),
        (lambda each: each.add_rule("size", [], ["1"]), "dmn.rule"),
        (lambda each: each.add_rule("size", ["- -"], ["1"]), "dmn.feel.syntax"),
        (lambda each: each.remove_rule("size", 0), "dmn.cell"),
    ],
)
def test_a_change_that_is_refused_changes_nothing(change, error) -> None:
    document = Document.read(SIZES)
    with pytest.raises((DmnError, NoSuchDecision)) as caught:
        change(document)
    assert caught.value.code == error
    assert canonical(document.to_xml()) == canonical(SIZES.encode())
