"""The one question: the fact that decides most, of those that anybody can be asked for."""

from __future__ import annotations

import pytest

from onedoor.apps.policies.asking import next_question
from onedoor.apps.policies.definition import FactAsked
from onedoor.apps.standards.enums import ValueKind
from onedoor.text import Text

ASKED = Text("多少？", "How many?")


def fact(element: str, question: Text | None = ASKED) -> FactAsked:
    return FactAsked(
        element=element,
        name=Text.of(element),
        kind=ValueKind.NUMBER,
        unit="人",
        question=question,
        options={},
        derived_by=None,
    )


@pytest.mark.parametrize(
    ("missing", "lacking", "asked"),
    [
        (["a"], [{"a"}], "a"),
        (["a", "b"], [{"a", "b"}], "a"),
        (["a", "b"], [{"a", "c"}, {"b"}], "b"),
        (["a", "b", "c"], [{"a", "c"}, {"b", "c"}], "c"),
        (["a", "b"], [{"a"}, {"b"}, {"b"}], "b"),
        (["a", "b", "c"], [{"a"}, {"b", "c"}, {"b", "c"}], "a"),
    ],
)
def test_the_fact_that_settles_most_by_itself_is_asked_for_then_the_one_most_lack(missing, lacking, asked):
    found = next_question([fact(element) for element in missing], lacking)
    assert found is not None
    assert found.element == asked


def test_what_only_an_authority_knows_is_not_asked():
    found = next_question([fact("target", None), fact("staff")], [{"target"}, {"target", "staff"}])
    assert found is not None
    assert found.element == "staff"


def test_there_is_no_question_where_nobody_can_answer():
    assert next_question([fact("target", None)], [{"target"}]) is None
    assert next_question([], []) is None
