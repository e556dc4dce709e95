"""The calendar by which clocks count: what ships, what was published since, what a region makes of single days."""

from datetime import date, datetime

import pytest
from tests import factories

from onedoor.apps.audit.models import Event
from onedoor.apps.cases.services import accept_case
from onedoor.apps.jobs.models import Job
from onedoor.apps.standards.calendars import FRESH
from onedoor.apps.standards.enums import OverlayKind
from onedoor.apps.standards.models import CalendarOverlay, CalendarYear
from onedoor.apps.standards.queries import working_calendar
from onedoor.apps.standards.services.add_overlay import add_overlay
from onedoor.apps.standards.services.publish_calendar_year import publish_calendar_year
from onedoor.engine.calendars import DayKind, Limit
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
STORM = date(2026, 12, 1)
OFF_2027 = {date(2027, 1, 1): "元旦", date(2027, 1, 2): "元旦"}
ON_2027 = {date(2027, 1, 9): "元旦"}
TIANHE, SHENZHEN = "440106", "440300"


@pytest.fixture
def publish(designer, django_capture_on_commit_callbacks):
    def deed(actor=designer, **changes):
        given = {"year": 2027, "off": OFF_2027, "on": ON_2027, "document": "国办发明电〔2026〕8号"} | changes
        with django_capture_on_commit_callbacks(execute=True):
            return publish_calendar_year(actor=actor, **given)

    return deed


@pytest.fixture
def overlay(designer, django_capture_on_commit_callbacks):
    def deed(region="440100", days=(STORM,), kind=OverlayKind.CLOSED, actor=designer, **changes):
        given = {"name": "台风停工", "basis": "市三防指挥部第8号通告"} | changes
        with django_capture_on_commit_callbacks(execute=True):
            return add_overlay(actor=actor, region_code=region, days=days, kind=kind, **given)

    return deed


def test_the_shipped_calendar_knows_holidays_and_working_sundays(db):
    calendar = working_calendar()
    assert calendar.is_working_day(date(2026, 1, 1)) is False
    assert calendar.is_working_day(date(2026, 1, 4)) is True
    assert calendar.is_working_day(date(2026, 11, 24)) is True


def test_clocks_ask_the_database_once_for_a_while(db, max_queries, at):
    working_calendar()
    working_calendar(TIANHE)
    with max_queries(0):
        for _ in range(50):
            assert working_calendar() is working_calendar()
            assert working_calendar(TIANHE) is working_calendar(TIANHE)
    at("2026-11-24T10:05")
    with max_queries(2):
        working_calendar(TIANHE)


def test_what_another_process_entered_is_seen_a_little_later(tenant, at):
    assert working_calendar(TIANHE).is_working_day(STORM)
    CalendarOverlay.objects.create(
        tenant=tenant,
        region_code="440100",
        day=STORM,
        kind=OverlayKind.CLOSED,
        name="台风",
        basis="通告",
        entered_at=datetime.fromisoformat("2026-11-24T10:00+08:00"),
    )
    at("2026-11-24T10:00:04")
    assert working_calendar(TIANHE).is_working_day(STORM)
    at("2026-11-24T10:00:05")
    assert not working_calendar(TIANHE).is_working_day(STORM)


def test_a_published_year_is_known_at_once_and_on_record(publish):
    assert 2027 not in working_calendar().years
    entered = publish()
    calendar = working_calendar()
    assert calendar.judged(date(2027, 1, 9)).kind is DayKind.MAKE_UP
    assert not calendar.is_working_day(date(2027, 1, 1))
    event = Event.objects.get(action="calendar.published")
    assert (event.subject_id, event.data["year"], event.data["document"]) == (
        entered.pk,
        2027,
        "国办发明电〔2026〕8号",
    )


def test_a_deadline_beyond_the_last_year_is_counted_anew_when_the_year_is_published(publish, tenant):
    start = date(2026, 12, 30)
    assert accept_case.promise_from(start, Limit(5)).provisional
    publish()
    assert accept_case.promise_from(start, Limit(5)).due_on == date(2027, 1, 7)
    job = Job.objects.get(kind="cases.settle_provisional", tenant=tenant, key__contains="year:")
    # Late enough for every process to have looked at the calendar again.
    assert job.run_at - job.created_at > FRESH


def test_a_notice_entered_again_takes_the_place_of_the_one_before(publish):
    publish()
    publish(on={})
    assert not working_calendar().is_working_day(date(2027, 1, 9))
    assert CalendarYear.objects.filter(year=2027).count() == 2
    publish(on={})
    assert CalendarYear.objects.filter(year=2027).count() == 2


def test_a_year_that_ships_may_be_corrected(publish):
    publish(year=2026, off={date(2026, 12, 24): "假日"}, on={})
    assert not working_calendar().is_working_day(date(2026, 12, 24))
    assert working_calendar().is_working_day(date(2026, 1, 1))
    assert not working_calendar().is_working_day(date(2025, 10, 1))


