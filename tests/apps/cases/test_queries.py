"""Reads about cases: who sees them, in which order, under which card."""

from datetime import date

import pytest
from tests import factories
from tests.apps.cases.town import REFUND

from onedoor.apps.cases.models import Case, Draft, Rating, Submission
from onedoor.apps.cases.queries import cases_visible_to, ratings_visible_to
from onedoor.apps.cases.services.rate_case import rate_case
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("fields", "card"),
    [
        ({"due_on": date(2026, 11, 23)}, "red"),
        ({"due_on": TODAY, "warn_on": TODAY}, "yellow"),
        ({"due_on": date(2026, 11, 25), "warn_on": TODAY}, "yellow"),
        ({"due_on": date(2026, 11, 26), "warn_on": date(2026, 11, 25)}, "none"),
        ({"provisional": True}, "provisional"),
        ({}, "none"),
        ({"due_on": date(2026, 11, 23), "status": "completed"}, "none"),
        ({"due_on": date(2026, 11, 23), "status": "withdrawn"}, "none"),
        ({"provisional": True, "status": "refused"}, "none"),
        ({"due_on": date(2026, 11, 23), "status": "decided"}, "red"),
    ],
)
def test_the_card_is_red_past_the_day_yellow_from_the_warning_and_none_at_the_end(town, fields, card):
    case = town.apply()
    Case.objects.filter(pk=case.pk).update(**fields)
    assert Case.objects.with_card(TODAY).get().card == card


def test_the_card_moves_with_the_day(town):
    town.step(town.apply(), "clerk", "accept")
    days = {
        day: Case.objects.with_card(date(2026, *day)).get().card
        for day in ((11, 29), (11, 30), (12, 1), (12, 2))
    }
    assert list(days.values()) == ["none", "yellow", "yellow", "red"]


def test_the_most_urgent_is_first_and_what_has_no_day_last(town):
    cases = [town.apply() for _ in range(3)]
    for case, due in zip(cases, (None, date(2026, 12, 2), date(2026, 12, 1)), strict=True):
        Case.objects.filter(pk=case.pk).update(due_on=due)
    assert list(Case.objects.most_urgent_first()) == cases[::-1]
    assert list(Case.objects.newest_first()) == cases[::-1]


def test_open_and_closed_are_all_there_is(town):
    kept, ended = town.apply(), town.step(town.apply(), "clerk", "refuse", "不属于本机关。")
    assert (list(Case.objects.open()), list(Case.objects.closed())) == ([kept], [ended])


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("owner", True),
        ("clerk", True),
        ("reviewer", True),
        ("director", True),
        ("supervisor", True),
        ("finance", False),
        ("market", False),
    ],
)
def test_a_case_is_seen_by_its_enterprise_its_offices_and_its_regions_supervisors(town, who, sees):
    town.apply()
    actor = town.actor(who)
    assert [rows.exists() for rows in (cases_visible_to(actor), Submission.objects.visible_to(actor))] == [
        sees
    ] * 2


def test_the_office_beside_sees_it_from_the_moment_it_has_a_hand_in_it(town, work):
    case = town.apply()
    town.step(case, "clerk", "accept")
    assert not cases_visible_to(town.actor("market")).exists()
    work()
    assert cases_visible_to(town.actor("market")).get() == case
    assert not cases_visible_to(town.actor("finance")).exists()


def test_nobody_else_sees_it(town):
    town.apply()
    abroad = factories.TenantFactory(code="abroad")
    elsewhere = factories.UserFactory()
    factories.PostingFactory(user=elsewhere, role=Role.SUPERVISOR, region_code="440300")
    for stranger in (
        Actor.anonymous(town.tenant.pk),
        Actor.system(abroad.pk),
        factories.actor_for(factories.EnterpriseFactory()),
        factories.actor_for(Role.REVIEWER),
        factories.actor_for(elsewhere),
    ):
        assert not cases_visible_to(stranger).exists()


def test_drafts_are_the_enterprises_alone(town):
    draft = town.start()
    assert [
        Draft.objects.visible_to(town.actor(who)).exists() for who in ("owner", "clerk", "supervisor")
    ] == [
        True,
        False,
        False,
    ]
    assert list(Draft.objects.visible_to(town.window()).unsubmitted().of_item(REFUND)) == []
    assert Draft.objects.visible_to(town.window()).newest_first().get() == draft


def test_a_rating_is_not_shown_to_the_office_that_it_rates(town):
    case = town.step(town.apply(), "clerk", "refuse", "不属于本机关。")
    rate_case(actor=town.actor("owner"), case_id=case.pk, grade=1)
    sees = {who for who in town.people if ratings_visible_to(town.actor(who)).exists()}
    assert sees == {"owner", "supervisor"}
    assert Rating.objects.all().bad().count() == 1


@pytest.mark.parametrize("who", ["owner", "market", "director", "supervisor"])
def test_a_list_of_cases_is_one_query_however_long(town, who, max_queries):
    for _ in range(4):
        town.apply()
    rows = cases_visible_to(town.actor(who)).with_card(TODAY).with_listed_data().newest_first()
    with max_queries(1):
        shown = [(case.enterprise.name, case.item_version.item.name, case.department.name) for case in rows]
    assert len(shown) == (0 if who == "market" else 4)
