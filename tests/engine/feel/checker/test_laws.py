"""Laws of the checker: it never fails, and what it says of types and nulls is true."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.feel.checker.business import FACTS, NAMES, found

from onedoor.engine.feel import parse
from onedoor.engine.feel.checker import Names, Severity, check_cell, checked
from onedoor.engine.feel.checker.checks import known_names
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import FUNCTION, NUMBER, conforms
from onedoor.engine.feel.values import Unknown, to_feel

WORDS = [
    *("人数", "名称", "员工", "法人", "任意", "月份", "年龄", "x", "?", "item", "折算", "sum", "date", "count", "min"),
    *("1", "0", "-1", '"a"', "true", "null", '@"2026-01-01"', "[", "]", "(", ")", "{", "}", ",", ":", "."),
    *("+", "-", "*", "/", "**", "=", "!=", "<", ">=", "..", "and", "or", "in", "between", "if", "then", "else"),
    *("for", "return", "some", "every", "satisfies", "instance of", "number", "list<", ">", "function", "not"),
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_no_text_is_too_strange_to_be_checked(text: str) -> None:
    for finding in (*found(text), *check_cell(text, NUMBER, NAMES)):
        assert finding.message.zh
        assert finding.place is None or finding.place.pointer


OPERANDS = [
    "人数",
    "名称",
    "任意",
    "成立日期",
    "期限",
    "月份",
    "法人",
    "法人.年龄",
    "员工",
    "1",
    '"a"',
    "null",
    "已参保",
]
FORMS = [
    "({} + {})", "({} - {})", "({} * {})", "({} = {})", "({} < {})", "({} and {})", "({} or {})", "({} in {})",
    "({0}[1])", "({0}[-1])", "({0}[item = {1}])", "[{}, {}]", "{{a: {}, b: {}}}", "(if {} then {} else 1)", "(for x in {} return {})",
    "(some x in {} satisfies {})", "max({}, {})", "concatenate({}, {})", "[{}..{}]", "substring({}, {})",
    "(function(x) {})({})", "append({}, {})", "get value({}, {})",
]  # fmt: skip


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_an_inferred_type_is_that_of_the_value_however_it_was_put_together(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(OPERANDS))
    for _ in range(data.draw(st.integers(1, 4))):
        other = data.draw(st.sampled_from(OPERANDS))
        pair = (text, other) if data.draw(st.booleans()) else (other, text)
        text = data.draw(st.sampled_from(FORMS)).format(*pair)
    inferred = checked(text, Names(NAMES)).type
    value = parse(text, names=tuple(known_names(Names(NAMES)))).run(Scope(to_feel(FACTS)))
    if inferred.kind == "function":
        inferred = FUNCTION
    if isinstance(value, Unknown) or value is None or inferred.kind in ("Any", "Null"):
        return
    assert conforms(value, inferred) is True, (text, value, inferred)


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">="])
def test_an_operation_is_refused_exactly_where_it_is_always_null(operator: str) -> None:
    for left in OPERANDS:
        for right in OPERANDS:
            if left == right or "任意" in (left, right):
                continue
            text = f"{left} {operator} {right}"
            refused = {each.code for each in found(text) if each.severity is Severity.ERROR}
            value = parse(text, names=tuple(NAMES)).run(Scope(to_feel(FACTS)))
            if refused:
                assert value is None, text
            else:
                assert value is not None, text
