"""Rules about lists of codes, beside trying every combination."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.matching.reasons.measures import rules_of

from onedoor.engine.feel import evaluate
from onedoor.engine.matching.reasons import nearest, questions

codes = st.lists(st.sampled_from("甲乙丙"), max_size=3, unique=True)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=3), st.sampled_from([" and ", " or "]), codes)
def test_codes_are_tried_in_every_combination(asked: list[str], joint: str, held: list[str]) -> None:
    tests = (f'list contains(资质, "{code}")' for code in asked)
    rule = f"({joint.join(tests)}) and 失信"
    rules = rules_of(rule)
    sets = [set(chosen) for size in range(4) for chosen in combinations(sorted(set(asked)), size)]
    values = [evaluate(rules.expressions["规则0"], {"资质": sorted(each)}) for each in sets]
    by_fact = {each.fact: each for each in questions(rules, {})}
    assert by_fact["资质"].score == Fraction(sum(value is False for value in values), len(values))
    met = evaluate(rules.expressions["规则0"], {"资质": held, "失信": True})
    found = nearest(rules, {"资质": held, "失信": True})
    assert (met is True) == (not found)
    for each in found:
        least = 1 if joint == " or " else len(set(asked) - set(held))
        assert len(set(each.best.changes[0].after) ^ set(held)) == least
