"""A refusal is a problem (RFC 9457) whatever refused, in the reader's language, and never a traceback."""

from __future__ import annotations

import json

import pytest

from onedoor.api import health
from onedoor.conf import settings

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def told(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    found = json.loads(response.content)
    assert {"type", "title", "status", "detail", "code"} <= found.keys()
    assert found["status"] == status
    assert found["type"] == f"urn:onedoor:problem:{found['code']}"
    return found


def test_nobody_is_told_how_to_sign_in(program):
    response = program().get("/cases")
    assert told(response, 401)["code"] == "api.sign_in"
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_a_refusal_carries_the_four_answers_of_the_house(program):
    found = told(program().get("/items/NO-SUCH-ITEM"), 404)
    assert found["code"] == "item.unknown"
    assert found["found"] == "NO-SUCH-ITEM"
    assert found["expected"]
    assert "开饭店" in found["mend"]


@pytest.mark.parametrize(("language", "title"), [("zh-CN", "没有权限"), ("en", "Not allowed")])
def test_a_refusal_speaks_the_language_asked_for(program, language, title):
    found = told(program("owner", **{"accept-language": language}).get("/oversight"), 403)
    assert found["title"] == title


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "api.address"),
        ("GET", "/", 404, "api.address"),
        ("DELETE", "/items", 405, "api.method"),
        ("GET", "/cases/99999999999999999999999", 404, "row.not_found"),
        ("GET", "/cases/abc", 404, "api.address"),
        ("GET", "/items/%00", 422, "api.invalid"),
        ("GET", "/items?limit=101", 422, "api.invalid"),
        ("GET", "/items?limit=0", 422, "api.invalid"),
        ("GET", "/items?offset=-1", 422, "api.invalid"),
        ("GET", "/cases?status=lost", 422, "api.invalid"),
        ("GET", "/oversight/cases?of=secret", 422, "api.invalid"),
    ],
)
def test_wrong_addresses_and_wrong_queries(program, method, path, status, code):
    who = "supervisor" if path.startswith("/oversight") else "owner"
    assert told(program(who).send(method, path), status)["code"] == code


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("\xff", 400),
        ("[]", 422),
        ("null", 422),
        ({}, 422),
        ({"version": "1", "answers": {}}, 422),
        ({"version": True, "answers": {}}, 422),
        ({"version": 1.5, "answers": {}}, 422),
        ({"version": 0, "answers": {}}, 422),
        ({"version": 10**30, "answers": {}}, 422),
        ({"version": 2, "answers": []}, 422),
        ({"version": 2, "answers": {"place_area": 80.5}}, 422),
        ({"version": 2, "answers": {"contact_name": ["李四"]}}, 422),
        ({"version": 2, "answers": {"contact_name": {"$ne": 1}}}, 422),
        ({"version": 2, "answers": {"contact_name": "\0"}}, 422),
        ('{"version": 2, "answers": {"contact_name": "\\ud800"}}', 422),
        ({"version": 2, "answers": {"contact_name": "x" * 4001}}, 422),
        ({"version": 2, "answers": {f"e{n}": 1 for n in range(201)}}, 422),
        ({"version": 2, "answers": {"salary_of_others": 1}}, 422),
        ({"version": 2, "answers": {}, "enterprise_id": 7}, 422),
        ("[" * 100_000, 400),
        ("x" * (2 * MEGABYTE), 413),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_bodies_change_nothing(program, world, body, status):
    told(program("owner").send("PATCH", f"/drafts/{world.draft.pk}", body), status)
    world.draft.refresh_from_db()
    assert world.draft.version == 2


def test_a_wrong_body_names_each_place_and_repeats_no_value(program, world):
    body = {"version": "七", "answers": {"contact_name": ["不该出现在日志里"]}}
    response = program("owner").send("PATCH", f"/drafts/{world.draft.pk}", body)
    found = told(response, 422)
    assert "version" in found["where"]
    assert "answers.contact_name" in found["where"]
    assert "不该出现" not in response.content.decode()


def test_a_body_beyond_every_bound_is_refused_before_it_is_read(program):
    client = program("owner").client
    response = client.post(
        "/api/v1/drafts", b"x" * (settings.REQUEST_MAX_BYTES + 1), content_type="application/json"
    )
    assert told(response, 413)["code"] == "api.too_large"


def test_a_failure_of_the_house_is_told_without_its_inside(program, monkeypatch, caplog):
    class Broken:
        def cursor(self):
            raise RuntimeError("password of the database")

    monkeypatch.setattr(health, "connection", Broken())
    response = program().get("/health")
    assert told(response, 500)["code"] == "api.failed"
    assert "password" not in response.content.decode()
    assert "Traceback" not in response.content.decode()
    assert "failed RuntimeError" in caplog.text
