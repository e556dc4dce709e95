"""What other apps ask of the standards."""

from datetime import date

import pytest

from onedoor.apps.standards.models import DataElement
from onedoor.apps.standards.queries import elements_by_identifier, region_name, working_calendar
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.errors import NotFound
from onedoor.text import Text


def test_the_calendar_is_read_once_and_knows_holidays_and_working_sundays():
    calendar = working_calendar()
    assert working_calendar() is calendar
    assert calendar.is_working_day(date(2026, 1, 1)) is False
    assert calendar.is_working_day(date(2026, 1, 4)) is True
    assert calendar.is_working_day(date(2026, 11, 24)) is True


@pytest.mark.django_db
def test_a_region_has_a_name_and_is_asked_for_once(max_queries):
    load_reference()
    with max_queries(1):
        assert region_name("440106") == Text("天河区", "天河区")
        assert region_name("440106").zh == "天河区"


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["999999", "", "44", "440106 "])
def test_a_code_that_the_standard_does_not_have_is_not_found(code):
    with pytest.raises(NotFound) as refusal:
        region_name(code)
    assert refusal.value.code == "region.unknown"
    assert refusal.value.found == code


@pytest.mark.django_db
def test_elements_come_by_identifier_in_one_query(max_queries):
    load_reference()
    with max_queries(1):
        elements = elements_by_identifier()
    assert elements["paid_months"].label == Text("失业保险缴费月数", "Months of unemployment insurance paid")
    assert elements["paid_months"].unit == "月"
    assert len(elements) == DataElement.objects.count()