def test_a_notice_of_another_government_is_not_changed_from_here(publish):
    publish()
    abroad = factories.system(factories.TenantFactory(code="abroad", region_code="440300"))
    with pytest.raises(Conflict, match=r"calendar\.of_another"):
        publish(actor=abroad, on={})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"off": {}}, "calendar.data"),
        ({"off": {date(2026, 5, 1): "劳动节"}}, "calendar.data"),
        ({"off": {date(2028, 1, 1): "元旦"}}, "calendar.data"),
        ({"on": {date(2027, 1, 4): "元旦"}}, "calendar.data"),
        ({"on": {date(2027, 1, 2): "元旦"}}, "calendar.data"),
        ({"document": " "}, "calendar.document"),
        ({"year": 1900}, "calendar.year"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(publish, changes, code):
    with pytest.raises(Invalid) as refusal:
        publish(**changes)
    assert refusal.value.code == code
    assert not CalendarYear.objects.exists()


def test_a_notice_that_another_contradicts_is_refused_before_any_clock_meets_it(publish):
    saturday = date(2026, 12, 26)
    publish(year=2026, off={date(2026, 1, 1): "元旦"}, on={saturday: "补班"})
    with pytest.raises(Invalid, match=r"calendar\.data"):
        publish(off={saturday: "元旦", **OFF_2027})
    assert working_calendar().is_working_day(saturday)
    assert 2027 not in working_calendar().years


def test_only_designers_enter_calendars(publish, overlay, clerk):
    with pytest.raises(NotAllowed):
        publish(actor=clerk)
    with pytest.raises(NotAllowed):
        overlay(actor=clerk)


def test_a_storm_closes_the_city_and_everything_in_it_and_nothing_else(overlay):
    overlay()
    for region in ("440100", TIANHE, "440106001"):
        judged = working_calendar(region).judged(STORM)
        assert (judged.kind, judged.name) == (DayKind.CLOSED, "台风停工")
    for region in (None, "440000", SHENZHEN):
        assert working_calendar(region).is_working_day(STORM)


def test_the_nearest_region_has_the_last_word(overlay):
    saturday = date(2026, 12, 5)
    overlay(days=[STORM, saturday])
    overlay(TIANHE, [saturday], OverlayKind.OPENED, name="补班")
    overlay("440104", [STORM], OverlayKind.USUAL, name="未受影响")
    assert working_calendar(TIANHE).judged(saturday).name == "补班"
    assert not working_calendar(TIANHE).is_working_day(STORM)
    assert working_calendar("440104").is_working_day(STORM)
    assert not working_calendar("440100").is_working_day(STORM)


def test_a_mistake_is_taken_back_by_a_later_entry(overlay):
    overlay()
    overlay(kind=OverlayKind.USUAL, name="更正")
    assert working_calendar(TIANHE).judged(STORM).kind is DayKind.WEEKDAY
    assert CalendarOverlay.objects.count() == 2


def test_an_overlay_is_on_record_with_its_basis_and_has_deadlines_counted_anew(overlay, tenant):
    far = factories.TenantFactory(code="shenzhen", region_code=SHENZHEN)
    below = factories.TenantFactory(code="tianhe", region_code=TIANHE)
    overlay(days=[STORM, STORM, date(2026, 12, 2)])
    data = Event.objects.get(action="calendar.overlaid").data
    assert data["days"] == ["2026-12-01", "2026-12-02"]
    assert (data["region"], data["kind"], data["basis"]) == ("440100", "closed", "市三防指挥部第8号通告")
    settled = Job.objects.filter(kind="cases.settle_provisional", key__contains="overlay:")
    assert set(settled.values_list("tenant_id", flat=True)) == {tenant.pk, below.pk}
    assert far.pk not in settled.values_list("tenant_id", flat=True)


@pytest.mark.parametrize("region", ["440000", SHENZHEN, "110105"])
def test_a_government_closes_days_in_its_own_region_only(overlay, region):
    with pytest.raises(NotAllowed, match=r"calendar\.region"):
        overlay(region)


def test_a_region_that_is_none_has_no_days(overlay):
    with pytest.raises(NotFound, match=r"region\.unknown"):
        overlay("440199")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"days": []}, "calendar.days"),
        ({"days": [date(2026, 1, 1 + n) for n in range(31)] + [STORM]}, "calendar.days"),
        ({"name": " "}, "calendar.basis"),
        ({"basis": ""}, "calendar.basis"),
        ({"basis": "x" * 201}, "calendar.basis"),
    ],
)
def test_an_overlay_without_days_or_basis_is_refused(overlay, changes, code):
    with pytest.raises(Invalid) as refusal:
        overlay(**changes)
    assert refusal.value.code == code
    assert not CalendarOverlay.objects.exists()
