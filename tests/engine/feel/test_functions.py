"""The built-in functions: what they give, what they give for nonsense, how they take their arguments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from onedoor.engine.feel import BUILTINS, UNKNOWN, Unknown, evaluate


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('substring("稳岗返还", 3)', '"返还"'),
        ('substring("稳岗返还", -2, 1)', '"返"'),
        ('substring("a", 0)', "null"),
        ('substring(string: "abc", start position: 2)', '"bc"'),
        ('string length("一二三")', "3"),
        ('substring before("a=b", "=")', '"a"'),
        ('substring after("a=b", "=")', '"b"'),
        ('contains("abc", "b") and starts with("abc", "a") and ends with("abc", "c")', "true"),
        ('matches("440106", "^44[0-9]{4}$")', "true"),
        ('matches("a", "(")', "null"),
        ('replace("2026-01", "([0-9]+)-([0-9]+)", "$2/$1")', '"01/2026"'),
        ('split("a;b", ";")', '["a", "b"]'),
        ('string join(["a", null, "b"], "、")', '"a、b"'),
        ('upper case("aé")', '"AÉ"'),
        ("decimal(2.5, 0)", "2"),
        ("round half up(2.5, 0)", "3"),
        ("round half up(-2.5, 0)", "-3"),
        ("round half up(7407.405, 2)", "7407.41"),
        ("round half down(2.5, 0)", "2"),
        ("round up(1.121, 2)", "1.13"),
        ("round half up(0.0005, 2)", "0"),
        ("round up(0.0001, 2)", "0.01"),
        ("round up(5, -3)", "1000"),
        ("round down(-1.129, 2)", "-1.12"),
        ("floor(-1.5)", "-2"),
        ("floor(-0.001)", "-1"),
        ("ceiling(0.001)", "1"),
        ("ceiling(1.21, 1)", "1.3"),
        ("decimal(1234, -2)", "1200"),
        ("modulo(-12, 5)", "3"),
        ("modulo(1e6144, 7)", "null"),
        ("even(1e6144) and not(odd(1e6144))", "true"),
        ("abs(-1)", "1"),
        ("sqrt(-1)", "null"),
        ("odd(3) and even(-4)", "true"),
        ("sum(1, 2, 3)", "6"),
        ("sum([])", "null"),
        ("mean([1, 2])", "1.5"),
        ("median([3, 1, 2])", "2"),
        ("mode([1, 2, 2])", "[2]"),
        ("stddev([2, 4])", "1.414213562373095048801688724209698"),
        ('max("a", "b")', '"b"'),
        ('max(1, "b")', "null"),
        ("min([])", "null"),
        ("append([1], [2])", "[1, [2]]"),
        ("concatenate([1], [2, 3])", "[1, 2, 3]"),
        ("reverse([1, 2])", "[2, 1]"),
        ("sublist([1, 2, 3], -2, 1)", "[2]"),
        ("insert before([1, 3], 2, 2)", "[1, 2, 3]"),
        ("remove([1, 2], 1)", "[2]"),
        ("index of([1, 2, 1], 1)", "[1, 3]"),
        ("distinct values([1, 2, 1, null, null])", "[1, 2, null]"),
        ("union([1], [1, 2])", "[1, 2]"),
        ("flatten([1, [2, [3]]])", "[1, 2, 3]"),
        ("sort([3, 1, 2], function(a, b) a > b)", "[3, 2, 1]"),
        ("sort([3, 1, 2])", "[1, 2, 3]"),
        ("count(1)", "1"),
        ('number("1.234,5", ".", ",")', "1234.5"),
        ('number("abc")', "null"),
        ("string(1.50)", '"1.50"'),
        ('get value({a: 1}, "a")', "1"),
        ('context put({a: 1}, "b", 2).b', "2"),
        ('context([{key: "a", value: 1}]).a', "1"),
        ("context merge([{a: 1}, {a: 2}]).a", "2"),
        ("get entries({a: 1})[1].key", '"a"'),
        ("date(2026, 2, 29)", "null"),
        ('date(date and time("2026-01-01T10:00:00")).day', "1"),
        ('time("10:30:00").minute', "30"),
        ('date and time(@"2026-01-01", @"10:00:00").hour', "10"),
        ('years and months duration(@"2026-01-31", @"2026-03-30").months', "1"),
        ('day of week(@"2026-11-23")', '"Monday"'),
        ('month of year(@"2026-11-23")', '"November"'),
        ('week of year(@"2026-01-01")', "1"),
        ('day of year(@"2026-02-01")', "32"),
        ('last day of month(@"2026-02-01")', "28"),
        ('duration("P1DT2H").hours', "2"),
        ("before(1, [2..3]) and after(4, [2..3]) and during(2, [2..3])", "true"),
        ("meets([1..2], [2..3]) and overlaps([1..2], [2..3]) and includes([1..9], [2..3])", "true"),
        ("coincides(1, 1) and met by([2..3], [1..2])", "true"),
        ("overlaps before([1..5], [3..8]) and overlaps after([3..8], [1..5])", "true"),
        ("finishes(5, [1..5]) and finished by([1..5], (3..5])", "true"),
        ("starts([1..3], [1..5]) and started by([1..5], 1)", "true"),
        ("starts((1..3], [1..5])", "false"),
        ("includes((< 5), 3) and includes((< 5), [1..3])", "true"),
        ("before(null, 1)", "null"),
        ('range("[1..3]") = [1..3]', "true"),
        ('range("[date(\\"2026-01-01\\")..@\\"2026-02-01\\"]").start', '@"2026-01-01"'),
        ('range("[1..x]")', "null"),
        ('range("(< 5)")', "null"),
        ("is(1, 1.0)", "true"),
        ('is(@"10:00:00Z", @"10:00:00@Etc/UTC")', "false"),
        ('@"10:00:00Z" = @"11:00:00+01:00"', "true"),
        ("list replace([1, 2, 3], 2, 9)", "[1, 9, 3]"),
        ("list replace([1, 2, 3], function(old, new) old > 1, 9)", "[1, 9, 9]"),
        ("list replace([1], function(old) true, 9)", "null"),
        ('context put({a: {b: 1}}, ["a", "b"], 2).a.b', "2"),
        ('context put({a: 1}, ["a", "b"], 2)', "null"),
        ("floor(-1.5, null)", "null"),
        ("round up(5.5, 6176)", "5.5"),
        ("round up(5.5, 6177)", "null"),
        ("concatenate([1], null)", "[1, null]"),
        ('string({"a": 1, "b c": "x", "1": null})', '"{a: 1, b c: \\"x\\", \\"1\\": null}"'),
        ("string((!= 5))", '"(!= 5)"'),
        ('date and time(@"2026-01-01T08:00:00+08:00", "Etc/UTC").hour', "0"),
        ('time(@"2026-01-01T08:00:00")', '@"08:00:00"'),
        ('time(10, 20, 30.5, duration("PT8H"))', '@"10:20:30.5+08:00"'),
        ('date("2026-1-1")', "null"),
        ('split("a1b22c", "[0-9]+")', '["a", "b", "c"]'),
        ("not(null)", "null"),
        ("all(true, null)", "null"),
        ("any([false, true])", "true"),
    ],
)
def test_a_function_gives(text: str, value: str) -> None:
    assert evaluate(text, {}) == evaluate(value, {})


NONSENSE: list[Any] = [None, True, Decimal(-1), "x", [], [None, "a"], {}, {"a": 1}]


@pytest.mark.parametrize("name", sorted(BUILTINS))
def test_no_function_raises_whatever_it_is_given(name: str) -> None:
    parameters = BUILTINS[name].parameters
    for count in range(len(parameters) + 2):
        for offset in range(len(NONSENSE)):
            facts = {f"p{place}": NONSENSE[(offset + place * 3) % len(NONSENSE)] for place in range(count)}
            evaluate(f"{name}({', '.join(facts)})", facts)


@pytest.mark.parametrize("name", sorted(set(BUILTINS) - {"is unknown", "is certain", "now", "today"}))
def test_a_function_of_an_unknown_is_unknown(name: str) -> None:
    parameters = [each for each in BUILTINS[name].parameters if not each.optional] or [None]
    assert isinstance(evaluate(f"{name}({', '.join('x' for _ in parameters)})", {"x": UNKNOWN}), Unknown)


def test_arguments_by_a_name_that_is_no_parameter_give_null() -> None:
    assert evaluate('substring(text: "abc", start position: 2)', {}) is None
    assert evaluate("nothing(1)", {"nothing": Decimal(1)}) is None
