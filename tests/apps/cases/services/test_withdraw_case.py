"""Withdrawing: the applicant's own, until it is decided."""

import pytest
from tests import factories

from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.apps.flows.enums import FlowStatus
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound


def withdraw(town, case, actor=None, reason="不办了", version=None):
    case.refresh_from_db()
    return withdraw_case(
        actor=actor or town.actor("owner"),
        case_id=case.pk,
        reason=reason,
        expected_version=case.version if version is None else version,
    )


def test_the_case_is_closed_and_nothing_of_it_waits_any_more(town, work):
    case = withdraw(town, town.apply())
    assert (case.status, case.closed_at is not None) == (CaseStatus.WITHDRAWN, True)
    case.flow_instance.refresh_from_db()
    assert case.flow_instance.status == FlowStatus.CANCELLED
    assert not case.flow_instance.tasks.open().exists()
    assert work() >= 0


def test_it_may_be_withdrawn_while_correction_is_asked_and_while_it_is_reviewed(town, work):
    asked = town.step(town.apply(), "clerk", "request_correction", "请补正。")
    reviewed = town.step(town.apply(), "clerk", "accept")
    work()
    assert {withdraw(town, case).status for case in (asked, reviewed)} == {CaseStatus.WITHDRAWN}


def test_an_automatic_step_that_was_under_way_does_no_harm(town, work):
    case = town.step(town.apply(), "clerk", "accept")
    withdraw(town, case)
    work()
    case.refresh_from_db()
    assert (case.status, case.point_results.count()) == (CaseStatus.WITHDRAWN, 0)


def test_once_decided_it_is_too_late(town, work):
    case = town.step(town.apply(), "clerk", "accept")
    work()
    for who in ("market", "reviewer"):
        town.step(case, who, "agree")
    town.step(case, "director", "grant")
    with pytest.raises(Conflict, match=r"case\.state"):
        withdraw(town, case)
    work()
    with pytest.raises(Conflict, match=r"case\.state"):
        withdraw(town, case)


def test_it_is_withdrawn_once(town):
    case = withdraw(town, town.apply())
    with pytest.raises(Conflict, match=r"case\.state"):
        withdraw(town, case)


def test_a_stale_page_withdraws_nothing(town):
    case = town.apply()
    town.step(case, "clerk", "accept")
    with pytest.raises(Conflict, match=r"case\.stale"):
        withdraw(town, case, version=1)


def test_officers_do_not_withdraw_and_strangers_find_nothing(town):
    case = town.apply()
    for who in ("clerk", "reviewer", "supervisor"):
        with pytest.raises(NotAllowed, match=r"case\.not_yours"):
            withdraw(town, case, town.actor(who))
    with pytest.raises(NotFound):
        withdraw(town, case, factories.actor_for(factories.EnterpriseFactory()))


def test_the_clerk_with_the_papers_withdraws_for_the_enterprise(town):
    assert withdraw(town, town.apply(), town.window()).status == CaseStatus.WITHDRAWN


def test_a_reason_has_its_bound_and_beyond_it_nothing_happens(town):
    case = town.apply()
    with pytest.raises(Invalid, match=r"flow\.reason"):
        withdraw(town, case, reason="长" * 501)
    case.refresh_from_db()
    assert case.status == CaseStatus.SUBMITTED
