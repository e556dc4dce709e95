"""Decision tables: what is found in them, and that it is true."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onedoor.engine.dmn.analysis import InputColumn, check_table
from onedoor.engine.dmn.nodes import Aggregation, DecisionTable, HitPolicy, Output, Rule
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel import parse, parse_unary_tests
from onedoor.engine.feel.checker.findings import Finding, Severity
from onedoor.engine.feel.parser import parse_expression, parse_tests
from onedoor.engine.feel.scope import Scope

Rows = Sequence[Sequence[str]]


def table(
    inputs: Mapping[str, str],
    rows: Rows,
    policy: str = "UNIQUE",
    *,
    default: str = "",
    ranking: str = "",
    aggregation: str = "",
) -> tuple[DecisionTable, list[InputColumn]]:
    """A table with one output; ``inputs`` are expressions with their kind, allowed values behind a colon."""
    columns = []
    for text, declared in inputs.items():
        kind, _, allowed = declared.partition(": ")
        tests = (parse_tests(allowed),) if allowed else ()
        columns.append(InputColumn(text, parse_expression(text), kind, tests))
    rules = tuple(
        Rule(tuple(parse_tests(cell) for cell in row[:-1]), (parse_expression(row[-1]),)) for row in rows
    )
    output = Output(
        "o",
        parse_tests(ranking).tests if ranking else (),
        parse_expression(default) if default else None,
    )
    made = DecisionTable(
        tuple(each.expression for each in columns),
        (output,),
        rules,
        HitPolicy(policy),
        Aggregation(aggregation) if aggregation else None,
    )
    return made, columns


def found(inputs: Mapping[str, str], rows: Rows, policy: str = "UNIQUE", **options: str) -> list[Finding]:
    return check_table(*table(inputs, rows, policy, **options))


def gaps_of(findings: Sequence[Finding]) -> list[str]:
    return [
        each.message.en.removeprefix("no rule covers ")
        for each in findings
        if each.code == "dmn.table.gap" and each.severity is Severity.WARNING
    ]


@pytest.mark.parametrize(
    ("kind", "cells", "gaps"),
    [
        ("number", ("< 10", "[20..30)", ">= 30"), ["x in [10..20)"]),
        ("number", ("<= 10", "> 10"), []),
        ("number", ("< 0.1", "> 0.1"), ["x = 0.1"]),
        ("number", ("(0..1]", "(2..3)"), ["x in (<= 0, (1..2], >= 3)"]),
        ("number", ("not(5, 7)",), ["x in (5, 7)"]),
        ("number", ("? > 5 and ? < 9", "not(? > 5)"), ["x >= 9"]),
        ("number", ("? in [1..3]", "? < 1 or ? > 4"), ["x in (3..4]"]),
        ("number", ("> 0", "< 0", "0"), []),
        ("number", (">= -5", "-6"), ["x < -6"]),
        ("number", ("-",), []),
        ("date", ('< @"2026-01-01"', '[@"2026-01-03"..@"2026-12-31"]'),
         ['x in ([@"2026-01-01"..@"2026-01-03"), > @"2026-12-31")']),
        ("date", ('<= @"2026-02-28"', '>= @"2026-03-01"'), []),
        ("date", ('<= date("2024-02-28")', '>= date("2024-03-01")'), ['x in (@"2024-02-28"..@"2024-03-01")']),
        ("date and time", ('< @"2026-01-01T00:00:00"', '> @"2026-01-01T00:00:00"'), ['x = @"2026-01-01T00:00:00"']),
        ("time", ('< @"12:00:00"', '> @"13:30:00"'), ['x in [@"12:00:00"..@"13:30:00"]']),
        ("days and time duration", ('< @"P1D"', '>= @"P2D"'), ['x in [@"P1D"..@"P2D")']),
        ("years and months duration", ('<= @"P1Y"', '>= @"P1Y1M"'), []),
        ("boolean", ("true",), ["x = false"]),
        ("boolean", ("true", "not(true)"), []),
        ("boolean", ("?", "not(?)"), []),
        ("Any", ("true",), ["x = false"]),
        ("Any", ("null", "< 5", ">= 5"), []),
        ("number", ("< 5", ">= 6", "null"), ["x in [5..6)"]),
        ('string: "a", "b", "c"', ('"a"', '"b"'), ['x = "c"']),
        ('string: "a", "b", "c"', ('"a"', 'not("a")'), []),
        ('string: "甲", "乙", "丙"', ('"甲", "丙"',), ['x = "乙"']),
        ("number: [0..100]", ("< 60", "[60..90)"), ["x in [90..100]"]),
        ("number: >= 0", ("> 10",), ["x in [0..10]"]),
        ("string", ('< "m"', '> "m"'), ['x = "m"']),
    ],
)  # fmt: skip
def test_an_input_that_no_rule_covers_is_found(kind: str, cells: tuple[str, ...], gaps: list[str]) -> None:
    assert gaps_of(found({"x": kind}, [(cell, "1") for cell in cells], "FIRST")) == gaps


@pytest.mark.parametrize(
    ("kind", "cells", "because"),
    [
        ("string", ('"a"', '"b"'), "the table does not list these values"),
        ("number", ("[0..10)", ">= 10"), "the rules begin at 0"),
        ("number", ("<= 10", ">= 11"), "numbers between two whole ones"),
        ("number", ("1", "2, 3"), "the table does not list these values"),
        ("date", ('@"2026-01-01"',), "the table does not list these values"),
    ],
)
def test_values_that_a_table_never_names_are_only_noted(
    kind: str, cells: tuple[str, ...], because: str
) -> None:
    (note,) = found({"x": kind}, [(cell, "1") for cell in cells])
    assert note.severity is Severity.NOTE
    assert because in note.message.en
    assert note.mend is not None


def test_a_gap_between_fractions_is_no_note() -> None:
    findings = found({"x": "number"}, [("<= 0.5", "1"), (">= 1.5", "1")])
    assert gaps_of(findings) == ["x in (0.5..1.5)"]


def test_a_default_output_leaves_no_gap() -> None:
    assert found({"x": "number"}, [("< 10", "1")], default="0") == []


def test_gaps_over_several_columns_are_joined_where_they_touch() -> None:
    rows = [('"large"', ">= 1000", "1"), ('"large"', "< 300", "2"), ('"small"', "-", "3")]
    (gap,) = found({"规模": 'string: "large", "small"', "人数": "number"}, rows)
    assert gap.message.zh == '没有规则适用于：规模 = "large"，且 人数 in [300..1000)'
    assert gap.example == {"规模": "large", "人数": Decimal(300)}


def test_two_columns_for_one_input_are_read_together() -> None:
    assert found({"x": "number"}, [("< 10", "1"), (">= 10", "2")]) == []
    made, columns = table({"x": "number"}, [("> 0", "1"), ("<= 0", "1")])
    twice = DecisionTable(
        (*made.inputs, *made.inputs),
        made.outputs,
        (
            Rule((parse_tests("> 0"), parse_tests("< 10")), made.rules[0].outputs),
            Rule((parse_tests("<= 0"), parse_tests("-")), made.rules[0].outputs),
        ),
    )
    assert gaps_of(check_table(twice, [*columns, *columns])) == ["x >= 10"]


@pytest.mark.parametrize(
    ("policy", "rows", "expected"),
    [
        ("UNIQUE", [("< 10", "1"), ("[5..20]", "2"), ("> 20", "1")], [("dmn.table.overlap", (1, 2), "error")]),
        ("UNIQUE", [("< 10", "1"), ("[10..20]", "2"), ("> 20", "1")], []),
        ("ANY", [("< 10", "1"), ("[5..20]", "2"), (">= 10", "1")],
         [("dmn.table.conflict", (1, 2), "error"), ("dmn.table.conflict", (2, 3), "error")]),
        ("ANY", [("< 10", "1"), ("[5..20]", "1"), (">= 10", "1")], []),
        ("ANY", [("< 10", "1"), ("< 5", "1"), (">= 10", "1")], [("dmn.table.subsumed", (2, 1), "note")]),
        ("ANY", [("< 10", "a"), ("< 5", "b"), (">= 10", "1")], [("dmn.table.conflict", (1, 2), "warning")]),
        ("ANY", [("< 10", "a + 1"), ("< 5", "a + 1"), (">= 10", "1")], [("dmn.table.subsumed", (2, 1), "note")]),
        ("FIRST", [("< 10", "1"), ("< 20", "2"), ("-", "3")], []),
        ("FIRST", [("< 10", "1"), ("< 5", "2"), ("-", "3")], [("dmn.table.masked", (2, 1), "warning")]),
        ("FIRST", [("< 10", "1"), (">= 10", "2"), ("-", "3")], [("dmn.table.masked", (3, 1, 2), "warning")]),
        ("FIRST", [("< 10", "1"), ("< 20", "2"), ("[5..15]", "3"), ("-", "4")],
         [("dmn.table.masked", (3, 2), "warning")]),
        ("FIRST", [("< 10", "1"), ("-", "1")], [("dmn.table.subsumed", (1, 2), "note")]),
        ("FIRST", [("< 10", "1"), ("< 20", "2"), ("-", "1")], []),
        ("COLLECT", [("< 10", "1"), ("-", "2")], []),
        ("COLLECT", [("< 10", "1"), ("-", "2"), ("< 10", "1")], [("dmn.table.repeated", (1, 3), "warning")]),
        ("RULE ORDER", [("< 10", "1"), ("-", "2"), ("< 10", "3")], []),
        ("UNIQUE", [("[5..3]", "1"), ("-", "2")], [("dmn.table.never", (1,), "error")]),
        ("COLLECT", [("? > 5 and ? < 3", "1"), ("-", "2")], [("dmn.table.never", (1,), "error")]),
    ],
)  # fmt: skip
def test_rules_that_meet_are_judged_by_the_hit_policy(
    policy: str, rows: Rows, expected: list[tuple[str, tuple[int, ...], str]]
) -> None:
    findings = found({"x": "number"}, rows, policy)
    assert [(each.code, each.rules, each.severity) for each in findings] == expected
    assert all(each.example for each in findings)


def test_under_priority_a_rule_stands_behind_outputs_listed_before_its_own() -> None:
    rows = [("< 5", '"low"'), ("< 10", '"high"'), ("-", '"low"')]
    for ranking, rules in (('"high", "low"', (1, 2)), ('"low", "high"', (2, 3))):
        masked, *others = found({"x": "number"}, rows, "PRIORITY", ranking=ranking)
        assert (masked.code, masked.rules) == ("dmn.table.masked", rules)
        assert {each.code for each in others} <= {"dmn.table.masked"}


def test_a_value_that_is_not_allowed_makes_a_rule_that_never_fires() -> None:
    findings = found({"s": 'string: "large", "small"'}, [('"large"', "1"), ('"smal"', "2")], "FIRST")
    never = next(each for each in findings if each.code == "dmn.table.never")
    assert never.rules == (2,)
    assert never.example == {"s": "smal"}
    assert "allowed values" in never.message.en


@pytest.mark.parametrize(
    "cell",
    [
        "> limit",
        "floor(?) = 3",
        "starts with(?)",
        "? * 2 > 7",
        "limit",
        "now()",
        "f(?)",
        "[1..limit]",
        "{a: 1}",
    ],
)
def test_a_cell_that_takes_data_to_read_is_neither_gap_nor_overlap(cell: str) -> None:
    findings = found({"x": "number"}, [(cell, "1"), ("<= 5", "2")])
    assert [(each.code, each.rules) for each in findings] == [("dmn.table.opaque", (1,))]


def test_what_lies_outside_a_cell_that_takes_data_is_judged_all_the_same() -> None:
    rows = [("> limit", "true", "1"), ("<= 5", "true", "2")]
    assert gaps_of(found({"x": "number", "b": "boolean"}, rows)) == ["b = false"]


def test_inputs_that_rest_on_the_same_fact_are_judged_with_reserve() -> None:
    rows = [("< 10", "< 5", "1"), ("< 20", "> 1", "2")]
    findings = found({"x": "number", "x + y": "number"}, rows)
    assert {each.severity for each in findings} == {Severity.WARNING, Severity.NOTE}
    assert "if these inputs can have such values" in findings[0].message.en


def test_a_large_table_is_looked_at_as_far_as_the_bound() -> None:
    rows = [(f"[{n}..{n + 1})", f"[{n}..{n + 1})", "1") for n in range(1200)]
    findings = found({"x": "number", "y": "number"}, rows)
    assert [each.code for each in findings] == ["dmn.table.limit"]


def test_more_findings_than_anyone_reads_are_counted() -> None:
    findings = found({"x": "number"}, [("-", str(n)) for n in range(12)])
    assert sum(each.code == "dmn.table.overlap" for each in findings) == 20
    assert any(each.code == "dmn.table.more" for each in findings)


# Random tables against brute force

CELLS = {
    "number": ["-", "1", "< 2", ">= 2", "[1..3]", "(1..3)", "not(2)", "1, 3", "> 3", "[3..1]", "null"],
    "date": ["-", '< @"2026-01-02"', '>= @"2026-01-02"', '[@"2026-01-01"..@"2026-01-03"]',
             'not(@"2026-01-02")', '@"2026-01-03"'],
    "string": ["-", '"a"', '"b"', 'not("a")', '"a", "b"', 'not("a", "b")'],
    "boolean": ["-", "true", "false", "not(true)"],
}  # fmt: skip
POINTS: dict[str, list[Any]] = {
    "number": [Decimal(each) for each in ("0", "1", "1.5", "2", "2.5", "3", "4")],
    "date": [parse(f'@"{each}"').run(Scope({})) for each in
             ("2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04")],
    "string": ["a", "b", "c"],
    "boolean": [True, False],
}  # fmt: skip


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=3))
    inputs = {f"x{index}": kind for index, kind in enumerate(kinds)}
    row = st.tuples(*(st.sampled_from(CELLS[kind]) for kind in kinds), st.sampled_from("12"))
    return inputs, draw(st.lists(row, min_size=1, max_size=4))


def matches(inputs: Mapping[str, str], rows: Rows) -> dict[tuple[Any, ...], list[int]]:
    """Every combination of the points, with the rules that match it (from one)."""
    nulls = [any(row[i] == "null" for row in rows) for i in range(len(inputs))]
    axes = [
        [*POINTS[kind], *([None] if null else [])] for kind, null in zip(inputs.values(), nulls, strict=True)
    ]
    cells = [[parse_unary_tests(cell) for cell in row[:-1]] for row in rows]
    answers = [
        [
            {id(value): cell.run(Scope({"?": value})) is True for value in axis}
            for cell, axis in zip(row, axes, strict=True)
        ]
        for row in cells
    ]
    return {
        point: [
            number
            for number, row in enumerate(answers, 1)
            if all(cell[id(value)] for cell, value in zip(row, point, strict=True))
        ]
        for point in itertools.product(*axes)
    }


@given(small_tables())
@example(({"x0": "number", "x1": "number"}, [("-", "1", "1"), ("1", "-", "1")]))
@settings(max_examples=150, deadline=None)
def test_unique_tables_agree_with_brute_force(made: tuple[dict[str, str], list[tuple[str, ...]]]) -> None:
    inputs, rows = made
    by_point = matches(inputs, rows)
    findings = found(inputs, rows)
    overlapping = {pair for each in by_point.values() for pair in itertools.combinations(each, 2)}
    assert {each.rules for each in findings if each.code == "dmn.table.overlap"} == overlapping
    firing = {number for each in by_point.values() for number in each}
    never = {each.rules[0] for each in findings if each.code == "dmn.table.never"}
    assert never == set(range(1, len(rows) + 1)) - firing
    has_gap = any(each.code == "dmn.table.gap" for each in findings)
    assert has_gap == any(not each for each in by_point.values())
    _examples_are_true(inputs, rows, findings)


@given(small_tables())
@settings(max_examples=150, deadline=None)
def test_first_tables_agree_with_brute_force(made: tuple[dict[str, str], list[tuple[str, ...]]]) -> None:
    inputs, rows = made
    by_point = matches(inputs, rows)
    findings = found(inputs, rows, "FIRST")
    deciding = {each[0] for each in by_point.values() if each}
    silent = {each.rules[0] for each in findings if each.code in ("dmn.table.masked", "dmn.table.never")}
    assert silent == set(range(1, len(rows) + 1)) - deciding
    _examples_are_true(inputs, rows, findings)
    for each in findings:  # what adds nothing can be left out
        if each.code == "dmn.table.subsumed":
            fewer = [row for number, row in enumerate(rows, 1) if number != each.rules[0]]
            for point in by_point:
                assert _decided(inputs, rows, point) == _decided(inputs, fewer, point)


@given(small_tables())
@settings(max_examples=100, deadline=None)
def test_any_tables_agree_with_brute_force(made: tuple[dict[str, str], list[tuple[str, ...]]]) -> None:
    inputs, rows = made
    findings = found(inputs, rows, "ANY")
    disagreeing = {
        pair
        for each in matches(inputs, rows).values()
        for pair in itertools.combinations(each, 2)
        if rows[pair[0] - 1][-1] != rows[pair[1] - 1][-1]
    }
    assert {each.rules for each in findings if each.code == "dmn.table.conflict"} == disagreeing


def _examples_are_true(inputs: Mapping[str, str], rows: Rows, findings: Sequence[Finding]) -> None:
    made, _ = table(inputs, rows, "RULE ORDER")
    by_number = DecisionTable(
        made.inputs,
        made.outputs,
        tuple(
            Rule(rule.tests, (parse_expression(str(number)),)) for number, rule in enumerate(made.rules, 1)
        ),
        HitPolicy.RULE_ORDER,
    )
    for each in findings:
        if not each.example:
            continue
        firing = BoxedExpression("", by_number).run(Scope(each.example)) or []
        match each.code:
            case "dmn.table.gap":
                assert firing == []
            case "dmn.table.overlap" | "dmn.table.subsumed":
                assert set(each.rules) <= {int(number) for number in firing}
            case "dmn.table.masked":
                assert each.rules[0] in firing
                assert firing[0] != each.rules[0]
            case "dmn.table.never":
                assert each.rules[0] not in firing


def _decided(inputs: Mapping[str, str], rows: Rows, point: tuple[Any, ...]) -> Any:
    if not rows:
        return None
    made, _ = table(inputs, rows, "FIRST")
    return BoxedExpression("", made).run(Scope(dict(zip(inputs, point, strict=True))))
