"""Item definitions: the types a model names, and what becomes of values that do not fit them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.engine.dmn.building import (
    component,
    decision,
    definitions,
    input_data,
    item,
    knowledge,
    literal,
    read,
)

from onedoor.engine.dmn import DmnError, Reading, WrongFact, read_model

TYPES = (
    item("tAge", "<typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues>"),
    item("tPerson", component("name", "string") + component("age", "tAge")),
    item("tPeople", "tPerson", many=True),
    item(
        "tFew",
        "<typeRef>number</typeRef><typeConstraint><text>count(?) &lt;= 2</text></typeConstraint>",
        many=True,
    ),
    item("tGrade", '<typeRef>string</typeRef><allowedValues><text>"a", "b"</text></allowedValues>'),
    item("tTree", component("value", "number") + component("left", "tTree")),
    item(
        "tRule",
        '<functionItem outputTypeRef="boolean"><parameters name="n" typeRef="number"/></functionItem>',
    ),
)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("tAge", "number"),
        ("tPerson", "context<name: string, age: number>"),
        ("tPeople", "list<context<name: string, age: number>>"),
        ("tTree", "context<value: number, left: Any>"),
        ("tRule", "function<number> -> boolean"),
    ],
)
def test_a_definition_is_a_type_of_feel(name: str, written: str) -> None:
    assert str(read(*TYPES).types[name].feel) == written


@pytest.mark.parametrize(
    ("kind", "logic", "value"),
    [
        ("number", "1 + 1", Decimal(2)),
        ("string", "1 + 1", None),
        ("number", "[7]", Decimal(7)),
        ("number", "[[7]]", None),
        ("number", "[7, 8]", None),
        ("tFew", "1", [Decimal(1)]),
        ("tFew", "[1, 2]", [Decimal(1), Decimal(2)]),
        ("tFew", "[1, 2, 3]", None),
        ("tAge", "150", Decimal(150)),
        ("tAge", "151", None),
        ("tGrade", '"b"', "b"),
        ("tGrade", '"c"', None),
        ("tPerson", '{name: "x", age: 3, more: true}', {"name": "x", "age": Decimal(3), "more": True}),
        ("tPerson", '{name: "x"}', None),
        ("tPerson", '{name: "x", age: 200}', None),
        ("tPeople", '{name: "x", age: 3}', [{"name": "x", "age": Decimal(3)}]),
        ("tPeople", '[{name: "x", age: "3"}]', None),
    ],
)
def test_a_value_is_made_to_fit_or_is_null(kind: str, logic: str, value: Any) -> None:
    assert read(*TYPES, decision("d", logic, kind=kind)).decide("d", {}).value == value
    assert read(*TYPES, decision("d", literal(logic, kind))).decide("d", {}).value == value


def test_instance_of_knows_the_types_of_the_model_but_not_what_they_allow() -> None:
    asked = read(
        *TYPES, decision("d", "[200 instance of tAge, 200 instance of tGrade, {age: 1} instance of tPerson]")
    )
    assert asked.decide("d", {}).value == [True, False, False]


@pytest.mark.parametrize(
    ("argument", "value"),
    [("3", Decimal(3)), ("[3]", Decimal(3)), ("null", None), ('"3"', "not called"), ("-1", "not called")],
)
def test_an_argument_that_does_not_fit_stops_the_call(argument: str, value: Any) -> None:
    called = knowledge("f", ["n: tAge"], "{got: n}")
    logic = f'if f({argument}) = null then "not called" else f({argument}).got'
    assert read(*TYPES, called, decision("d", logic, "Knowledge f")).decide("d", {}).value == value


@pytest.mark.parametrize("kind", ["string", "tGrade"])
def test_the_result_of_business_knowledge_fits_its_variable(kind: str) -> None:
    model = read(
        *TYPES,
        knowledge("f", ["n"], "n", kind=kind),
        decision("d", 'f(1) = null and f("a") = "a"', "Knowledge f"),
    )
    assert model.decide("d", {}).value is True


def test_a_fact_of_the_wrong_type_is_refused_with_its_place() -> None:
    model = read_model(
        definitions(*TYPES, input_data("who", "tPerson"), decision("d", "who.age", "Input who")), file="x.dmn"
    )
    assert model.decide("d", {"who": {"name": "x", "age": 3}}).value == 3
    with pytest.raises(WrongFact) as caught:
        model.decide("d", {"who": {"name": "x", "age": "3"}})
    told = caught.value.as_dict("en")
    assert told["where"].startswith("x.dmn line 1 input data who")
    assert told["expected"] == "a value of type context<name: string, age: number>"


def test_a_type_that_nobody_knows_is_refused_with_the_nearest() -> None:
    with pytest.raises(DmnError) as caught:
        read(*TYPES, input_data("who", "tPersom"))
    assert caught.value.code == "dmn.type"
    assert "tPerson" in str(caught.value.mend)
    assert (
        read(*TYPES, input_data("who", "tPersom"), reading=Reading.OPEN).inputs["who"].type.name == "tPersom"
    )


def test_a_broken_constraint_is_told_with_its_type() -> None:
    with pytest.raises(DmnError) as caught:
        read(item("tBad", "<typeRef>number</typeRef><allowedValues><text>[1..</text></allowedValues>"))
    assert caught.value.as_dict("en")["where"].startswith("line 1 type tBad allowedValues")


OVER = (
    *TYPES,
    item("tSame", "tGrade"),
    item("tOther", '<typeRef>tGrade</typeRef><allowedValues><text>"c", "d"</text></allowedValues>'),
    item("tBoth", '<typeRef>tGrade</typeRef><typeConstraint><text>not("b")</text></typeConstraint>'),
)


@pytest.mark.parametrize(
    ("kind", "value", "fits"),
    [
        ("tSame", "a", True),
        ("tSame", "c", False),
        ("tOther", "a", False),
        ("tOther", "c", True),
        ("tBoth", "a", True),
        ("tBoth", "b", False),
        ("tBoth", "c", False),
    ],
)
def test_allowed_values_stand_in_place_of_the_base_type_s_and_constraints_beside_them(
    kind: str, value: str, fits: bool
) -> None:
    model = read(*OVER, decision("d", f'"{value}"', kind=kind))
    assert model.decide("d", {}).value == (value if fits else None)


@pytest.mark.parametrize(("grade", "found"), [("a", "a"), ("z", None)])
def test_what_a_definition_allows_counts_for_arguments_and_entries(grade: str, found: str | None) -> None:
    invocation = (
        "<invocation><literalExpression><text>function(g) g</text></literalExpression>"
        '<binding><parameter name="g" typeRef="tGrade"/><literalExpression><text>x</text></literalExpression>'
        "</binding></invocation>"
    )
    entry = (
        "<decisionTable><output/><rule>"
        '<outputEntry typeRef="tGrade"><text>x</text></outputEntry></rule></decisionTable>'
    )
    model = read(
        *TYPES,
        input_data("x"),
        decision("called", "(function(g: tGrade) g)(x)", "Input x"),
        decision("invoked", invocation, "Input x"),
        decision("listed", entry, "Input x"),
    )
    for name in ("called", "invoked", "listed"):
        assert model.decide(name, {"x": grade}).value == found, name
