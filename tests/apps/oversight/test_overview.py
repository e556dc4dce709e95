"""Every figure is the count of the list behind it, for whoever asks."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories
from tests.apps.oversight.rows import TODAY, Rows

from onedoor.apps.cases.enums import CaseStatus, Outcome
from onedoor.apps.oversight.overview import FILTERS, filtered_cases, overview
from onedoor.apps.policies.queries import payments_visible_to
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role

DAYS = st.none() | st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
REGIONS = ("440106", "440105", "440300")
CASE = st.fixed_dictionaries(
    {
        "region": st.sampled_from(REGIONS),
        "status": st.sampled_from(CaseStatus.values),
        "outcome": st.sampled_from(Outcome.values),
        "channel": st.sampled_from([Channel.ONLINE, Channel.WINDOW, Channel.API]),
        "due_on": DAYS,
        "warn_on": DAYS,
        "provisional": st.booleans(),
        "grade": st.integers(0, 5),
        "paid": st.lists(st.integers(1, 10**9), max_size=2).map(tuple),
    }
)


def counted(actor):
    return {name: filtered_cases(actor, name, TODAY).count() for name in FILTERS}


@pytest.mark.django_db
@given(st.lists(CASE, max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_is_the_count_of_its_list_for_city_and_district(supervisor, district_supervisor, cases):
    with transaction.atomic():
        rows = Rows()
        for case in cases:
            enterprise = rows.enterprise(region_code=case["region"])
            rows.case(enterprise, **{key: value for key, value in case.items() if key != "region"})
        for user, prefix in ((supervisor, "4401"), (district_supervisor, "440106")):
            actor = factories.actor_for(user)
            figures, lists = overview(actor, TODAY), counted(actor)
            here = [case for case in cases if case["region"].startswith(prefix)]
            grades = [case["grade"] for case in here if case["grade"]]
            assert figures.cases == {name: lists[name] for name in figures.cases}
            assert figures.cards == {name: lists[name] for name in figures.cards}
            assert (figures.ratings, figures.bad_ratings) == (lists["rated"], lists["bad"])
            assert figures.payments == payments_visible_to(actor).count() == sum(len(c["paid"]) for c in here)
            assert figures.paid_cents == sum(sum(case["paid"]) for case in here)
            assert lists["paid"] == sum(bool(case["paid"]) for case in here)
            assert lists["all"] == len(here)
            assert figures.rateable == sum(case["status"] in ("completed", "refused") for case in here)
            assert figures.average_grade == average(grades)
        transaction.set_rollback(True)


def average(grades):
    if not grades:
        return "–"
    return str((Decimal(sum(grades)) / len(grades)).quantize(Decimal("0.1"), ROUND_HALF_EVEN))


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({"due_on": date(2026, 11, 23)}, {"red"}),
        ({"due_on": TODAY, "warn_on": date(2026, 11, 23)}, {"yellow"}),
        ({"due_on": date(2026, 12, 30), "warn_on": date(2026, 12, 25)}, set()),
        ({"provisional": True}, {"provisional"}),
        ({"due_on": date(2026, 11, 23), "status": CaseStatus.COMPLETED}, set()),
    ],
)
def test_the_cards_go_by_the_clock(rows, supervisor, fields, listed):
    rows.case(**fields)
    actor = factories.actor_for(supervisor)
    assert {name for name, number in overview(actor, TODAY).cards.items() if number} == listed


def test_a_card_turns_with_the_day(rows, supervisor):
    rows.case(due_on=TODAY, warn_on=TODAY)
    actor = factories.actor_for(supervisor)
    days = [TODAY + timedelta(days=days) for days in (-1, 0, 1)]
    cards = [overview(actor, day).cards for day in days]
    assert [(card["yellow"], card["red"]) for card in cards] == [(0, 0), (1, 0), (0, 1)]


def test_a_case_paid_twice_is_listed_once(rows, supervisor):
    case = rows.case(paid=(100, 200))
    actor = factories.actor_for(supervisor)
    assert list(filtered_cases(actor, "paid", TODAY)) == [case]
    assert (overview(actor, TODAY).payments, overview(actor, TODAY).paid_cents) == (2, 300)


def test_a_word_that_is_no_figure_lists_all(rows, supervisor):
    case = rows.case()
    assert list(filtered_cases(factories.actor_for(supervisor), "' OR 1=1", TODAY)) == [case]


def test_a_figure_is_of_what_one_may_see_whoever_one_is(rows, supervisor):
    rows.case()
    own = rows.enterprise()
    rows.case(own, grade=5)
    abroad = factories.TenantFactory(code="abroad")
    stranger = factories.officer(Role.SUPERVISOR, tenant=abroad)
    counts = {
        "city": overview(factories.actor_for(supervisor), TODAY).cases["all"],
        "enterprise": overview(factories.actor_for(own), TODAY).cases["all"],
        "reviewer elsewhere": overview(factories.actor_for(Role.REVIEWER), TODAY).cases["all"],
        "abroad": overview(factories.actor_for(stranger), TODAY).cases["all"],
        "nobody": overview(Actor.anonymous(abroad.pk), TODAY).cases["all"],
    }
    assert counts == {"city": 2, "enterprise": 1, "reviewer elsewhere": 0, "abroad": 0, "nobody": 0}


def test_where_there_is_nothing_every_figure_is_zero_and_there_is_no_average(supervisor):
    figures = overview(factories.actor_for(supervisor), TODAY)
    assert set(figures.cases.values()) | set(figures.cards.values()) == {0}
    assert (figures.average_grade, figures.matches, figures.matched_at) == ("–", [], None)


def test_the_page_asks_the_database_as_often_for_many_cases_as_for_few(rows, supervisor, max_queries):
    actor = factories.actor_for(supervisor)
    for _ in range(12):
        rows.case(grade=4, paid=(100,))
    with max_queries(12):
        assert overview(actor, TODAY).cases["all"] == 12
