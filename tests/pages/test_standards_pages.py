"""The studio's pages of the standards: data elements with their versions, code lists with their history, the calendar."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from django.test import Client

from onedoor.apps.standards.models import CalendarOverlay, ElementVersion
from onedoor.apps.standards.queries import working_calendar
from onedoor.apps.standards.services.load_reference import load_reference

pytestmark = pytest.mark.django_db
BASE = "/studio/standards/"


@pytest.fixture
def designer(world) -> Client:
    return world.client("designer")


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(BASE + path)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


CEILINGS = {
    "": 9,
    "?q=人数&grade=ungraded": 9,
    "elements/staff/": 10,
    "elements/staff/revise/": 10,
    "lists/": 7,
    "lists/region/": 11,
    "lists/region/110103/": 15,
    "calendar/": 14,
    "calendar/add/": 10,
}


@pytest.mark.parametrize("path", CEILINGS)
def test_a_page_asks_the_database_a_bounded_number_of_times(designer, max_queries, path):
    text(designer, path)
    with max_queries(CEILINGS[path]):
        text(designer, path)


def test_the_whole_country_is_searched_within_the_bounds(designer, max_queries):
    load_reference()
    paths = [
        "lists/region/",
        "lists/region/?q=街道",
        "lists/region/?q=天河&of=all",
        "lists/region/?level=street&page=900",
        "lists/region/?under=440106",
        "lists/region/440106/",
    ]
    for path in paths:
        text(designer, path)
        begin = time.perf_counter()
        with max_queries(15):
            text(designer, path)
        # Ten times what it takes: this catches a page that reads the country whole.
        assert time.perf_counter() - begin < 3, path


def test_elements_are_found_by_name_identifier_and_grade(designer):
    assert "失业保险缴费月数" in text(designer, "?q=缴费月数")
    assert "paid_months" in text(designer, "?q=paid_months")
    assert "没有这样的数据元" in text(designer, "?q=无此数据元")
    assert "contact_phone" in text(designer, "?of=personal&q=contact")
    assert "paid_months" not in text(designer, "?of=personal")


NEW = {
    "identifier": "balloon_count",
    "name": "气球数量",
    "name_en": "Number of balloons",
    "meaning": "一次活动升放的气球总数",
    "meaning_en": "",
    "kind": "number",
    "unit": "个",
    "code_list": "",
    "grade": "general_1",
    "personal": "none",
    "source": "weather.balloons",
    "effective_from": "2026-11-24",
}


def test_an_element_is_registered_revised_and_retired(designer):
    assert designer.post(BASE + "elements/new/", NEW).status_code == 302
    page = text(designer, "elements/balloon_count/")
    assert "一次活动升放的气球总数" in page
    changed = {**NEW, "name": "升放气球数", "note": "统一用语", "seen": "1", "effective_from": "2026-12-01"}
    assert designer.post(BASE + "elements/balloon_count/revise/", changed).status_code == 302
    page = text(designer, "elements/balloon_count/")
    assert "<del>气球数量</del> → <ins>升放气球数</ins>" in page
    assert "2026-11-24 至 2026-11-30" in page
    gone = {"reason": "停止", "last_day": "2026-12-31", "replaced_by": "staff"}
    assert designer.post(BASE + "elements/balloon_count/retire/", gone).status_code == 302
    page = text(designer, "elements/balloon_count/")
    assert "2026-12-31 之后停用" in page
    assert 'href="/studio/standards/elements/staff/"' in page
    assert "balloon_count" in text(designer, "?of=retired")
    assert "升放气球数" not in text(designer, "?q=balloon_count")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"identifier": "9"}, "identifier"),
        ({"identifier": "staff"}, "identifier"),
        ({"kind": "money"}, "unit"),
        ({"code_list": "sex"}, "code_list"),
        ({"personal": "sensitive"}, "grade"),
        ({"name": ""}, "name"),
        ({"effective_from": "soon"}, "effective_from"),
        ({"kind": "nonsense"}, "kind"),
    ],
)
def test_a_refused_element_says_where_it_is_wrong_and_keeps_what_was_typed(designer, change, field):
    answer = designer.post(BASE + "elements/new/", NEW | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in page
    assert "weather.balloons" in page
    assert not ElementVersion.objects.of_identifier("balloon_count").exists()


def test_a_revision_of_what_somebody_changed_meanwhile_is_refused(designer):
    designer.post(BASE + "elements/new/", NEW)
    changed = {**NEW, "note": "一", "seen": "1", "effective_from": "2026-12-01", "name": "甲"}
    assert designer.post(BASE + "elements/balloon_count/revise/", changed).status_code == 302
    again = designer.post(BASE + "elements/balloon_count/revise/", {**changed, "name": "乙"})
    assert again.status_code == 422
    assert "别人刚修订过" in again.content.decode()


def test_what_values_look_like_cannot_be_revised(designer):
    designer.post(BASE + "elements/new/", NEW)
    changed = {**NEW, "note": "一", "seen": "1", "effective_from": "2026-12-01", "name": "甲", "unit": "只"}
    designer.post(BASE + "elements/balloon_count/revise/", changed)
    newest = ElementVersion.objects.of_identifier("balloon_count").newest().get()
    assert (newest.name, newest.content["unit"]) == ("甲", "个")


def test_a_retired_code_shows_when_it_was_valid_and_what_took_its_place(designer):
    page = text(designer, "lists/region/110103/")
    assert "崇文区" in page
    assert "至 2010-12-31" in page
    assert 'href="/studio/standards/lists/region/110101/"' in page
    assert "110103" in text(designer, "lists/region/110101/")
    assert "110103" not in text(designer, "lists/region/?q=崇文")
    assert "110103" in text(designer, "lists/region/?q=崇文&on=2009-01-01")
    assert "110103" in text(designer, "lists/region/?q=崇文&of=ended")


def test_the_table_of_sizes_is_named_where_the_sizes_are(designer):
    assert "sme-size-2011" in text(designer, "lists/enterprise_size/")


@pytest.mark.parametrize(
    "path", ["lists/nothing/", "lists/region/999999/", "elements/nothing/", "calendar/?region=999999"]
)
def test_what_is_not_there_is_not_found(designer, path):
    text(designer, path, 404)


@pytest.mark.parametrize("query", ["?year=x", "?year=99999", "?year=0000", "?year=٢٠٢٦", "?region="])
def test_a_strange_year_shows_one_that_there_is(designer, query):
    text(designer, "calendar/" + query)


def test_the_year_shows_holidays_make_up_days_and_what_is_not_published(designer):
    page = text(designer, "calendar/?year=2026")
    assert page.count('class="od-month"') == 12
    assert 'od-day--holiday" title="法定节假日：元旦">1<small>休</small>' in page
    assert 'od-day--make_up" title="调休上班：元旦">4<small>班</small>' in page
    assert "尚未载入" in text(designer, "calendar/?year=2027")


def test_a_storm_is_entered_and_shown_where_it_holds(designer, django_capture_on_commit_callbacks):
    storm = {
        "region": "440106",
        "kind": "closed",
        "first": "2026-12-01",
        "last": "2026-12-02",
        "name": "台风停工",
        "basis": "区三防指挥部第3号通告",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = designer.post(BASE + "calendar/add/", storm)
    assert answer["Location"] == "/studio/standards/calendar/?year=2026&region=440106"
    page = text(designer, "calendar/?year=2026&region=440106")
    assert page.count('title="本地停办：台风停工"') == 2
    assert "区三防指挥部第3号通告" in page
    assert 'title="本地停办' not in text(designer, "calendar/?year=2026")
    assert not working_calendar("440106").is_working_day(date(2026, 12, 1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"region": "440300"}, "region"),
        ({"last": "2026-11-30"}, "last"),
        ({"last": "2027-12-01"}, "last"),
        ({"basis": ""}, "basis"),
        ({"kind": "holiday"}, "kind"),
    ],
)
def test_a_refused_overlay_says_where_it_is_wrong(designer, change, field):
    storm = {"region": "440106", "kind": "closed", "first": "2026-12-01", "name": "台风", "basis": "通告"}
    answer = designer.post(BASE + "calendar/add/", storm | change)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not CalendarOverlay.objects.exists()
