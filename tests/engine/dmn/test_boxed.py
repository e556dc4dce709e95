"""Boxed expressions: each means what the same thing written in FEEL means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.engine.dmn.building import decision, knowledge, literal, read, rule, table

from onedoor.engine.dmn import DmnError, Reading
from onedoor.engine.feel import UNKNOWN, Unknown


def entry(name: str, logic: str, kind: str = "") -> str:
    typed = f' typeRef="{kind}"' if kind else ""
    variable = f'<variable name="{name}"{typed}/>' if name else ""
    return f"<contextEntry>{variable}{literal(logic)}</contextEntry>"


def part(name: str, logic: str) -> str:
    return f"<{name}>{literal(logic)}</{name}>"


NUMBERS = part("in", "[1, 2, 3, 4]")
ROWS = "<column name='a'/><column name='b' typeRef='number'/>" + "".join(
    f"<row>{literal(a)}{literal(b)}</row>" for a, b in (("1", "2"), ('"x"', '"y"'))
)


@pytest.mark.parametrize(
    ("boxed", "value"),
    [
        (f"<context>{entry('x y', '1')}{entry('z', 'x y + 1')}</context>", {"x y": 1, "z": 2}),
        (f"<context>{entry('x', '1')}{entry('', 'x + 41')}</context>", 42),
        (f"<context>{entry('结果', '1')}{entry('', '结果 + 41')}</context>", 42),
        (f"<context>{entry('x', '1', 'string')}</context>", {"x": None}),
        (f"<context typeRef='string'>{entry('x', '1')}</context>", None),
        (f"<list>{literal('1')}{literal('1 + 1')}</list>", [1, 2]),
        ("<list/>", []),
        (f"<relation>{ROWS}</relation>", [{"a": 1, "b": 2}, {"a": "x", "b": None}]),
        (f"<conditional>{part('if', '1 < 2')}{part('then', '3')}{part('else', '4')}</conditional>", 3),
        (f"<conditional>{part('if', 'null')}{part('then', '3')}{part('else', '4')}</conditional>", 4),
        (f"<filter>{NUMBERS}{part('match', 'item > 2')}</filter>", [3, 4]),
        (f"<filter>{part('in', '[{p: 1}, {p: 5}]')}{part('match', 'p > 2')}</filter>", [{"p": 5}]),
        (f"<for iteratorVariable='n'>{NUMBERS}{part('return', 'n + count(partial)')}</for>", [1, 3, 5, 7]),
        (f"<some iteratorVariable='n'>{NUMBERS}{part('satisfies', 'n > 3')}</some>", True),
        (f"<every iteratorVariable='n'>{NUMBERS}{part('satisfies', 'n > 3')}</every>", False),
        (f"<invocation>{literal('max')}</invocation>", None),
        ("<context><contextEntry><variable name='f'/><functionDefinition><formalParameter name='n' typeRef='number'/>"
         f"{literal('n * 2')}</functionDefinition></contextEntry>{entry('', 'f(21)')}</context>", 42),
        (f"<context><contextEntry><variable name='t'/>{table(['1'], [('< 2', '7')])}</contextEntry>{entry('', 't')}</context>", 7),
    ],
)  # fmt: skip
def test_a_boxed_expression_has_the_value_of_its_parts(boxed: str, value: Any) -> None:
    assert read(decision("d", boxed)).decide("d", {}).value == value


def test_an_invocation_binds_parameters_by_name() -> None:
    def invoked(*names: str) -> str:
        bound = "".join(
            f'<binding><parameter name="{name}"/>{literal(text)}</binding>'
            for name, text in zip(names, ("2", "44"), strict=True)
        )
        return f"<invocation>{literal('minus')}{bound}</invocation>"

    model = read(
        knowledge("minus", ["a", "b"], "a - b"),
        decision("d", invoked("b", "a"), "Knowledge minus"),
        decision("e", invoked("c", "a"), "Knowledge minus"),
    )
    assert (model.decide("d", {}).value, model.decide("e", {}).value) == (42, None)


def test_business_knowledge_may_call_itself_within_bounds() -> None:
    body = "if n = 0 then 1 else n * factorial(n - 1)"
    model = read(knowledge("factorial", ["n"], body), decision("d", "factorial(20)", "Knowledge factorial"))
    assert model.decide("d", {}).value == 2432902008176640000


def test_several_outputs_make_a_context_and_a_forgotten_name_does_no_harm() -> None:
    boxed = (
        "<decisionTable><output name='rate' typeRef='number'/><output label='word'/>"
        f"{rule([], ['0.3', chr(34) + 'low' + chr(34)])}</decisionTable>"
    )
    assert read(decision("d", boxed)).decide("d", {}).value == {"rate": Decimal("0.3"), "word": "low"}


@pytest.mark.parametrize(
    ("boxed", "where"),
    [
        (table(["1"], [("<", "1")]), "decision d rule 1 input 1 line 1, character 2"),
        (table(["1"], [("-", "1 +")]), "decision d rule 1 output 1 line 1, character 4"),
        (table(["1 +"], [("-", "1")]), "decision d input 1 line 1, character 4"),
        (table(["1"], [("-", "1")], values='"a'), "decision d output 1 line 1, character 1"),
        (f"<relation><column name='a'/><row>{literal('1')}{literal('2')}</row></relation>", "decision d row"),
    ],
)
def test_a_fault_is_told_with_its_cell(boxed: str, where: str) -> None:
    with pytest.raises(DmnError) as caught:
        read(decision("d", boxed))
    assert where in caught.value.as_dict("en")["where"]


def test_names_with_signs_in_them_are_read_where_they_are_members() -> None:
    context = f"<context>{entry('risk-level', '3')}</context>"
    model = read(decision("base", context), decision("d", "base.risk-level + 1", "Decision base"))
    assert model.decide("d", {}).value == 4


@pytest.mark.parametrize(
    ("x", "value"), [(1, "a"), (2, None), (None, None), (UNKNOWN, Unknown(frozenset({"x"})))]
)
def test_an_open_reading_tells_unknown_from_null(x: Any, value: Any) -> None:
    model = read(decision("d", table(["x"], [("1", '"a"')])), reading=Reading.OPEN)
    assert model.decide("d", {"x": x}).value == value
