"""Pages: few queries whatever they show, strict headers, and a way on where something is not as expected."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.pages.world import apply

from onedoor.apps.jobs.models import Worker
from onedoor.apps.parties.queries import actor_of

pytestmark = pytest.mark.django_db

# Session, person, memberships, postings, bell; then what the page itself is about.
CEILINGS = {
    ("anonymous", "/"): 2,
    ("anonymous", "/items/"): 5,
    ("owner", "/portal/policies/"): 11,
    ("owner", "/portal/policies/small-low-profit-2023/"): 11,
    ("owner", "/portal/cases/"): 10,
    ("owner", "/portal/notices/"): 8,
    ("papers", "/desk/window/"): 12,
    ("reviewer", "/desk/tasks/"): 9,
    ("reviewer", "/desk/cases/"): 8,
    ("supervisor", "/watch/"): 20,
    ("supervisor", "/watch/cases/"): 8,
    ("supervisor", "/watch/ratings/"): 8,
    ("supervisor", "/watch/payments/"): 9,
    ("designer", "/studio/items/"): 13,
    ("designer", "/studio/items/upstream/"): 8,
    ("designer", "/studio/basic/"): 8,
}


@pytest.mark.parametrize(("who", "path"), CEILINGS)
def test_a_page_asks_the_database_a_bounded_number_of_times(world, max_queries, who, path):
    client = world.client(who)
    assert client.get(path).status_code == 200
    with max_queries(CEILINGS[who, path]):
        client.get(path)


@pytest.mark.parametrize(("who", "path"), [("reviewer", "/desk/tasks/"), ("owner", "/portal/cases/")])
def test_more_rows_cost_no_more_queries(world, max_queries, who, path):
    for _ in range(3):
        apply(actor_of(world.people["owner"]), world.item.code)
    client = world.client(who)
    client.get(path)
    with max_queries(CEILINGS[who, path]):
        client.get(path)


def test_every_page_forbids_what_is_not_its_own(world):
    answer = world.client("owner").get("/portal/policies/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=", answer.content.decode())


def test_a_form_without_its_token_is_told_what_to_do(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["owner"], "django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/portal/drafts/{world.draft.pk}/", {"version": world.draft.version})
    assert answer.status_code == 403
    assert "form.stale_session" in answer.content.decode()


def test_a_body_beyond_the_bound_is_refused_before_it_is_read_as_a_form(world, settings):
    settings.REQUEST_MAX_BYTES = 1000
    answer = world.client("owner").post("/verify/", {"code": "x" * 2000})
    assert answer.status_code == 413
    assert "upload.too_large" in answer.content.decode()


def test_the_supervisor_is_told_when_nobody_does_the_work(world):
    Worker.objects.all().delete()
    assert "后台进程没有响应" in world.client("supervisor").get("/watch/").content.decode()


def test_the_house_tells_each_where_their_work_is(world):
    for who, place in (
        ("owner", "/portal/policies/"),
        ("reviewer", "/desk/tasks/"),
        ("supervisor", "/watch/"),
        ("designer", "/studio/items/"),
    ):
        assert world.client(who).get("/start/")["Location"] == place


def test_pages_speak_english_to_those_who_chose_it(world):
    client = world.client("owner")
    client.post("/language/", {"language": "en", "next": "/"})
    page = client.get("/portal/policies/").content.decode()
    assert '<html lang="en">' in page
    assert "My policies" in page


@pytest.mark.parametrize(
    "path", ["/portal/policies/no-such-policy/", "/items/no-such-item/", "/portal/cases/999999/"]
)
def test_what_is_not_there_leads_on(world, path):
    answer = world.client("owner").get(path)
    assert answer.status_code == 404
    assert "回到首页" in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("owner", "/portal/certificates/{0.certificate.pk}/"),
        ("owner", "/portal/files/{0.upload.pk}/"),
        ("supervisor", "/watch/exports/{0.export.pk}/"),
        ("owner", "/api/v1/certificates/{0.certificate.pk}/file"),
        ("supervisor", "/api/v1/oversight/exports/{0.export.pk}/file"),
    ],
)
def test_a_file_that_is_lost_is_told_and_breaks_nothing(world, who, path):
    for stored in (world.certificate.pdf, world.upload.file, world.export.file):
        stored.storage.delete(stored.name)
    answer = world.client(who).get(path.format(world))
    assert answer.status_code == 503
    assert "storage.unavailable" in answer.content.decode()


def test_an_opinion_that_another_department_overtook_is_still_on_the_page(world):
    client = world.client("reviewer")
    address = f"/desk/tasks/{world.task.pk}/"
    typed = {"outcome": "disagree", "opinion": "场所证明已过期", "version": world.running.version - 1}
    late = client.post(address, typed)
    assert late.status_code == 409
    assert "场所证明已过期" in late.content.decode()
    assert f'name="version" value="{world.running.version}"' in late.content.decode()
    assert client.post(address, {**typed, "version": world.running.version}).status_code == 302
    assert client.post(address, typed).status_code == 302
