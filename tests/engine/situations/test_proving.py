"""What is proved of a guide is what trying every set of answers says."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onedoor.engine.feel import Unknown, evaluate
from onedoor.engine.situations import Choice, Guide, Kind, Number, Question, Situation, Table, YesNo

FLAGS = [Question(name, YesNo()) for name in "甲乙丙"]


def kinds(guide: Guide) -> list[tuple[Kind, str]]:
    return [(each.kind, each.subject) for each in guide.prove().findings]


@pytest.mark.parametrize(
    ("situations", "conditions", "found"),
    [
        ([Situation("a", "甲"), Situation("b", "not(甲)")], {"m": "乙 and 丙"}, []),
        ([Situation("a", "甲")], {"m": "乙 and 丙"}, [(Kind.GAP, "")]),
        ([Situation("a", "甲"), Situation("b", "not(甲) or 乙")], {"m": "丙"}, [(Kind.OVERLAP, "a")]),
        (
            [Situation("a", "甲"), Situation("b", "not(甲)"), Situation("c", "甲 and not(甲)")],
            {"m": "乙 and 丙"},
            [(Kind.NEVER_HOLDS, "c")],
        ),
        ([Situation("a", "甲"), Situation("b", "not(甲)")], {"m": "乙"}, [(Kind.CHANGES_NOTHING, "丙")]),
        (
            [Situation("a", "甲"), Situation("b", "not(甲)")],
            {"m": "乙 or not(乙)", "k": "丙"},
            [(Kind.ALWAYS_HOLDS, "m"), (Kind.CHANGES_NOTHING, "乙")],
        ),
        (
            [Situation("a", "甲"), Situation("b", "not(甲)")],
            {"m": '乙 > "x"', "k": "丙"},
            [(Kind.UNDECIDED, "m"), (Kind.NEVER_HOLDS, "m"), (Kind.CHANGES_NOTHING, "乙")],
        ),
    ],
)
def test_each_fault_is_found_and_nothing_else(situations, conditions, found):
    assert kinds(Guide.compile(FLAGS, situations, conditions)) == found


def test_a_question_nobody_can_come_to_is_named():
    questions = [Question("甲", YesNo()), Question("乙", YesNo(), when="甲 and not(甲)")]
    guide = Guide.compile(questions, [Situation("a", "甲"), Situation("b", "not(甲)")], {"m": "乙"})
    assert (Kind.NEVER_ASKED, "乙") in kinds(guide)


def test_the_ends_of_numbers_are_tried():
    area = [Question("面积", Number(Decimal(0)))]
    fits = Guide.compile(area, [Situation("小", "面积 < 300"), Situation("大", "面积 >= 300")])
    hole = Guide.compile(area, [Situation("小", "面积 < 300"), Situation("大", "面积 > 300")])
    assert fits.prove().holds
    (gap,) = hole.prove().findings
    assert (gap.kind, gap.example) == (Kind.GAP, {"面积": Decimal(300)})


def test_a_table_has_gaps_and_overlaps_too():
    questions = [Question("业态", Choice(("x", "y", "z")))]
    table = Table(("业态",), ((('"x","y"',), "甲"), (('"y"',), "乙")))
    assert kinds(Guide.compile(questions, table)) == [(Kind.GAP, ""), (Kind.OVERLAP, "甲")]


def test_a_condition_that_reckons_makes_no_proof():
    questions = [Question("面积", Number(Decimal(0)))]
    proof = Guide.compile(
        questions, [Situation("甲", "面积 * 面积 < 10"), Situation("乙", "面积 * 面积 >= 10")]
    ).prove()
    assert not proof.complete
    assert not proof.holds


def test_beyond_the_bound_it_says_that_not_all_was_tried():
    questions = [Question(f"问{number}", YesNo()) for number in range(12)]
    together = " and ".join(each.name for each in questions)
    guide = Guide.compile(questions, [Situation("甲", together), Situation("乙", f"not({together})")])
    assert guide.prove(most=100).complete is False
    assert guide.prove().holds


def test_questions_that_share_nothing_multiply():
    questions = [Question(f"问{number}", YesNo()) for number in range(40)]
    guide = Guide.compile(
        questions,
        [Situation("a", "问0"), Situation("b", "not(问0)")],
        {f"料{n}": f"问{n}" for n in range(1, 40)},
    )
    proof = guide.prove()
    assert (proof.leaves, proof.lists, proof.holds) == (2**40, 2**40, True)


def conditions() -> st.SearchStrategy[str]:
    atoms = st.sampled_from(
        ["甲", "乙", "not(丙)", "数 > 2", "数 <= 5", "数 = 3", 'not(类 = "x")', '类 = "y"']
    )
    return st.recursive(
        atoms,
        lambda inner: (
            st.builds("({} and {})".format, inner, inner)
            | st.builds("({} or {})".format, inner, inner)
            | st.builds("not({})".format, inner)
        ),
        max_leaves=4,
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(conditions(), min_size=1, max_size=3),
    st.lists(conditions(), max_size=2),
    st.sampled_from(["", "甲", "not(甲)"]),
)
def test_the_proof_agrees_with_trying_every_answer(whens: list[str], parts: list[str], asked: str):
    questions = [
        Question("甲", YesNo()),
        Question("乙", YesNo(), when=asked),
        Question("丙", YesNo()),
        Question("数", Number(Decimal(0), Decimal(8))),
        Question("类", Choice(("x", "y"))),
    ]
    situations = [Situation(f"s{place}", when) for place, when in enumerate(whens)]
    guide = Guide.compile(questions, situations, {f"m{place}": when for place, when in enumerate(parts)})
    found = {each.kind for each in guide.prove().findings}
    lists: set[Any] = set()
    gap = overlap = False
    for values in product((True, False), (True, False), (True, False), map(Decimal, range(9)), "xy"):
        facts: dict[str, Any] = dict(zip("甲乙丙数类", values, strict=True))
        if (asked == "甲" and not facts["甲"]) or (asked == "not(甲)" and facts["甲"]):
            facts["乙"] = None
        holding = [each.id for each in situations if evaluate(each.when, facts) is True]
        gap, overlap = gap or not holding, overlap or len(holding) > 1
        lists.add((*holding, *(evaluate(each, facts) is True for each in parts)))
    assert (Kind.GAP in found, Kind.OVERLAP in found) == (gap, overlap)
    assert guide.prove().lists == len(lists)


@settings(max_examples=60, deadline=None)
@given(st.lists(conditions(), min_size=1, max_size=3))
def test_every_example_shows_what_it_is_given_for(whens: list[str]):
    questions = [*FLAGS, Question("数", Number(Decimal(0), Decimal(8))), Question("类", Choice(("x", "y")))]
    guide = Guide.compile(questions, [Situation(f"s{place}", when) for place, when in enumerate(whens)])
    for finding in guide.prove().findings:
        if finding.example is None:
            continue
        full: dict[str, Any] = {"甲": True, "乙": True, "丙": True, "数": Decimal(0), "类": "x"} | dict(
            finding.example
        )
        holding = [place for place, when in enumerate(whens) if evaluate(when, full) is True]
        assert {Kind.GAP: not holding, Kind.OVERLAP: len(holding) > 1}.get(finding.kind, True)
        assert not any(isinstance(evaluate(when, full), Unknown) for when in whens)
