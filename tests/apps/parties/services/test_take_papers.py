"""At the window: one enterprise at a time, by its code, and on record."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import factories

from onedoor.apps.audit.models import Event
from onedoor.apps.parties.services.take_papers import take_papers
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.engine.identifiers import make_uscc
from onedoor.errors import Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
CODE = make_uscc("9", "1", factories.TIANHE, 7)


@pytest.fixture
def enterprise():
    return factories.EnterpriseFactory(uscc=CODE)


@pytest.fixture
def clerk():
    return factories.actor_for(Role.CLERK, channel=Channel.WINDOW)


@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), f" {CODE[:8]} {CODE[8:]} ", "".join(chr(ord(c) + 0xFEE0) for c in CODE)]
)
def test_the_code_is_found_however_it_is_typed(enterprise, clerk, typed):
    assert take_papers(actor=clerk, uscc=typed) == enterprise


def test_who_looked_whom_up_stands_on_record(enterprise, clerk):
    take_papers(actor=clerk, uscc=CODE)
    event = Event.objects.get(action="window.papers_taken")
    assert (event.actor_user_id, event.channel) == (clerk.user_id, Channel.WINDOW)
    assert (event.subject_kind.split(".")[-1].lower(), event.subject_id) == ("enterprise", enterprise.pk)


def test_looking_up_gives_no_papers_by_itself(enterprise, clerk):
    take_papers(actor=clerk, uscc=CODE)
    assert clerk.acting_for is None


def test_a_wrong_check_character_is_named_with_the_right_one(enterprise, clerk):
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    with pytest.raises(Invalid, match=r"uscc\.wrong") as refusal:
        take_papers(actor=clerk, uscc=wrong)
    found = refusal.value.as_dict("en")["found"]
    assert "18" in found
    assert CODE[-1] in found
    assert Event.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "9144", CODE + "0", CODE.replace(CODE[3], "O", 1), "营业执照编号"])
def test_what_is_no_code_is_refused_saying_why(clerk, typed):
    with pytest.raises(Invalid, match=r"uscc\.wrong") as refusal:
        take_papers(actor=clerk, uscc=typed)
    answers = refusal.value.as_dict()
    assert answers["found"]
    assert answers["mend"]


def test_a_good_code_that_is_not_registered_here_says_so(clerk):
    with pytest.raises(NotFound, match=r"enterprise\.unknown") as refusal:
        take_papers(actor=clerk, uscc=CODE)
    assert refusal.value.found == CODE
    assert Event.objects.count() == 0


def test_an_enterprise_of_another_tenant_is_not_registered_here(clerk):
    factories.EnterpriseFactory(uscc=CODE, tenant=factories.TenantFactory(code="abroad"))
    with pytest.raises(NotFound, match=r"enterprise\.unknown"):
        take_papers(actor=clerk, uscc=CODE)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DECIDER, Role.SUPERVISOR, Role.DESIGNER])
def test_only_clerks_take_papers(enterprise, role):
    with pytest.raises(NotAllowed, match=r"window\.clerk"):
        take_papers(actor=factories.actor_for(role), uscc=CODE)


def test_an_enterprise_does_not_take_its_own_papers_nor_does_a_stranger(enterprise):
    for actor in (factories.actor_for(enterprise), Actor.anonymous(enterprise.tenant_id)):
        with pytest.raises(NotAllowed):
            take_papers(actor=actor, uscc=CODE)


@given(st.text(max_size=24))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_whatever_is_typed_is_refused_in_words(clerk, typed):
    with pytest.raises((Invalid, NotFound)) as refusal:
        take_papers(actor=clerk, uscc=typed)
    assert refusal.value.code in ("uscc.wrong", "enterprise.unknown")
