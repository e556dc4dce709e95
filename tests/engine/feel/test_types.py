"""Types: which values they hold, what fits them after a conversion, and which type is the narrower."""

from __future__ import annotations

from decimal import Decimal

import pytest

from onedoor.engine.feel import UNKNOWN, Unknown, evaluate, parse
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.types import (
    ANY,
    BOOLEAN,
    NUMBER,
    STRING,
    Type,
    coerce,
    conforms,
    is_subtype,
    list_of,
    type_from,
)

PERSON = Type("context", (STRING, NUMBER), ("name", "age"), name="tPerson")


def typed(text: str) -> Type:
    root = parse(f"x instance of {text}").root
    assert isinstance(root, n.InstanceOf)
    found = type_from(root.type, {"tPerson": PERSON})
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "number",
        "years and months duration",
        "list<list<string>>",
        "range<date>",
        "context<a: number, b: list<tPerson>>",
        "function<number, string> -> boolean",
    ],
)
def test_a_type_is_read_and_written(text: str) -> None:
    assert str(typed(text)) == text.replace("tPerson", str(PERSON))


@pytest.mark.parametrize(
    ("value", "type_", "holds"),
    [
        ("1", "number", True),
        ('"1"', "number", False),
        ("null", "number", False),
        ("null", "Any", False),
        ("null", "Null", True),
        ("[1, null]", "list<number>", True),
        ('[1, "a"]', "list<number>", False),
        ("[]", "list<number>", True),
        ('{name: "a", age: 1, more: 2}', "tPerson", True),
        ('{name: "a"}', "tPerson", False),
        ('{name: "a", age: "b"}', "tPerson", False),
        ("[1..2]", "range<number>", True),
        ('["a".."b"]', "range<number>", False),
        ("function(a) a", "function<number> -> Any", True),
        ("function(a, b) a", "function<number> -> Any", False),
        ("function(a: string) a", "function<number> -> Any", False),
        ("1", "noSuchType", None),
    ],
)
def test_instance_of_asks_the_type(value: str, type_: str, holds: bool | None) -> None:
    if holds is None:
        assert evaluate(f"{value} instance of {type_}", {}) is None
    else:
        assert conforms(evaluate(value, {}), typed(type_)) is holds


def test_the_further_test_of_a_type_counts() -> None:
    small = Type("number", allowed=lambda value: value < 10)
    assert conforms(Decimal(3), small) is True
    assert conforms(Decimal(30), small) is False
    assert conforms("a", small) is False
    assert coerce(Decimal(30), small) is None
    assert coerce([Decimal(3)], small) == Decimal(3)


@pytest.mark.parametrize(
    ("value", "type_", "fitted"),
    [
        ("1", "list<number>", "[1]"),
        ("[1]", "number", "1"),
        ("[1, 2]", "number", "null"),
        ('"a"', "list<number>", "null"),
        ('["a"]', "number", "null"),
        ("[1]", "list<number>", "[1]"),
        ("[[1]]", "number", "null"),
        ('@"2026-01-01"', "date and time", '@"2026-01-01T00:00:00Z"'),
        ("null", "number", "null"),
        ("5", "Any", "5"),
    ],
)
def test_a_value_is_made_to_fit_or_is_null(value: str, type_: str, fitted: str) -> None:
    assert coerce(evaluate(value, {}), typed(type_)) == evaluate(fitted, {})


def test_what_is_unknown_may_be_of_any_type() -> None:
    assert isinstance(conforms(UNKNOWN, NUMBER), Unknown)
    assert isinstance(coerce(UNKNOWN, NUMBER), Unknown)
    assert conforms([UNKNOWN, "a"], list_of(NUMBER)) is False


@pytest.mark.parametrize(
    ("narrow", "wide", "holds"),
    [
        ("number", "Any", True),
        ("Any", "number", False),
        ("Null", "number", True),
        ("list<number>", "list<Any>", True),
        ("list<Any>", "list<number>", False),
        ("list", "list<Any>", True),
        ("context<a: number, b: string>", "context<a: number>", True),
        ("context<a: number>", "context<a: number, b: string>", False),
        ("function<Any> -> number", "function<number> -> Any", True),
        ("function<number> -> Any", "function<Any> -> Any", False),
    ],
)
def test_one_type_may_stand_for_another(narrow: str, wide: str, holds: bool) -> None:
    assert is_subtype(typed(narrow), typed(wide)) is holds


def test_a_function_takes_and_gives_what_it_declares() -> None:
    assert evaluate("(function(a: number) a + 1)([1])", {}) == Decimal(2)
    assert evaluate('(function(a: number) a)("x")', {}) is None
    assert evaluate("(function(a: list<number>) count(a))(5)", {}) == Decimal(1)
    assert (ANY.kind, BOOLEAN.kind) == ("Any", "boolean")


def test_a_function_outside_is_null_unless_the_host_offers_it() -> None:
    text = 'function(a) external {java: {class: "java.lang.Math", method signature: "abs(double)"}}'
    assert evaluate(f"({text})(-1)", {}) is None
    assert evaluate(f"({text}) = null", {}) is True


def test_a_function_that_is_given_a_type_keeps_to_it() -> None:
    small = Type("number", allowed=lambda value: value < 10)
    echo = evaluate("function(a) a", {})
    typed_echo = coerce(echo, Type("function", (ANY, small)))
    assert evaluate("f(3)", {"f": typed_echo}) == Decimal(3)
    assert evaluate("f(30)", {"f": typed_echo}) is None
    taking = coerce(evaluate("function(a: number) a", {}), Type("function", (small, ANY)))
    assert evaluate("f([3])", {"f": taking}) == Decimal(3)
    assert evaluate("f(30)", {"f": taking}) is None
