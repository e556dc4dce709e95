"""From the entry of a notice to the due day of a case that waited for it."""

from datetime import date

import pytest
from tests import factories
from tests.apps.cases.town import make_town

from onedoor.apps.jobs.models import Job
from onedoor.apps.standards.services.publish_calendar_year import publish_calendar_year
from onedoor.apps.tenancy.enums import Role

pytestmark = pytest.mark.django_db


def test_a_case_that_waited_for_the_calendar_gets_its_day(at, work, django_capture_on_commit_callbacks):
    town = make_town()
    at("2026-12-30T10:00")
    case = town.step(town.apply(), "clerk", "accept")
    assert (case.provisional, case.due_on) == (True, None)
    designer = factories.actor_for(factories.officer(Role.DESIGNER))
    with django_capture_on_commit_callbacks(execute=True):
        publish_calendar_year(
            actor=designer, year=2027, off={date(2027, 1, 1): "元旦"}, on={}, document="国办发明电〔2026〕8号"
        )
    asked = Job.objects.filter(kind="cases.settle_provisional").exclude(payload={})
    work()
    assert [job.state for job in asked] == ["queued"]
    at("2026-12-30T10:01")
    work()
    case.refresh_from_db()
    assert (case.provisional, case.due_on) == (False, date(2027, 1, 7))
