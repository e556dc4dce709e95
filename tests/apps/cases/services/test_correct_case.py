"""Correction: a second snapshot beside the first, and back to the office that asked."""

import pytest
from tests import factories

from onedoor.apps.cases.answers import Incomplete
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Submission
from onedoor.apps.cases.services.correct_case import correct_case
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound


@pytest.fixture
def asked(town):
    """A case whose applicant was asked to correct it; it recruits online without a permit's number."""
    case = town.apply(online_recruiting=True, telecom_permit_no="粤B2-2020", fulltime_staff=3)
    return town.step(case, "clerk", "request_correction", "请核对。")


def correct(town, case, actor=None, version=None, **typed):
    return correct_case(
        actor=actor or town.actor("owner"),
        case_id=case.pk,
        typed=typed,
        expected_version=case.version if version is None else version,
    )


def test_a_second_snapshot_stands_beside_the_first_which_stays_as_it_was(town, asked):
    first = asked.submissions.get()
    case = correct(town, asked, fulltime_staff=6)
    assert case.status == CaseStatus.SUBMITTED
    assert town.task(case, "clerk").key == "intake"
    one, two = case.submissions.order_by("number")
    assert (one.snapshot, one.content_hash) == (first.snapshot, first.content_hash)
    assert two.snapshot["facts"]["fulltime_staff"]["value"] == 6
    assert two.snapshot["answers"]["place_address"] == one.snapshot["answers"]["place_address"]
    assert two.content_hash != one.content_hash


def test_an_answer_that_is_taken_back_is_a_fact_no_longer(town, asked):
    case = correct(town, asked, online_recruiting=False, telecom_permit_no="")
    newest = case.submissions.get(number=2).snapshot
    assert "telecom_permit_no" not in newest["facts"]
    assert newest["facts"]["insured_here"]["value"] == 8


def test_it_may_go_round_again_and_then_be_accepted_and_reviewed_on_the_newest(town, work, asked):
    correct(town, asked, fulltime_staff=1)
    town.step(asked, "clerk", "request_correction", "人数？")
    asked.refresh_from_db()
    correct(town, asked, fulltime_staff=7)
    town.step(asked, "clerk", "accept")
    work()
    asked.refresh_from_db()
    assert (asked.status, asked.submissions.count()) == (CaseStatus.IN_REVIEW, 3)
    assert set(asked.point_results.values_list("submission__number", flat=True)) == {3}
    assert asked.point_results.get(point_id="R2").outcome == "met"


def test_what_is_missing_or_wrong_is_told_at_once_and_nothing_is_written(town, asked):
    with pytest.raises(Incomplete) as refusal:
        correct(town, asked, contact_name="", fulltime_staff="多")
    assert [where for where, _ in refusal.value.problems] == ["contact_name", "fulltime_staff"]
    assert Submission.objects.count() == 1
    asked.refresh_from_db()
    assert asked.status == CaseStatus.CORRECTION


def test_an_unknown_field_is_refused(town, asked):
    with pytest.raises(Invalid, match=r"draft\.unknown_field"):
        correct(town, asked, legal_rep_barred=False)


def test_a_stale_page_corrects_nothing(town, asked):
    with pytest.raises(Conflict, match=r"case\.stale"):
        correct(town, asked, version=asked.version - 1)


def test_the_clerk_with_the_papers_corrects_for_the_enterprise(town, asked):
    case = correct(town, asked, actor=town.window(), contact_name="王五")
    assert case.submissions.get(number=2).submitted_by == town.people["clerk"]


def test_an_officer_who_sees_the_case_does_not_correct_it(town, asked):
    for who in ("clerk", "reviewer", "supervisor"):
        with pytest.raises(NotAllowed, match=r"case\.not_yours"):
            correct(town, asked, actor=town.actor(who))


def test_for_another_enterprise_there_is_nothing_to_correct(town, asked):
    with pytest.raises(NotFound):
        correct(town, asked, actor=factories.actor_for(factories.EnterpriseFactory()))


def test_what_nobody_asked_to_correct_is_not_corrected(town):
    case = town.apply()
    with pytest.raises(Conflict, match=r"case\.state"):
        correct(town, case, contact_name="王五")
    assert case.submissions.count() == 1
