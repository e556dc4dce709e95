"""An officer finishes a step: whose it is, what must be said, and what a second look finds."""

from dataclasses import replace

import pytest
from tests import factories
from tests.apps.cases.town import PERMIT

from onedoor.apps.audit.models import Event
from onedoor.apps.cases.enums import CaseStatus, Outcome
from onedoor.apps.cases.models import Opinion
from onedoor.apps.cases.services.handle_task import case_id_of, handle_task
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.apps.flows.enums import FlowStatus
from onedoor.apps.notices.models import Notice
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound


def handle(actor, task, case, outcome="accept", opinion="", version=None):
    return handle_task(
        actor=actor,
        task_id=task.pk,
        outcome=outcome,
        opinion=opinion,
        expected_version=case.version if version is None else version,
    )


@pytest.fixture
def submitted(town):
    return town.apply()


@pytest.fixture
def reviewing(town, work, submitted):
    """A case at whose two reviews nobody has worked yet."""
    town.step(submitted, "clerk", "accept")
    work()
    submitted.refresh_from_db()
    return submitted


def test_what_was_done_stands_with_who_did_it_and_what_they_said(town, reviewing):
    town.step(reviewing, "market", "agree", "  场所属实。 ")
    opinion = Opinion.objects.get(task_key="joint_review")
    assert (opinion.user, opinion.department) == (town.people["market"], town.departments["market"])
    assert (opinion.outcome, opinion.text) == ("agree", "场所属实。")
    assert Event.objects.filter(action="case.step_done").latest("seq").data == {
        "task": "joint_review",
        "outcome": "agree",
    }


def test_a_page_from_before_somebody_else_acted_is_refused_and_changes_nothing(town, reviewing):
    before = reviewing.version
    task = town.task(reviewing, "reviewer")
    town.step(reviewing, "market", "agree")
    with pytest.raises(Conflict, match=r"case\.stale") as refusal:
        handle(town.actor("reviewer"), task, reviewing, "agree", version=before)
    assert "mend" in refusal.value.as_dict()
    assert not Opinion.objects.filter(task_key="lead_review").exists()
    task.refresh_from_db()
    assert task.state == "open"


@pytest.mark.parametrize(
    "who",
    ["reviewer", "market", "finance", "director", "supervisor", "owner"],
)
def test_whose_role_it_is_not_finds_no_such_step(town, submitted, who):
    task = town.task(submitted, "clerk")
    with pytest.raises(NotFound):
        handle(town.actor(who), task, submitted)
    assert not Opinion.objects.exists()


def test_the_same_role_in_another_department_finds_no_such_step(town, submitted):
    task = town.task(submitted, "clerk")
    elsewhere = factories.actor_for(Role.CLERK, department=town.departments["market"])
    with pytest.raises(NotFound):
        handle(elsewhere, task, submitted)


def test_the_same_office_in_another_tenant_finds_no_such_step(town, submitted):
    task = town.task(submitted, "clerk")
    abroad = factories.TenantFactory(code="abroad")
    with pytest.raises(NotFound):
        handle(replace(town.actor("clerk"), tenant_id=abroad.pk), task, submitted)


def test_the_house_does_no_persons_step(town, submitted):
    with pytest.raises(NotAllowed):
        handle(town.house, town.task(submitted, "clerk"), submitted)


@pytest.mark.parametrize("outcome", ["request_correction", "refuse", "disagree", "deny"])
@pytest.mark.parametrize("opinion", ["", "  \n\u3000"])
def test_what_is_against_the_applicant_needs_its_reasons(town, submitted, outcome, opinion):
    with pytest.raises(Invalid, match=r"opinion\.reason_missing"):
        handle(town.actor("clerk"), town.task(submitted, "clerk"), submitted, outcome, opinion)
    submitted.refresh_from_db()
    assert (submitted.status, submitted.version) == (CaseStatus.SUBMITTED, 1)


def test_an_opinion_has_its_bound(town, submitted):
    with pytest.raises(Invalid, match=r"opinion\.too_long"):
        handle(town.actor("clerk"), town.task(submitted, "clerk"), submitted, opinion="长" * 2001)


@pytest.mark.parametrize("outcome", ["grant", "", "ACCEPT"])
def test_an_outcome_that_the_step_does_not_have_is_refused(town, submitted, outcome):
    with pytest.raises(Invalid, match=r"task\.outcome"):
        handle(town.actor("clerk"), town.task(submitted, "clerk"), submitted, outcome)
    assert not Opinion.objects.exists()


def test_a_step_is_done_once(town, submitted):
    task = town.task(submitted, "clerk")
    case = handle(town.actor("clerk"), task, submitted)
    with pytest.raises(Conflict, match=r"task\.done"):
        handle(town.actor("clerk"), task, case)
    assert Opinion.objects.count() == 1


def test_a_step_of_a_withdrawn_case_cannot_be_done(town, submitted):
    task = town.task(submitted, "clerk")
    withdrawn = withdraw_case(
        actor=town.actor("owner"), case_id=submitted.pk, reason="", expected_version=submitted.version
    )
    with pytest.raises(Conflict, match=r"task\.done"):
        handle(town.actor("clerk"), task, withdrawn)


def test_asking_for_correction_tells_the_applicant_everything_at_once(town, submitted):
    case = town.step(submitted, "clerk", "request_correction", "请补正联系电话。")
    assert case.status == CaseStatus.CORRECTION
    notice = Notice.objects.get(kind="case.correction")
    assert notice.to_enterprise == town.enterprise
    assert notice.body_zh == "一次性告知需补正内容：请补正联系电话。"


def test_refusing_ends_the_case_and_tells_the_reasons(town, work, submitted):
    case = town.step(submitted, "clerk", "refuse", "不属于本机关职权。")
    work()
    case.refresh_from_db()
    assert (case.status, case.outcome) == (CaseStatus.REFUSED, Outcome.NONE)
    assert case.closed_at is not None
    assert case.flow_instance.status == FlowStatus.COMPLETED
    notice = Notice.objects.get(kind="case.refused")
    assert (notice.subject_zh, notice.body_zh) == ("不予受理：人力资源服务许可", "理由：不属于本机关职权。")


def test_an_opinion_never_changes(town, submitted):
    town.step(submitted, "clerk", "accept")
    opinion = Opinion.objects.get()
    with pytest.raises(Conflict, match=r"row\.immutable"):
        opinion.save()


def test_finishing_a_step_asks_the_database_a_bounded_number_of_times(town, reviewing, max_queries):
    task, actor = town.task(reviewing, "market"), town.actor("market")
    with max_queries(30):
        handle(actor, task, reviewing, "agree")


@pytest.mark.parametrize("subject", ["", "case", "case:", "case:-1", "case:１a", "payment:1", "case:1;drop"])
def test_only_a_subject_that_names_a_case_is_one(subject):
    with pytest.raises(Invalid, match=r"flow\.subject"):
        case_id_of(subject)


def test_the_item_under_test_is_the_permit(submitted):
    assert submitted.item_version.code == PERMIT
