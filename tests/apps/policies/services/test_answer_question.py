"""An enterprise answers: what is asked, in its kind, as its own word and never above a register's."""

import pytest
from tests import factories
from tests.apps.policies import measures

from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.policies.enums import Standing
from onedoor.apps.policies.services.answer_question import answer_question
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force():
    measures.release_all(parameters=measures.TARGET)


@pytest.fixture
def answer(in_force):
    """``answer("layoff_rate", "0")`` by somebody of an enterprise that lacks just this answer."""
    enterprise = measures.enterprise_with(measures.without("layoff_rate"))
    actor = factories.actor_for(enterprise)

    def answer(element, value, code=measures.REFUND):
        return answer_question(actor=actor, measure_code=code, element=element, value=value)

    answer.enterprise = enterprise
    return answer


def test_the_answer_settles_the_standing_at_once(answer):
    standing = answer("layoff_rate", "0")
    assert (standing.kind, standing.amount_cents) == (Standing.CERTAIN, measures.REFUND_CENTS)
    assert standing.question is None


def test_the_answer_is_the_enterprises_own_word_of_today(answer):
    answer("layoff_rate", "0.04")
    fact = profile_of(factories.system(), answer.enterprise.pk)["layoff_rate"]
    assert (fact.value, fact.source_kind) == ("0.04", SourceKind.APPLICANT)
    assert fact.source_name.zh == "企业填报"
    assert fact.as_of.isoformat() == "2026-11-24"


def test_an_answer_can_be_corrected_on_the_same_day(answer):
    assert answer("layoff_rate", "0.5").kind is Standing.NOT
    assert answer("layoff_rate", "0").kind is Standing.CERTAIN


def test_a_register_outranks_what_the_enterprise_says(answer):
    measures.record(answer.enterprise, {"layoff_rate": "0.5"})
    standing = answer("layoff_rate", "0")
    assert standing.kind is Standing.NOT
    assert profile_of(factories.system(), answer.enterprise.pk)["layoff_rate"].value == "0.5"


def test_what_a_called_classification_lacks_is_answered_for_the_measure(answer):
    assert answer("revenue", 100).measure.code == measures.REFUND


@pytest.mark.parametrize(
    ("code", "element"),
    [
        (measures.REFUND, "seriously_dishonest"),
        (measures.REFUND, "size"),
        (measures.REFUND, "unemp_target_prev"),
        (measures.REFUND, "taxable_income"),
        (measures.TITLE, "innovation_score"),
        (measures.HIRES, "hires"),
        ("no-such-measure", "layoff_rate"),
    ],
)
def test_what_no_measure_in_force_asks_is_no_answer(answer, code, element):
    before = FactRecord.objects.count()
    with pytest.raises(Invalid) as refused:
        answer(element, "0", code)
    assert refused.value.code == "answer.not_asked"
    assert FactRecord.objects.count() == before


GOOD = [
    (measures.REFUND, "layoff_rate", "0.123456789"),
    (measures.REFUND, "layoff_rate", "1"),
    (measures.REFUND, "paid_months", 0),
    (measures.REFUND, "premium_prev_year", 10**15),
    (measures.TAX, "taxable_income", -5),
    (measures.TAX, "restricted_industry", False),
    (measures.TITLE, "sales3", [1, 2, 3]),
    (measures.SIZES, "industry", "catering"),
]
BAD = [
    (measures.REFUND, "layoff_rate", value)
    for value in ("", "-0.1", "1.1", "1.000000001", "0.1234567891", "1e-3", "٠", "NaN", 0, 0.5, None, True)
] + [
    (measures.REFUND, "paid_months", -1),
    (measures.REFUND, "paid_months", True),
    (measures.REFUND, "paid_months", "12"),
    (measures.REFUND, "premium_prev_year", 10**15 + 1),
    (measures.REFUND, "premium_prev_year", "1.5"),
    (measures.TAX, "restricted_industry", "false"),
    (measures.TAX, "restricted_industry", 0),
    (measures.TITLE, "sales3", []),
    (measures.TITLE, "sales3", [-1]),
    (measures.TITLE, "sales3", [1] * 21),
    (measures.TITLE, "sales3", "1"),
    (measures.SIZES, "industry", "finance"),
    (measures.SIZES, "industry", ["catering"]),
]


@pytest.mark.parametrize(("code", "element", "value"), GOOD)
def test_a_value_of_its_kind_is_taken_and_the_next_run_can_read_it(answer, code, element, value):
    """What one enterprise answers must never stop the run for all."""
    answer(element, value, measures.REFUND if code == measures.SIZES else code)
    assert profile_of(factories.system(), answer.enterprise.pk)[element].value is not None
    assert run_matching(actor=factories.system()).subject_count == 1


@pytest.mark.parametrize(("code", "element", "value"), BAD)
def test_a_value_of_another_kind_is_refused_telling_what_is_expected(answer, code, element, value):
    with pytest.raises(Invalid) as refused:
        answer(element, value, measures.REFUND if code == measures.SIZES else code)
    told = refused.value.as_dict("zh-hans")
    assert told["code"] == "answer.value"
    assert told["expected"]
    assert FactRecord.objects.filter(source_kind=SourceKind.APPLICANT).count() == 0


def test_who_acts_for_nobody_answers_for_nobody(in_force):
    measures.enterprise_with(measures.without("layoff_rate"))
    for actor in (factories.actor_for(Role.REVIEWER), factories.actor_for(Role.CLERK)):
        with pytest.raises(NotAllowed):
            answer_question(actor=actor, measure_code=measures.REFUND, element="layoff_rate", value="0")
    assert not FactRecord.objects.filter(source_kind=SourceKind.APPLICANT).exists()


def test_a_clerk_answers_for_whose_papers_are_in_hand(in_force):
    enterprise = measures.enterprise_with(measures.without("layoff_rate"))
    clerk = factories.clerk_with_papers_of(enterprise)
    standing = answer_question(actor=clerk, measure_code=measures.REFUND, element="layoff_rate", value="0")
    assert standing.kind is Standing.CERTAIN
