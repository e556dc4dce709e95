"""The picture of the steps: one after another, or side by side."""

from onedoor.apps.catalogue.definition import Step
from onedoor.pages.public.steps import picture_of
from onedoor.text import Text


def columns(*steps: tuple[str, tuple[str, ...]]) -> list[list[str]]:
    made = [Step(id=id_, name=Text.of(id_), after=after) for id_, after in steps]
    return [[step.id for step in column] for column in picture_of(made).columns]


def test_steps_that_wait_for_nothing_named_follow_one_another():
    assert columns(("a", ()), ("b", ()), ("c", ())) == [["a"], ["b"], ["c"]]


def test_what_waits_for_the_same_step_stands_side_by_side():
    assert columns(("a", ()), ("b", ("a",)), ("c", ("a",)), ("d", ("b", "c"))) == [["a"], ["b", "c"], ["d"]]


def test_a_step_that_is_not_there_is_not_waited_for():
    assert columns(("a", ()), ("b", ("gone",)), ("c", ("a",))) == [["a", "b"], ["c"]]


def test_steps_that_wait_for_each_other_are_drawn_all_the_same():
    assert sorted(sum(columns(("a", ("b",)), ("b", ("a",))), [])) == ["a", "b"]
