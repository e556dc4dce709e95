"""What comes round comes round for every tenant, once a round."""

from datetime import timedelta

import pytest
from tests import factories

from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.schedule_recurring import schedule_recurring

pytestmark = pytest.mark.django_db


@pytest.fixture
def hourly(handle):
    handle("test.hourly", lambda *, actor, payload: None, every=timedelta(hours=1))
    factories.TenantFactory()


def rounds():
    return Job.objects.filter(kind="test.hourly").count()


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        (["10:00"], 1),
        (["10:00", "10:00", "10:59"], 1),
        (["10:00", "11:00", "11:30", "12:00"], 3),
        (["10:00", "15:20", "15:59", "16:00"], 3),
    ],
)
def test_a_round_is_put_down_once_and_missed_ones_are_made_up_for_by_one(hourly, at, moments, expected):
    for moment in moments:
        at(f"2026-11-24T{moment}")
        schedule_recurring()
    assert rounds() == expected


def test_each_tenant_has_its_own_round(hourly):
    factories.TenantFactory(code="other")
    schedule_recurring()
    assert rounds() == 2
    assert Job.objects.filter(kind="test.hourly").values("tenant").distinct().count() == 2
