"""What is past changing is left alone."""

from onedoor.engine.matching import Column, Kind, RuleSet, Schema
from onedoor.engine.matching.reasons import nearest

SCHEMA = Schema.of(Column("营业收入", Kind.MONEY), Column("上年营业收入", Kind.MONEY, fixed=True))
GROWN = RuleSet.compile({"增长": "营业收入 >= 1.1 * 上年营业收入"}, SCHEMA)
FACTS = {"营业收入": 100, "上年营业收入": 100}


def test_only_what_can_still_be_changed_is_proposed() -> None:
    (nearly,) = nearest(GROWN, FACTS)
    assert [[change.fact for change in proposal.changes] for proposal in nearly.proposals] == [["营业收入"]]


def test_a_fixed_fact_may_be_set_free() -> None:
    (nearly,) = nearest(GROWN, FACTS, movable=frozenset({"上年营业收入"}))
    assert {change.fact for proposal in nearly.proposals for change in proposal.changes} == {
        "营业收入",
        "上年营业收入",
    }
