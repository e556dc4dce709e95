"""The whole life of a case, through the services and the worker: from the draft to the rating."""

import pytest
from tests import factories
from tests.apps.cases.town import PERMIT, REFUND, REFUND_CENTS, know

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.audit.queries import verify_chain
from onedoor.apps.cases import operations
from onedoor.apps.cases.decisions import REMEDY, decision_body
from onedoor.apps.cases.enums import CaseStatus, Outcome
from onedoor.apps.cases.models import Case, Opinion, PointResult
from onedoor.apps.cases.services.correct_case import correct_case
from onedoor.apps.cases.services.rate_case import rate_case
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.certificates.models import Certificate
from onedoor.apps.certificates.queries import verify
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.flows.enums import FlowStatus
from onedoor.apps.notices.models import Notice
from onedoor.apps.policies.models import Payment
from onedoor.errors import NotFound

REVIEWS = {PERMIT: ("market", "reviewer"), REFUND: ("finance", "reviewer")}
ORDERS = [(item, order) for item, pair in REVIEWS.items() for order in (pair, pair[::-1])]


def bring_to_review(town, work, item, **answers):
    """Submitted, accepted by a person or by the house, and reviewed automatically."""
    case = town.apply(item, **answers)
    work()
    if item == PERMIT:
        town.step(case, "clerk", "accept")
        work()
    case.refresh_from_db()
    return case


def decide(town, work, case, outcome, opinion=""):
    town.step(case, "director", outcome, opinion)
    work()
    case.refresh_from_db()
    return case


def body_of(case):
    definition = ItemDefinition.read(case.item_version.content)
    return "\n".join(paragraph.zh for paragraph in decision_body(case, definition))


@pytest.mark.parametrize(("item", "order"), ORDERS)
def test_a_case_is_granted_whichever_office_is_first(refunding, work, item, order):
    town = refunding
    case = bring_to_review(town, work, item)
    for who in order:
        case = town.step(case, who, "agree")
        assert case.status == CaseStatus.IN_REVIEW
    work()
    case = decide(town, work, case, "grant")
    assert (case.status, case.outcome) == (CaseStatus.COMPLETED, Outcome.GRANTED)
    assert case.closed_at == clock.now()
    assert case.flow_instance.status == FlowStatus.COMPLETED
    certificate = Certificate.objects.get()
    assert (certificate.subject, certificate.holder) == (case.reference, town.enterprise.name)
    assert certificate.title_zh.startswith("准予")
    assert verify(certificate.verify_code).number == certificate.number
    assert Notice.objects.filter(kind="case.decided").count() == 1
    assert rate_case(actor=town.actor("owner"), case_id=case.pk, grade=5).grade == 5
    assert verify_chain(town.tenant.pk).ok


def test_nothing_is_decided_before_both_offices_have_spoken(town, work):
    case = bring_to_review(town, work, PERMIT)
    town.step(case, "market", "agree")
    work()
    assert not case.flow_instance.tasks.open().filter(key="decide").exists()


def test_the_refund_orders_its_money_once(refunding, work):
    town = refunding
    case = bring_to_review(town, work, REFUND)
    assert case.amount_cents == REFUND_CENTS
    for who in REVIEWS[REFUND]:
        town.step(case, who, "agree")
    case = decide(town, work, case, "grant")
    payment = Payment.objects.get()
    assert (payment.amount_cents, payment.case, payment.enterprise) == (REFUND_CENTS, case, town.enterprise)
    assert payment.measure_version.code == "job-stability-refund-2026"
    assert "核定金额：人民币 7,407.40 元。" in body_of(case)


def test_a_decision_is_a_fact_about_the_enterprise_and_outranks_what_it_says(town, work):
    case = bring_to_review(town, work, PERMIT)
    for who in REVIEWS[PERMIT]:
        town.step(case, who, "agree")
    decide(town, work, case, "grant")
    fact = profile_of(town.actor("owner"), town.enterprise.pk)["hr_service_permit_no"]
    assert fact.value == Certificate.objects.get().number
    assert (fact.source_kind, fact.as_of) == (SourceKind.DECISION, clock.today())


def test_a_denial_gives_what_officers_wrote_against_it_and_the_remedy(town, work):
    case = bring_to_review(town, work, PERMIT, fulltime_staff=9, place_area=10)
    town.step(case, "market", "disagree", "现场没有办公设备。")
    town.step(case, "reviewer", "agree", "材料齐全。")
    case = decide(town, work, case, "deny", "不符合第十八条。")
    assert (case.status, case.outcome) == (CaseStatus.COMPLETED, Outcome.DENIED)
    body = body_of(case)
    for reason in ("现场没有办公设备。", "不符合第十八条。", REMEDY.zh):
        assert reason in body
    for no_reason in ("材料齐全。", "面积较小", "多于参保人数"):
        assert no_reason not in body
    assert Certificate.objects.get().title_zh == "不予人力资源服务许可决定书"
    assert Notice.objects.get(kind="case.decided").subject_zh == "不予批准：人力资源服务许可"
    assert "hr_service_permit_no" not in profile_of(town.house, town.enterprise.pk)


