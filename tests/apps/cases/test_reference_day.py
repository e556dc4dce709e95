"""A case is decided by the rules of the day of its application, whatever day its correction comes."""

from datetime import date

from tests.apps.cases.town import PERMIT, REFUND, release_measures

from onedoor.apps.cases.operations import reference_day
from onedoor.apps.cases.services.correct_case import correct_case


def test_a_correction_does_not_move_the_day_by_whose_rules_is_decided(town, at):
    at("2026-12-31T23:30")
    case = town.apply(PERMIT)
    case = town.step(case, "clerk", "request_correction", "请核对。")
    at("2027-01-06T09:00")
    case = correct_case(
        actor=town.actor("owner"), case_id=case.pk, typed={"fulltime_staff": 6}, expected_version=case.version
    )
    assert reference_day(case) == date(2026, 12, 31)


def test_a_refund_applied_for_on_the_last_day_is_reviewed_after_it(town, work, at):
    release_measures(town)
    at("2026-12-31T23:30")
    case = town.apply(REFUND)
    at("2027-01-01T00:30")
    work()
    case.refresh_from_db()
    assert case.point_results.exists()
    assert case.amount_cents is not None
