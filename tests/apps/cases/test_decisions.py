"""The words of a decision."""

import pytest
from tests.apps.cases.town import PERMIT, REFUND

from onedoor.apps.cases.decisions import (
    REMEDY,
    decision_body,
    decision_rows,
    decision_title,
    money,
    result_notice,
)
from onedoor.apps.cases.enums import Outcome
from onedoor.apps.catalogue.definition import ItemDefinition


@pytest.mark.parametrize(
    ("cents", "zh", "en"),
    [
        (1, "0.01", "0.01"),
        (100, "1.00", "1.00"),
        (123_456_789, "1,234,567.89", "1,234,567.89"),
    ],
)
def test_money_is_written_to_the_cent(cents, zh, en):
    assert money(cents).zh == f"核定金额：人民币 {zh} 元。"
    assert money(cents).en == f"Amount determined: CNY {en}."


@pytest.fixture
def case(town, at):
    at("2026-11-24T23:30+00:00")
    return town.apply(PERMIT)


def definition_of(case):
    return ItemDefinition.read(case.item_version.content)


def test_a_grant_names_the_application_the_basis_and_no_remedy(case):
    case.outcome = Outcome.GRANTED
    first, second = decision_body(case, definition_of(case))
    assert first.zh == f"你单位于2026年11月25日提出的人力资源服务许可申请（办件编号 {case.case_no}）收悉。"
    assert "第十八条，决定准予" in second.zh
    assert "art. 18, it is granted" in second.en
    assert (
        decision_title(case, definition_of(case)).en
        == "Decision granting: Permit for human-resources services"
    )


def test_a_denial_always_tells_the_remedy(case):
    case.outcome = Outcome.DENIED
    assert decision_body(case, definition_of(case))[-1] == REMEDY
    assert decision_title(case, definition_of(case)).zh == "不予人力资源服务许可决定书"


def test_the_figures_name_who_which_item_and_which_case(case, town):
    assert [value for _, value in decision_rows(case, definition_of(case))] == [
        town.enterprise.uscc,
        PERMIT,
        case.case_no,
    ]


@pytest.mark.parametrize(
    ("outcome", "subject"),
    [(Outcome.GRANTED, "Granted: "), (Outcome.DENIED, "Refused: ")],
)
def test_the_applicant_is_told_the_result_and_asked_to_rate(town, outcome, subject):
    case = town.apply(REFUND)
    case.outcome = outcome
    title, body = result_notice(case, definition_of(case))
    assert title.en.startswith(subject)
    assert "Please rate this service." in body.en
    assert "请为本次服务评价。" in body.zh
