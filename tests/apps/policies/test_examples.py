"""Every example of the five sheets, public test vectors among them, through the application."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests import factories
from tests.apps.policies import measures

from onedoor import clock
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.parties.models import Enterprise
from onedoor.apps.policies.enums import Standing
from onedoor.apps.policies.my_policies import my_policies, my_policy
from onedoor.apps.policies.queries import latest_results, members, rulebook_on
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.engine.feel import Unknown
from onedoor.reference import policies

pytestmark = pytest.mark.django_db

EXAMPLES = [(code, example) for code in policies.OFFERED for example in policies.sheet(code)["examples"]]
UNKNOWN = {Standing.QUESTION, Standing.OPEN}
KINDS = {True: {Standing.CERTAIN}, False: {Standing.NEARLY, Standing.NOT}, None: UNKNOWN}


def named(examples: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    return [pytest.param(code, example, id=f"{code}: {example['why']}") for code, example in examples]


def recorded(code: str, example: dict[str, Any]) -> Enterprise:
    enterprise = factories.EnterpriseFactory()
    if values := measures.stored(code, example["facts"]):
        measures.record(enterprise, values)
    return enterprise


@pytest.mark.parametrize(("code", "example"), named([each for each in EXAMPLES if each[0] != measures.SIZES]))
def test_an_enterprise_stands_to_a_measure_as_its_example_says(code, example):
    measures.release(code)
    enterprise = recorded(code, example)
    actor = factories.actor_for(enterprise)
    standing = my_policy(actor, enterprise.pk, code, clock.today())
    if "符合条件" in example["expect"]:
        assert standing.kind in KINDS[example["expect"]["符合条件"]]
    assert (standing.question is not None) == (standing.kind is Standing.QUESTION)
    if "金额" in example["expect"]:
        yuan = example["expect"]["金额"]
        assert standing.amount_cents == (None if yuan is None else Decimal(yuan) * 100)


@pytest.mark.parametrize(("code", "example"), named(EXAMPLES))
def test_every_value_that_an_example_expects_comes_out_of_recorded_facts(code, example):
    measures.release(code)
    enterprise = recorded(code, example)
    house, today = factories.system(), clock.today()
    book = rulebook_on(house, today)
    values = profile_of(house, enterprise.pk).values_by_element()
    evaluation = book.evaluation(book.measures[code], values, today)
    for decision, expected in example["expect"].items():
        found = evaluation.value(decision)
        if expected is None:
            assert isinstance(found, Unknown), decision
        else:
            assert found == expected, decision


def test_one_run_finds_of_all_examples_what_each_finds_for_itself():
    measures.release_all()
    house, today = factories.system(), clock.today()
    enterprises = [recorded(code, example) for code, example in EXAMPLES]
    run_matching(actor=house)
    results = {result.measure_version.code: result for result in latest_results(house)}
    assert set(results) == set(measures.CLAIMABLE)
    for enterprise in enterprises:
        for standing in my_policies(house, enterprise.pk, today):
            result = results[standing.measure.code]
            where = enterprise.pk, standing.measure.code
            assert (enterprise.pk in members(result, certain=True)) == (standing.kind is Standing.CERTAIN), (
                where
            )
            assert (enterprise.pk in members(result, certain=False)) == (standing.kind in UNKNOWN), where


def test_the_run_adds_up_the_amounts_of_whom_a_measure_certainly_fits():
    measures.release(measures.REFUND, parameters=measures.TARGET)
    measures.release(measures.SIZES)
    for values in (measures.GRANTABLE, measures.GRANTABLE, measures.without("layoff_rate")):
        measures.enterprise_with(values)
    run_matching(actor=factories.system())
    (result,) = latest_results(factories.system())
    assert (result.certain_count, result.open_count) == (2, 1)
    assert result.amount_cents == 2 * measures.REFUND_CENTS
