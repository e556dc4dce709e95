"""Who may come in: tokens that are in force, sessions that are not forged, and neither too often."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.test import Client
from tests import factories
from tests.api.conftest import Program, secret_of
from typer.testing import CliRunner

from onedoor.api import throttle
from onedoor.apps.audit.models import Event
from onedoor.apps.parties.models import ApiToken
from onedoor.apps.parties.queries import actor_of
from onedoor.apps.parties.services.issue_api_token import MOST_LIVE, issue_api_token
from onedoor.apps.parties.services.revoke_api_token import revoke_api_token
from onedoor.apps.tenancy.enums import Channel
from onedoor.cli import app
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return factories.member_of(factories.EnterpriseFactory())


def code_of(response) -> str:
    return json.loads(response.content)["code"]


def test_only_the_hash_of_a_secret_is_kept(user):
    secret = secret_of(user)
    token = ApiToken.objects.get()
    assert re.fullmatch(r"od_[\w-]{43}", secret)
    assert secret not in str(vars(token))
    assert len(token.digest) == 64


def test_a_deed_by_token_is_on_record_as_the_persons_through_the_api(user):
    item = factories.ItemVersionFactory()
    assert Program(secret_of(user)).post("/drafts", {"item_code": item.code}).status_code == 200
    event = Event.objects.get(action="draft.started")
    assert (event.actor_user_id, event.channel) == (user.pk, Channel.API)


def test_use_is_noted_by_the_day(user, max_queries):
    program = Program(secret_of(user))
    assert program.get("/cases").status_code == 200
    assert ApiToken.objects.get().last_used_on == date(2026, 11, 24)
    with max_queries(10) as asked:
        assert program.get("/cases").status_code == 200
    assert [query["sql"] for query in asked.captured_queries if query["sql"].startswith("UPDATE")] == []


@pytest.mark.parametrize("how", ["expired", "revoked", "closed account", "another", "empty", "long", "odd"])
def test_what_is_not_in_force_opens_nothing(user, at, how):
    secret = secret_of(user, days=30)
    if how == "expired":
        at("2026-12-24T10:00")
    elif how == "revoked":
        revoke_api_token(actor=actor_of(user), token_id=ApiToken.objects.get().pk)
    elif how == "closed account":
        user.is_active = False
        user.save()
    given = {"another": secret[:-1] + "!", "empty": " ", "long": "x" * 5000, "odd": "\xff"}.get(how, secret)
    assert code_of(Program(given).get("/cases")) == "api.sign_in"


def test_a_token_is_good_until_its_last_moment(user, at):
    secret = secret_of(user, days=30)
    at("2026-12-24T09:59")
    assert Program(secret).get("/cases").status_code == 200


def test_a_wrong_token_is_not_helped_by_a_session(user):
    client = Client(headers={"authorization": "Bearer od_wrong"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/cases").status_code == 401


def test_a_session_reads_freely_and_changes_only_with_the_mark_against_forgery(user):
    item = factories.ItemVersionFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/api/v1/cases").status_code == 200
    body = json.dumps({"item_code": item.code})
    refused = client.post("/api/v1/drafts", body, "application/json")
    assert (refused.status_code, code_of(refused)) == (403, "api.csrf")
    page = client.get("/verify/").content.decode()
    mark = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page).group(1)
    accepted = client.post("/api/v1/drafts", body, "application/json", headers={"x-csrftoken": mark})
    assert accepted.status_code == 200


def test_more_requests_than_the_bound_wait_for_the_next_minute(user, at, monkeypatch):
    monkeypatch.setattr(throttle, "MOST_A_MINUTE", 2)
    at("2026-11-24T10:00:15")
    program = Program(secret_of(user))
    assert [program.get("/cases").status_code for _ in range(2)] == [200, 200]
    refused = program.get("/cases")
    assert (refused.status_code, refused["Retry-After"]) == (429, "45")
    assert Program(secret_of(factories.UserFactory())).get("/cases").status_code == 200
    at("2026-11-24T10:01:00")
    assert program.get("/cases").status_code == 200


@pytest.mark.parametrize(
    ("name", "days", "code"), [("", 1, "name"), ("x" * 81, 1, "name"), ("x", 0, "days"), ("x", 367, "days")]
)
def test_a_token_has_a_name_and_an_end(user, name, days, code):
    with pytest.raises(Invalid, match=f"token.{code}"):
        issue_api_token(actor=factories.system(), user_id=user.pk, name=name, days=days)


def test_nobody_takes_or_gives_away_the_tokens_of_others(user):
    other = factories.actor_for(factories.UserFactory())
    with pytest.raises(NotAllowed):
        issue_api_token(actor=other, user_id=user.pk, name="x", days=1)
    secret = secret_of(user)
    with pytest.raises(NotFound):
        revoke_api_token(actor=other, token_id=ApiToken.objects.get().pk)
    assert Program(secret).get("/cases").status_code == 200


def test_live_tokens_are_bounded(user):
    for _ in range(MOST_LIVE):
        secret_of(user)
    with pytest.raises(Conflict, match="token.too_many"):
        secret_of(user)


def test_the_command_prints_a_token_once_and_takes_it_back(user):
    run = CliRunner().invoke(
        app, ["token", "issue", "--user", user.username, "--name", "ledger", "--days", "7"]
    )
    assert run.exit_code == 0
    secret = run.stdout.strip()
    assert Program(secret).get("/cases").status_code == 200
    token = ApiToken.objects.get()
    assert (token.name, (token.expires_at - token.created_at).days) == ("ledger", 7)
    assert CliRunner().invoke(app, ["token", "revoke", str(token.pk)]).exit_code == 0
    assert Program(secret).get("/cases").status_code == 401


def test_the_command_knows_no_unknown_account():
    run = CliRunner().invoke(app, ["token", "issue", "--user", "nobody", "--name", "x"])
    assert isinstance(run.exception, NotFound)