def test_a_denied_refund_orders_no_money(refunding, work):
    town = refunding
    case = bring_to_review(town, work, REFUND)
    for who in REVIEWS[REFUND]:
        town.step(case, who, "agree")
    case = decide(town, work, case, "deny", "已列入异常名录。")
    assert not Payment.objects.exists()
    assert "核定金额" not in body_of(case)
    assert "stability_refund_decision" not in profile_of(town.house, town.enterprise.pk)


@pytest.mark.parametrize("outcome", ["deny", "grant"])
def test_a_veto_goes_straight_to_whoever_decides(town, work, outcome):
    case = bring_to_review(town, work, PERMIT, fulltime_staff=2)
    assert case.point_results.get(point_id="R2").outcome == "not_met"
    assert Event.objects.get(action="case.reviewed").data == {"veto": True}
    assert [task.key for task in case.flow_instance.tasks.open()] == ["decide"]
    case = decide(town, work, case, outcome, "人数不足。")
    assert case.status == CaseStatus.COMPLETED
    assert ("人数达到 3 人后再申请。" in body_of(case)) is (outcome == "deny")


def test_a_refund_that_its_measure_excludes_is_denied_saying_how_far_off_it_is(refunding, work):
    town = refunding
    other = factories.EnterpriseFactory()
    know(town.house, other, paid_months=11)
    case = town.apply(REFUND, factories.actor_for(other))
    work()
    assert Event.objects.get(action="case.reviewed").data == {"veto": True}
    for who in REVIEWS[REFUND]:
        town.step(case, who, "disagree", "缴费不足。")
    case = decide(town, work, case, "deny", "缴费不足。")
    assert "失业保险缴费不足12个月。还差 1 月。" in body_of(case)


def test_correction_refusal_and_a_second_application(town, work):
    case = town.apply()
    town.step(case, "clerk", "request_correction", "请核对人数。")
    case.refresh_from_db()
    correct_case(
        actor=town.actor("owner"),
        case_id=case.pk,
        typed={"fulltime_staff": 4},
        expected_version=case.version,
    )
    case = town.step(case, "clerk", "refuse", "请改为备案。")
    work()
    assert (case.status, case.submissions.count()) == (CaseStatus.REFUSED, 2)
    assert not Certificate.objects.exists()
    assert town.apply().case_no != case.case_no


def test_the_record_tells_every_step_in_order(town, work):
    case = bring_to_review(town, work, PERMIT)
    for who in REVIEWS[PERMIT]:
        town.step(case, who, "agree")
    decide(town, work, case, "grant")
    actions = [event.action for event in Event.objects.order_by("seq") if event.action.startswith("case.")]
    assert actions == [
        "case.submitted",
        "case.accepted",
        "case.step_done",
        "case.reviewed",
        "case.step_done",
        "case.step_done",
        "case.step_done",
        "case.completed",
    ]
    assert list(Opinion.objects.order_by("pk").values_list("task_key", flat=True)) == [
        "intake",
        "joint_review",
        "lead_review",
        "decide",
    ]


def test_running_an_operation_again_leaves_what_running_it_once_left(refunding, work):
    town = refunding
    case = bring_to_review(town, work, REFUND)
    for who in REVIEWS[REFUND]:
        town.step(case, who, "agree")
    case = decide(town, work, case, "grant")
    counted = (Certificate, Payment, Notice, PointResult)
    before = [model.objects.count() for model in counted]
    how = {"actor": town.house, "subject": case.reference, "variables": {}}
    assert operations.accept_automatically(**how) == {"accepted": True}
    assert operations.review_automatically(**how) == {"veto": False}
    assert operations.issue_decision(**how) == {"granted": True}
    assert operations.record_payment(**how) == {}
    assert operations.notify_applicant(**how) == {}
    assert [model.objects.count() for model in counted] == before
    case.refresh_from_db()
    assert (case.status, case.amount_cents) == (CaseStatus.COMPLETED, REFUND_CENTS)
    assert profile_of(town.house, town.enterprise.pk)["stability_refund_decision"].value


def test_the_review_decides_on_the_snapshot_whatever_was_recorded_since(refunding, work):
    town = refunding
    case = town.apply(REFUND)
    know(town.house, town.enterprise, paid_months=1, premium_prev_year=100)
    work()
    case.refresh_from_db()
    assert case.amount_cents == REFUND_CENTS
    assert set(case.point_results.values_list("outcome", flat=True)) == {"met"}
    assert FactRecord.objects.count() == 6


def test_an_operation_finds_no_case_of_another_tenant(town):
    case = town.apply()
    abroad = factories.system(factories.TenantFactory(code="abroad"))
    with pytest.raises(NotFound):
        operations.review_automatically(actor=abroad, subject=case.reference, variables={})
    assert Case.objects.get().version == 1
