"""What a table makes of doubtful rules: the same as every way they could turn out, where those agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.dmn.hits import Hit, Hits
from onedoor.engine.dmn.nodes import Aggregation, DecisionTable, HitPolicy, Output
from onedoor.engine.feel import Unknown
from onedoor.engine.feel.values import unknown_in

POLICIES = [
    *((policy, None) for policy in HitPolicy),
    *((HitPolicy.COLLECT, aggregation) for aggregation in Aggregation),
]
LISTED = [Decimal(3), Decimal(1), Decimal(2)]
NOTHING = Unknown(frozenset({"x"}))


def table(policy: HitPolicy, aggregation: Aggregation | None) -> DecisionTable:
    return DecisionTable((), (Output("out"),), (), policy, aggregation)


def result(hits: Sequence[Hit], default: Any, policy: HitPolicy, aggregation: Aggregation | None) -> Any:
    return Hits(hits, default, [LISTED], ["out"]).result(table(policy, aggregation))


def ways(hits: Sequence[Hit]) -> Iterator[list[Hit]]:
    """Every way the doubtful rules could turn out."""
    for chosen in product((True, False), repeat=len(hits)):
        if all(taken or hit.doubt is not None for taken, hit in zip(chosen, hits, strict=True)):
            yield [Hit(hit.output) for taken, hit in zip(chosen, hits, strict=True) if taken]


numbers = st.sampled_from([Decimal(0), Decimal(1), Decimal(2), Decimal(3), Decimal(9), None])
hits = st.lists(st.builds(Hit, numbers, st.sampled_from([None, NOTHING])), max_size=5)
defaults = st.sampled_from([None, Decimal(0), Decimal(1)])


@pytest.mark.parametrize(("policy", "aggregation"), POLICIES)
@given(hits, defaults)
def test_the_result_is_known_exactly_when_every_way_gives_the_same(
    policy: HitPolicy, aggregation: Aggregation | None, found: list[Hit], default: Any
) -> None:
    possible = [result(way, default, policy, aggregation) for way in ways(found)]
    decided = result(found, default, policy, aggregation)
    if all(each == possible[0] for each in possible):
        assert decided == possible[0]
    else:
        assert unknown_in(decided) == NOTHING


unsure = st.one_of(numbers, st.just(Unknown(frozenset({"y"}))))


@pytest.mark.parametrize(("policy", "aggregation"), POLICIES)
@given(st.lists(st.builds(Hit, unsure, st.sampled_from([None, NOTHING])), max_size=4), defaults)
def test_what_is_known_despite_an_unknown_output_is_so_for_every_output(
    policy: HitPolicy, aggregation: Aggregation | None, found: list[Hit], default: Any
) -> None:
    decided = result(found, default, policy, aggregation)
    if unknown_in(decided) is not None:
        return
    for value in (None, Decimal(0), Decimal(1), Decimal(3)):
        filled = [Hit(value if isinstance(hit.output, Unknown) else hit.output, hit.doubt) for hit in found]
        assert result(filled, default, policy, aggregation) == decided


def hit(output: Any, *missing: str) -> Hit:
    return Hit(
        Decimal(output) if isinstance(output, int) else output,
        Unknown(frozenset(missing)) if missing else None,
    )


@pytest.mark.parametrize(
    ("policy", "aggregation", "found", "expected"),
    [
        (HitPolicy.PRIORITY, None, [hit(3), hit(1, "x"), hit(2, "x")], Decimal(3)),
        (HitPolicy.PRIORITY, None, [hit(1), hit(3, "x"), hit(2, "y")], Unknown(frozenset({"x"}))),
        (HitPolicy.PRIORITY, None, [hit(3), hit(Unknown(frozenset({"y"})))], Decimal(3)),
        (HitPolicy.COLLECT, Aggregation.SUM, [hit(2), hit(0, "x")], Decimal(2)),
        (HitPolicy.COLLECT, Aggregation.SUM, [hit(2), hit(0, "x"), hit(1, "y")], Unknown(frozenset({"y"}))),
        (HitPolicy.COLLECT, Aggregation.SUM, [hit("a"), hit(1, "x")], None),
        (HitPolicy.COLLECT, Aggregation.MIN, [hit(1), hit(2, "x"), hit(0, "y")], Unknown(frozenset({"y"}))),
        (HitPolicy.COLLECT, Aggregation.COUNT, [hit(2), hit(2, "x")], Unknown(frozenset({"x"}))),
        (HitPolicy.ANY, None, [hit(2), hit(2, "x"), hit(3, "y")], Unknown(frozenset({"y"}))),
        (HitPolicy.ANY, None, [hit(2), hit(3), hit(2, "x")], None),
        (HitPolicy.UNIQUE, None, [hit(2), hit(2), hit(2, "x")], None),
        (HitPolicy.UNIQUE, None, [hit(None, "x"), hit(None, "y")], None),
        (HitPolicy.FIRST, None, [hit(2, "x"), hit(2), hit(3, "y")], Decimal(2)),
    ],
)
def test_only_facts_that_would_change_the_result_are_missing(
    policy: HitPolicy, aggregation: Aggregation | None, found: list[Hit], expected: Any
) -> None:
    assert result(found, None, policy, aggregation) == expected


def test_several_outputs_are_known_one_by_one() -> None:
    found = [Hit({"rate": Decimal(1), "word": "a"}, NOTHING), Hit({"rate": Decimal(1), "word": "b"})]
    first = DecisionTable((), (Output("rate"), Output("word")), (), HitPolicy.FIRST)
    decided = Hits(found, None, [[], []], ["rate", "word"]).result(first)
    assert decided == {"rate": Decimal(1), "word": NOTHING}


def test_outputs_of_several_columns_are_ranked_column_by_column() -> None:
    found = [Hit({"a": Decimal(1), "b": Decimal(3)}), Hit({"a": Decimal(3), "b": Decimal(2)})]
    order = DecisionTable((), (Output("a"), Output("b")), (), HitPolicy.OUTPUT_ORDER)
    assert Hits(found, None, [LISTED, LISTED], ["a", "b"]).result(order) == [found[1].output, found[0].output]
