"""The fast ways of a condition say what the general one says."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from onedoor.engine.feel import UNKNOWN, Date, Expression, evaluate, parse
from onedoor.engine.feel.compiler import Compiler
from onedoor.engine.feel.nodes import Node
from onedoor.engine.feel.scope import NOWHERE

CONSTANTS = [
    '"a"',
    '"b"',
    "1",
    "-2.5",
    'date("2026-01-01")',
    '@"2025-06-30"',
    "true",
    "[1..3]",
    '("a".."c")',
    "null",
]
VALUES: list[Any] = [
    None,
    True,
    "a",
    "b",
    1,
    3,
    Date(2026, 1, 1),
    Date(2025, 6, 30),
    ["a"],
    [1],
    {},
    UNKNOWN,
    [UNKNOWN],
]
OPERATORS = ["=", "!=", "<", "<=", ">", ">="]
conditions = st.one_of(
    st.builds("{} {} {}".format, st.just("x"), st.sampled_from(OPERATORS), st.sampled_from(CONSTANTS)),
    st.builds("{2} {1} {0}".format, st.just("x"), st.sampled_from(OPERATORS), st.sampled_from(CONSTANTS)),
    st.lists(st.sampled_from(CONSTANTS), min_size=1, max_size=3).map(
        lambda all_: f"x in ({', '.join(all_)})"
    ),
    st.lists(st.sampled_from(CONSTANTS), min_size=2, max_size=2).map(
        lambda two: f"x between {two[0]} and {two[1]}"
    ),
)
texts = st.lists(conditions, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from([" and ".join(parts), " or ".join(parts), f"not({parts[0]})"])
)


class Unhurried(Compiler):
    """Takes nothing for a constant and no name for a fact."""

    def constant(self, node: Node) -> Any:
        return NOWHERE

    def _is_fact(self, name: str) -> bool:
        return False


class General(Expression):
    compiler = Unhurried


@settings(max_examples=500)
@given(texts, st.sampled_from(VALUES))
def test_a_condition_on_a_constant_is_decided_as_any_other(text: str, value: Any) -> None:
    expression = parse(text, names=("x",))
    general = General(expression.source, expression.root)
    for facts in ({"x": value}, {}):
        assert evaluate(expression, facts) == evaluate(general, facts)
