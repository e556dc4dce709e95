"""Rating: one's own case, once, at its end."""

import pytest
from tests import factories

from onedoor.apps.cases.models import Rating
from onedoor.apps.cases.services.rate_case import rate_case
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound


@pytest.fixture
def refused(town):
    return town.step(town.apply(), "clerk", "refuse", "不属于本机关职权。")


def test_the_applicant_rates_a_refusal_too(town, refused):
    rating = rate_case(actor=town.actor("owner"), case_id=refused.pk, grade=1, comment=" 为什么？ ")
    assert (rating.grade, rating.comment, rating.user) == (1, "为什么？", town.people["owner"])
    assert (rating.channel, rating.region_code) == ("online", refused.region_code)


def test_a_case_is_rated_once_by_whomever_of_the_enterprise(town, refused):
    rate_case(actor=town.actor("owner"), case_id=refused.pk, grade=5)
    colleague = factories.actor_for(factories.member_of(town.enterprise))
    with pytest.raises(Conflict, match=r"rating\.already"):
        rate_case(actor=colleague, case_id=refused.pk, grade=1)
    assert Rating.objects.get().grade == 5


def test_a_rating_never_changes(town, refused):
    rating = rate_case(actor=town.actor("owner"), case_id=refused.pk, grade=2)
    for change in (rating.save, rating.delete, Rating.objects.all().delete):
        with pytest.raises(Conflict, match=r"row\.immutable"):
            change()


@pytest.mark.parametrize("who", ["clerk", "reviewer", "supervisor"])
def test_those_who_are_rated_and_those_who_watch_do_not_rate(town, refused, who):
    with pytest.raises(NotAllowed, match=r"rating\.not_yours"):
        rate_case(actor=town.actor(who), case_id=refused.pk, grade=5)


def test_not_even_the_clerk_with_the_papers_rates_for_the_enterprise(town, refused):
    with pytest.raises(NotAllowed, match=r"rating\.not_yours"):
        rate_case(actor=town.window(), case_id=refused.pk, grade=5)


def test_for_another_enterprise_there_is_nothing_to_rate(refused):
    with pytest.raises(NotFound):
        rate_case(actor=factories.actor_for(factories.EnterpriseFactory()), case_id=refused.pk, grade=5)


def test_before_the_end_it_is_too_early(town, work):
    case, owner = town.apply(), town.actor("owner")
    for step in (("clerk", "accept"), ("market", "agree"), ("reviewer", "agree"), ("director", "grant")):
        with pytest.raises(Conflict, match=r"rating\.too_early"):
            rate_case(actor=owner, case_id=case.pk, grade=5)
        town.step(case, *step)
        if step[0] == "clerk":
            work()
    with pytest.raises(Conflict, match=r"rating\.too_early"):
        rate_case(actor=owner, case_id=case.pk, grade=5)
    work()
    assert rate_case(actor=owner, case_id=case.pk, grade=5).case_id == case.pk


def test_what_was_withdrawn_is_not_rated(town):
    case, owner = town.apply(), town.actor("owner")
    withdraw_case(actor=owner, case_id=case.pk, reason="", expected_version=1)
    with pytest.raises(Conflict, match=r"rating\.too_early"):
        rate_case(actor=owner, case_id=case.pk, grade=5)


@pytest.mark.parametrize("grade", [0, 6, -1])
def test_a_grade_is_from_1_to_5(town, refused, grade):
    with pytest.raises(Invalid, match=r"rating\.grade"):
        rate_case(actor=town.actor("owner"), case_id=refused.pk, grade=grade)


def test_a_comment_has_its_bound(town, refused):
    with pytest.raises(Invalid, match=r"rating\.too_long"):
        rate_case(actor=town.actor("owner"), case_id=refused.pk, grade=5, comment="长" * 501)
    assert rate_case(actor=town.actor("owner"), case_id=refused.pk, grade=5, comment="长" * 500)
