"""Tokens: told once, theirs alone, good until they expire or are revoked."""

from datetime import timedelta

import pytest
from tests import factories

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.parties.models import ApiToken
from onedoor.apps.parties.queries import account_named, tenant_of_token, token_of_secret
from onedoor.apps.parties.services import issue_api_token as issuing
from onedoor.apps.parties.services.issue_api_token import issue_api_token
from onedoor.apps.parties.services.note_token_use import note_token_use
from onedoor.apps.parties.services.revoke_api_token import revoke_api_token
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.UserFactory()


@pytest.fixture
def person(user):
    return factories.actor_for(user)


def issue(actor, user, name="报送程序", days=30):
    return issue_api_token(actor=actor, user_id=user.pk, name=name, days=days)


def test_the_secret_opens_and_is_kept_nowhere(user, person):
    token, secret = issue(person, user)
    assert token_of_secret(secret) == token
    assert secret.startswith("od_")
    assert len(secret) > 40
    kept = [str(value) for row in ApiToken.objects.values_list() for value in row]
    assert not any(secret in value for value in kept)
    assert secret not in str(Event.objects.get(action="token.issued").data)


def test_a_token_ends_with_its_last_day(user, person, at):
    _, secret = issue(person, user, days=1)
    at("2026-11-25T09:59")
    assert token_of_secret(secret)
    at("2026-11-25T10:00")
    assert token_of_secret(secret) is None


def test_a_revoked_token_opens_nothing_and_is_revoked_once(user, person):
    token, secret = issue(person, user)
    first = revoke_api_token(actor=person, token_id=token.pk).revoked_at
    assert revoke_api_token(actor=person, token_id=token.pk).revoked_at == first
    assert token_of_secret(secret) is None
    assert Event.objects.filter(action="token.revoked").count() == 1


def test_a_token_of_a_closed_account_opens_nothing(user, person):
    _, secret = issue(person, user)
    user.is_active = False
    user.save()
    assert token_of_secret(secret) is None


@pytest.mark.parametrize("secret", ["", "od_", "\ud800", "x" * 10_000])
def test_anything_else_opens_nothing(secret):
    assert token_of_secret(secret) is None


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [("", 1, "name"), (" ", 1, "name"), ("长" * 81, 1, "name"), ("a", 0, "days"), ("a", 367, "days")],
)
def test_name_and_days_have_their_bounds(user, person, name, days, code):
    with pytest.raises(Invalid, match=rf"token\.{code}"):
        issue(person, user, name, days)


def test_a_user_has_a_bounded_number_of_live_ones(user, person, monkeypatch):
    monkeypatch.setattr(issuing, "MOST_LIVE", 2)
    first, _ = issue(person, user)
    issue(person, user)
    with pytest.raises(Conflict, match=r"token\.too_many"):
        issue(person, user)
    revoke_api_token(actor=person, token_id=first.pk)
    assert issue(person, user)


def test_nobody_issues_or_revokes_for_somebody_else_but_the_house(user, person):
    other = factories.UserFactory()
    with pytest.raises(NotAllowed):
        issue(person, other)
    token, _ = issue(factories.system(), other)
    with pytest.raises(NotFound):
        revoke_api_token(actor=person, token_id=token.pk)
    assert revoke_api_token(actor=factories.system(), token_id=token.pk).revoked_at == clock.now()


def test_the_house_issues_for_nobody_of_another_tenant(user):
    abroad = factories.system(factories.TenantFactory(code="abroad"))
    with pytest.raises(NotAllowed):
        issue(abroad, user)


def test_use_is_noted_by_the_day(user, person, at, max_queries):
    token, _ = issue(person, user)
    note_token_use(actor=person, token_id=token.pk)
    token.refresh_from_db()
    assert token.last_used_on == clock.today()
    later = at("2026-11-26T08:00")
    later.at += timedelta(hours=1)
    with max_queries(1):
        note_token_use(actor=person, token_id=token.pk)
    token.refresh_from_db()
    assert token.last_used_on.isoformat() == "2026-11-26"


def test_use_of_somebody_elses_token_is_not_noted(user, person):
    token, _ = issue(person, user)
    note_token_use(actor=factories.actor_for(factories.UserFactory()), token_id=token.pk)
    token.refresh_from_db()
    assert token.last_used_on is None


def test_commands_find_accounts_and_tokens_by_name_and_number(user, person):
    token, _ = issue(person, user)
    assert (account_named(user.username), tenant_of_token(token.pk)) == (user, user.tenant_id)
    for missing in (lambda: account_named("nobody"), lambda: tenant_of_token(token.pk + 1)):
        with pytest.raises(NotFound):
            missing()
