"""A compiled rule set goes to other processes, and answers the same there."""

from __future__ import annotations

import pickle

from onedoor.engine.dmn import inline, load
from onedoor.engine.matching import Column, Kind, RuleSet, Schema, table_of

SCHEMA = Schema.of(Column("参保人数", Kind.INTEGER), Column("裁员率", Kind.RATIO, places=4))
ROWS = [{"参保人数": 30, "裁员率": "0.2"}, {"参保人数": 31, "裁员率": "0.2"}, {"裁员率": "0.2"}]
MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m">
<inputData id="a" name="参保人数"><variable name="参保人数" typeRef="number"/></inputData>
<decision name="d"><variable name="d" typeRef="boolean"/>
<informationRequirement><requiredInput href="#a"/></informationRequirement>
<literalExpression><text>参保人数 &lt;= 30</text></literalExpression></decision></definitions>""".encode()


def test_a_rule_set_answers_the_same_after_a_journey() -> None:
    model = inline(load(MODEL), "d")
    assert model is not None
    rules = RuleSet.compile({"text": "参保人数 <= 30 and 裁员率 <= 0.2", "model": model}, SCHEMA)
    table = table_of(ROWS, SCHEMA)
    before = rules.match(table)
    again = pickle.loads(pickle.dumps(rules))
    after = again.match(table)
    assert again.expressions == rules.expressions
    for rule in ("text", "model"):
        assert after.certain(rule) == before.certain(rule)
        assert after.possible(rule) == before.possible(rule)
        assert before.certain(rule).indices().tolist() == [0]
        assert before.possible(rule).indices().tolist() == [0, 2]
