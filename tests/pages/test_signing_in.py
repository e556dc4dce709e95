"""At the door: who is let in, who is told why not, and what stays behind."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.conf import settings as configured
from django.test import Client
from tests import factories

from onedoor.apps.parties.models import Membership

pytestmark = pytest.mark.django_db


def sign_in(login: str, password: str = factories.PASSWORD, **more: str):
    client = Client(REMOTE_ADDR="10.0.0.9")
    return client.post("/login/", {"login": login, "password": password, **more})


@pytest.fixture
def patient(settings):
    """Without the limit of attempts a minute, so that the lock-out is met."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.mark.usefixtures("patient")
def test_ten_wrong_passwords_lock_the_account_however_its_name_is_written():
    factories.UserFactory(username="lin")
    answers = [sign_in(login, "wrong").status_code for login in ["lin", "LIN", "Lin", "liN", "lIn"] * 2]
    assert answers[:9] == [200] * 9
    assert sign_in("lin").status_code == 429
    assert [each.username for each in AccessAttempt.objects.all()] == ["lin"]


@pytest.mark.usefixtures("patient")
def test_behind_a_proxy_one_persons_mistakes_lock_nobody_else_out(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    factories.UserFactory(username="lin")
    for _ in range(10):
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "203.0.113.7"})
        client.post("/login/", {"login": "lin", "password": "wrong"})
    other = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "203.0.113.8"})
    assert other.post("/login/", {"login": "lin", "password": factories.PASSWORD}).status_code == 302


def test_an_account_switched_off_is_told_so_only_to_whoever_knows_its_password():
    factories.UserFactory(username="gone", is_active=False)
    knowing, guessing = sign_in("gone"), sign_in("gone", "wrong")
    assert (knowing.status_code, guessing.status_code) == (403, 200)
    assert "account.inactive" in knowing.content.decode()
    assert "account.inactive" not in guessing.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_signing_in_and_changing_the_language_lead_nowhere_else(elsewhere):
    factories.UserFactory(username="lin")
    assert sign_in("lin", next=elsewhere)["Location"] == "/start/"
    assert Client().post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"


def test_another_host_name_is_not_ours():
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_the_session_is_a_new_one_after_signing_in():
    factories.UserFactory(username="lin")
    client = Client()
    client.get("/login/")
    before = client.cookies.get(configured.SESSION_COOKIE_NAME)
    fixed = before.value if before else "chosen by somebody else"
    client.cookies[configured.SESSION_COOKIE_NAME] = fixed
    client.post("/login/", {"login": "lin", "password": factories.PASSWORD})
    assert client.cookies[configured.SESSION_COOKIE_NAME].value != fixed


def test_papers_stay_in_hand_through_a_change_of_language_and_not_beyond_signing_out(world):
    client = world.client("papers")
    client.post("/language/", {"language": "en"})
    assert client.session["acting_for"] == world.enterprise.pk
    client.post("/logout/")
    client.force_login(world.people["clerk"], backend="django.contrib.auth.backends.ModelBackend")
    assert "acting_for" not in client.session
    assert world.enterprise.name not in client.get("/desk/window/").content.decode()


def test_papers_of_another_tenant_open_nothing_and_can_be_handed_back(world):
    client = world.client("papers")
    session = client.session
    session["acting_for"] = Membership.objects.get(user=world.people["foreigner"]).enterprise_id
    session.save()
    assert client.get("/desk/window/").status_code == 404
    assert client.get("/portal/policies/").status_code == 404
    assert client.get("/items/").status_code == 200
    assert client.post("/desk/window/done/").status_code == 302
    assert client.get("/desk/window/").status_code == 200


def test_what_was_shown_to_somebody_signed_in_is_kept_by_no_browser_and_no_proxy(world):
    kept = world.client("owner").get("/portal/cases/")["Cache-Control"]
    assert {"no-store", "private"} <= set(kept.split(", "))
    assert "no-store" not in Client().get("/items/").get("Cache-Control", "")
