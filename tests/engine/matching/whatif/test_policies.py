"""The shipped policies: what their models decide one by one is what a what-if counts and sums."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from tests.engine.matching.test_policies import column, subjects_of

from onedoor.engine.dmn import inline, read_model
from onedoor.engine.feel import Unknown
from onedoor.engine.matching import Schema, table_of
from onedoor.engine.matching.whatif import Rule, sensitivity, thresholds, what_if
from onedoor.reference import policies

WITH_AMOUNT = [code for code in policies.OFFERED if code != "sme-size-2011"]


@pytest.mark.parametrize("code", WITH_AMOUNT)
def test_amounts_and_numbers_are_those_of_the_model(code: str) -> None:
    model = read_model(policies.model_xml(code))
    condition, benefit = inline(model, "符合条件"), inline(model, "金额")
    assert condition is not None
    assert benefit is not None
    schema = Schema.of(*(column(given) for given in model.inputs.values()))
    rows = subjects_of(model, code)
    rule = Rule(condition, benefit)
    after = what_if(None, rule, table_of(rows, schema), schema).whole.after
    decided = [model.decide("符合条件", row).value for row in rows]
    due = [model.decide("金额", row).value for row, fits in zip(rows, decided, strict=True) if fits is True]
    known = [amount for amount in due if isinstance(amount, Decimal)]
    cents = sum(int(amount.quantize(Decimal("0.01"), ROUND_HALF_UP) * 100) for amount in known)
    assert after.certain == decided.count(True)
    assert after.open == sum(isinstance(value, Unknown) for value in decided)
    assert after.total is not None
    assert (after.total.known, after.total.cents) == (len(known), cents)
    assert after.total.unknown == sum(isinstance(amount, Unknown) for amount in due)


@pytest.mark.parametrize("code", WITH_AMOUNT)
def test_every_threshold_of_a_policy_can_be_moved(code: str) -> None:
    model = read_model(policies.model_xml(code))
    condition, benefit = inline(model, "符合条件"), inline(model, "金额")
    assert condition is not None
    rule = Rule(condition, benefit)
    schema = Schema.of(*(column(given) for given in model.inputs.values()))
    table = table_of(subjects_of(model, code), schema)
    found = sensitivity(rule, table, schema)
    assert len(found.answers) == sum(each.is_ordering for each in thresholds(rule)) > 0
    assert all(answer.trials for answer in found.answers)
