"""Engines are compared before they are timed, and one that answers otherwise gets no figure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from onedoor.bench.rules.conditions import Policy, facts_of, policies
from onedoor.bench.rules.contest import ANEW, COMPILED, READ, Contest, Series
from onedoor.bench.rules.engine import Engine, Form, Program
from onedoor.bench.rules.engines import ours
from onedoor.bench.rules.facts import profiles
from onedoor.bench.rules.report import Figure
from onedoor.engine.feel import Unknown, parse

DRAWN = {policy: facts_of(policy.conditions[0]) for policy in policies(30, 3, length=1)}
KNOWN = list(profiles(6, 3))
LACKING = list(profiles(6, 3, missing=0.3))
SERIES = Series("set", "Sets", KNOWN)


def right(text: str) -> Program:
    return parse(text)


def yes(text: str) -> Program:
    return lambda facts: True


def no_memberships(text: str) -> Program:
    if " in (" in text:
        raise SyntaxError(text)
    return parse(text)


def guessing(text: str) -> Program:
    """Right as long as everything is known, and sure of itself where it is not."""
    return lambda facts: False if isinstance(answer := parse(text)(facts), Unknown) else answer


def refusing(text: str) -> Program:
    def answer(facts: Any) -> Any:
        found = parse(text)(facts)
        if isinstance(found, Unknown):
            raise TypeError(text)
        return found

    return answer


def engine(compile_: Callable[[str], Program], name: str = "other", **more: Any) -> Engine:
    form = Form(write=ours.WORDS.policy, compile=compile_, read=compile_)
    return Engine(name=name, release="1", give=ours.give, policies=form, **more)


def figures(*others: Engine, series: Series = SERIES) -> dict[tuple[str, str], Figure]:
    engines = [ours.ENGINE, *others]
    contest = Contest(DRAWN, engines, lambda each: each.policies, KNOWN, doubtful=LACKING)
    return {(each.engine, each.form): each for each in contest.row(series, 0.01).figures}


def test_one_that_answers_as_ours_does_gets_a_figure_and_a_ratio() -> None:
    found = figures(engine(right))
    other, own = found["other", COMPILED], found["onedoor", COMPILED]
    assert other.value is not None
    assert own.value is not None
    assert other.ratio == pytest.approx(own.value / other.value)
    assert (own.ratio, other.remark) == (None, "")


def test_one_that_answers_otherwise_gets_none_and_the_answer_is_told() -> None:
    found = figures(engine(yes))["other", COMPILED]
    assert (found.value, found.ratio) == (None, None)
    assert found.remark.startswith("answers otherwise: ")
    assert found.remark.endswith("True instead of False")


@pytest.mark.parametrize("answer", [1, "true", None, 0])
def test_what_only_counts_as_true_or_false_is_another_answer(answer: Any) -> None:
    found = figures(engine(lambda text: lambda facts: answer))["other", COMPILED]
    assert found.value is None
    assert f"{answer!r} instead of" in found.remark


def test_one_that_answers_otherwise_is_not_timed_for_reading_either() -> None:
    found = figures(engine(yes), series=Series("reading", "Read", KNOWN[:1], forms=(READ,)))
    assert found["other", READ].value is None
    assert found["onedoor", READ].value is not None


def test_cases_that_an_engine_refuses_are_counted_and_left_out_of_its_figure() -> None:
    count = sum(" in (" in ours.WORDS.policy(policy) for policy in DRAWN)
    assert count
    found = figures(engine(no_memberships))["other", COMPILED]
    assert found.value is not None
    assert found.remark == f"{len(DRAWN) - count} of {len(DRAWN)} cases; refused with SyntaxError ({count})"


def test_one_that_refuses_everything_gets_none() -> None:
    def nothing(text: str) -> Program:
        raise NotImplementedError

    found = figures(engine(nothing))["other", COMPILED]
    assert (found.value, found.remark) == (
        None,
        f"0 of {len(DRAWN)} cases; refused with NotImplementedError ({len(DRAWN)})",
    )


def test_trials_count_for_the_comparison_alone() -> None:
    never = {Policy(conditions=policy.conditions[:1]): needed for policy, needed in DRAWN.items()}
    shown = dict(list(never.items())[:1])
    contest = Contest(
        shown,
        [ours.ENGINE, engine(yes)],
        lambda each: each.policies,
        KNOWN,
        trials=dict(list(never.items())[1:]),
    )
    row = contest.row(SERIES, 0.01)
    assert row.value("other", COMPILED) is None
    assert row.value("onedoor", COMPILED) is not None
    assert next(each.remark for each in row.figures) == told(shown)


def told(shown: dict[Policy, Any]) -> str:
    answers = [parse(ours.WORDS.policy(policy))(ours.give(each)) for policy in shown for each in KNOWN]
    return f"of {len(answers)} answers {answers.count(True)} are yes"


@pytest.mark.parametrize(
    ("compile_", "decided", "raised"), [(guessing, True, False), (refusing, False, True)]
)
def test_what_becomes_of_missing_facts_is_told(
    compile_: Callable[[str], Program], decided: bool, raised: bool
) -> None:
    pairs = [parse(ours.WORDS.policy(policy))(ours.give(each)) for policy in DRAWN for each in LACKING]
    is_open = sum(isinstance(each, Unknown) for each in pairs)
    assert 0 < is_open < len(pairs)
    found = figures(engine(compile_), series=Series("set", "Sets", LACKING, doubtful=LACKING))[
        "other", COMPILED
    ]
    assert found.value is not None
    assert found.remark == (
        f"of {is_open} open pairs {is_open * decided} are decided all the same (0 as met); "
        f"0 of {len(pairs) - is_open} settled ones are not; it refuses {is_open * raised}"
    )


def test_one_that_is_given_needed_facts_only_sees_no_others() -> None:
    seen: set[int] = set()

    def counting(text: str) -> Program:
        def answer(facts: Any) -> Any:
            seen.add(len(facts))
            return parse(text)(facts)

        return answer

    assert figures(engine(counting, needed_only=True))["other", COMPILED].value is not None
    assert seen <= {1, 2}


def test_facts_are_shared_once_a_subject() -> None:
    shared: list[Any] = []

    def share(facts: Any) -> Any:
        shared.append(facts)
        return facts

    contest = Contest(DRAWN, [ours.ENGINE, engine(right, share=share)], lambda each: each.policies, KNOWN)
    entry = contest.entries[-2]
    shared.clear()
    entry.job(contest.cases, KNOWN, contest.timed).seconds()
    assert shared == [ours.give(profile) for profile in KNOWN]


def test_our_own_forms_answer_alike() -> None:
    found = figures(ours.SHARING)
    assert [each.remark for each in found.values() if each.engine != "onedoor"] == [""]
    assert all(each.value for each in found.values())
    assert {form for _, form in found} == {COMPILED, ANEW}
