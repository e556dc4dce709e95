"""Everybody tries everything, and gets what the reviewed table says, at every address and operation there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.pages import permission_table as table
from tests.pages.world import ANSWERS, World, a_file

from onedoor import clock
from onedoor.api.docs import document, operations
from onedoor.apps.parties.models import Membership

pytestmark = pytest.mark.django_db

LOGIN = "/login/"
# A refused form shows what was typed into it.
ECHOED = {("POST desk:window", "uscc")}


def page_names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address, those of the API's operations left out: the API tells them itself."""
    for found in (resolver or get_resolver()).url_patterns:
        if isinstance(found, URLResolver):
            yield from page_names(found, f"{space}{found.namespace}:" if found.namespace else space)
        else:
            assert isinstance(found, URLPattern)
            yield f"{space}{found.name}"


def api_operations() -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in operations(json.loads(document("en")))}


def places(w: World) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of pages; each is a row of the same enterprise."""
    draft, case = {"draft_id": w.draft.pk}, {"case_id": w.running.pk}
    return (
        {
            "public:item": {"code": w.item.code},
            "public:bundle": {"code": w.bundle.code},
            "public:verified": {"code": w.certificate.verify_code},
            "portal:policy": {"code": w.measure},
            "portal:answer": {"code": w.measure},
            "portal:apply": {"code": w.item.code},
            "portal:draft": draft,
            "portal:autosave": draft,
            "portal:materials": draft,
            "portal:check": draft,
            "portal:case": case,
            "portal:correct": {"case_id": w.waiting.pk},
            "portal:correct_material": {"case_id": w.waiting.pk},
            "portal:withdraw": case,
            "portal:rate": {"case_id": w.done.pk},
            "portal:certificate": {"certificate_id": w.certificate.pk},
            "portal:file": {"upload_id": w.upload.pk},
            "portal:notice": {"notice_id": w.notice.pk},
            "desk:task": {"task_id": w.task.pk},
            "desk:case": case,
            "watch:case": case,
            "watch:matched": {"code": w.measure},
            "watch:export": {"export_id": w.export.pk},
            "imports:show": {"import_id": w.shown.pk},
            "imports:write": {"import_id": w.shown.pk},
            "imports:drop": {"import_id": w.shown.pk},
            "imports:errors": {"import_id": w.shown.pk},
            "studio:claim": {"code": w.basic.code},
            "studio:withdraw": {"code": w.item.code},
            "studio:part": {"code": w.written.code, "section": "materials"},
            "studio:check": {"code": w.written.code, "section": "materials"},
            "studio:change": {"code": w.written.code, "section": "materials"},
        }
        | {
            f"studio:{name}": {"code": w.written.code}
            for name in ("item", "diff", "release", "drop", "basics", "record")
        }
        | {
            **{f"standards:{name}": {"identifier": "place_area"} for name in ("element", "revise", "retire")},
            "standards:list": {"slug": "region"},
            "standards:code": {"slug": "region", "code": "440106"},
        }
    )


def forms(w: World) -> dict[str, dict[str, Any]]:
    """What is posted to pages: enough to be accepted from those who may."""
    return (
        {
            "set_language": {"language": "en"},
            "portal:answer": {"element": "avg_staff", "answer": "100"},
            "portal:draft": {"version": w.draft.version, "contact_name": "王五", "later": "1"},
            "portal:autosave": {"version": w.draft.version, "contact_name": "王五"},
            "portal:materials": {"material": "管理制度和章程", "file": a_file()},
            "portal:check": {"version": w.draft.version, "promise": "on"},
            "portal:correct": {"version": w.waiting.version, "contact_phone": "020-11111111"},
            "portal:correct_material": {"material": "管理制度和章程", "file": a_file()},
            "portal:withdraw": {"version": w.running.version},
            "portal:rate": {"grade": 5},
            "desk:window": {"uscc": w.enterprise.uscc},
            "desk:task": {"version": w.running.version, "outcome": "agree"},
            "watch:exports": {"of": "all"},
            "public:verify": {"code": w.certificate.verify_code},
        }
        | studio_forms(w)
        | standards_forms()
    )


def standards_forms() -> dict[str, dict[str, Any]]:
    """What is posted to the standards: an element registered, described anew, retired; a day closed."""
    today = clock.today().isoformat()
    element = {"name": "面积", "kind": "number", "unit": "平方米", "grade": "ungraded", "personal": "none"}
    return {
        "standards:register": element | {"identifier": "balloon_area", "effective_from": today},
        "standards:revise": element | {"effective_from": today, "note": "用语", "seen": "1"},
        "standards:retire": {"reason": "不再使用", "last_day": today},
        "standards:overlay": {
            "region": "440106",
            "kind": "closed",
            "first": today,
            "name": "台风",
            "basis": "通告",
        },
    }


def studio_forms(w: World) -> dict[str, dict[str, Any]]:
    """What is posted in the studio: a draft goes on, an item is claimed, released, withdrawn."""
    seen = w.written.content_hash
    return {
        "studio:new": {
            "name": "热气球观光许可",
            "code": "BALLOON-1",
            "power_type": "行政许可",
            "department": w.lead.code,
            "level": "3",
        },
        "studio:upstream": {"task": w.upstream.pk},
        "studio:claim": {"department": w.beside.code, "level": "4"},
        "studio:release": {"effective_from": clock.today().isoformat(), "seen": seen},
        "studio:withdraw": {"reason": "机构改革"},
        "studio:basics": {"seen": seen, "visits": "1"},
        "studio:record": {"seen": seen, "transact_addr": "体育东路"},
        "studio:part": {
            "seen": seen,
            "id": "M9",
            "name__zh": "飞行记录",
            "necessity": "required",
            "source": "applicant",
            "medium": "paper",
            "copy": "copy",
        },
        "studio:check": {"seen": seen, "id": "M9"},
        "studio:change": {"seen": seen, "key": "M1", "deed": "remove"},
    }


def paths(w: World) -> dict[str, dict[str, Any]]:
    """What stands in the addresses of operations."""
    return {
        "read_item": {"code": w.item.code},
        "read_standing": {"code": w.measure},
        "answer_policy": {"code": w.measure},
        "send_correction": {"case_id": w.waiting.pk},
        "add_case_material": {"case_id": w.waiting.pk},
        "give_rating": {"case_id": w.done.pk},
        "verify_certificate": {"code": w.certificate.verify_code},
    }


def ids(w: World) -> dict[str, int]:
    return {
        "draft_id": w.draft.pk,
        "case_id": w.running.pk,
        "task_id": w.task.pk,
        "notice_id": w.notice.pk,
        "certificate_id": w.certificate.pk,
        "export_id": w.export.pk,
    }


def bodies(w: World) -> dict[str, dict[str, Any]]:
    """What is sent to operations: enough to be accepted from those who may."""
    return {
        "answer_policy": {"element": "avg_staff", "value": 100},
        "begin_draft": {"item_code": w.item.code},
        "keep_draft": {"version": w.draft.version, "answers": {"contact_name": "王五"}},
        "submit_draft": {"version": w.draft.version},
        "send_correction": {"version": w.waiting.version, "answers": {"contact_phone": "020-11111111"}},
        "take_back_case": {"version": w.running.version, "reason": ""},
        "give_rating": {"grade": 5},
        "finish_task": {"version": w.running.version, "outcome": "agree"},
        "ask_export": {"of": "all"},
    }


@dataclass(frozen=True)
class Seen:
    """What came back: a status, or ``in`` where it leads to the sign-in, and everything that could be read."""

    answer: str
    text: str


def visit(client: Client, method: str, name: str, w: World) -> Seen:
    """A page is asked for, or something posted to it; nothing of it stays."""
    address = reverse(name, kwargs=places(w).get(name))
    with undone(client):
        response = client.get(address) if method == "GET" else client.post(address, forms(w).get(name, {}))
        text = read(response)
    if response.status_code == 302 and response["Location"].startswith(LOGIN):
        return Seen("in", text)
    return Seen(str(response.status_code), text)


def call(client: Client, operation: dict[str, Any], w: World) -> Seen:
    """An operation is called; every refusal is a problem that its description declares."""
    name, method = operation["id"], operation["method"]
    address = operation["path"].format(**ids(w) | paths(w).get(name, {}))
    headers = {"Idempotency-Key": "walk"} if name == "submit_draft" else {}
    with undone(client):
        if name in ("add_material", "add_case_material"):
            response = client.post(address, {"material": "管理制度和章程", "file": a_file()})
        else:
            body = "" if method == "GET" else json.dumps(bodies(w).get(name, {}))
            response = client.generic(method, address, body, "application/json", headers=headers)
        text = read(response)
    if response.status_code >= 400:
        assert response["Content-Type"] == "application/problem+json", name
        assert str(response.status_code) in operation["statuses"], f"{name} does not declare it"
    return Seen(str(response.status_code), text)


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """What happens inside is rolled back, so that the next one meets the same world; nobody is signed out."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for name, value in cookies.items():
        client.cookies[name] = value


def read(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")


def secrets(w: World) -> dict[str, str]:
    """What nobody outside may read anywhere."""
    return {
        "name": w.enterprise.name,
        "uscc": w.enterprise.uscc,
        "answer": ANSWERS["contact_name"],
        "case": w.running.case_no,
        "money": "987,654.32",
        "cents": "98765432",
        "hash": w.upload.sha256,
    }


def test_every_address_and_every_operation_is_in_the_table():
    assert {name for _, name in table.PAGES} == {
        name for name in page_names() if name.removeprefix("api:") not in api_operations()
    }
    assert set(table.OPERATIONS) == set(api_operations())


def test_what_is_public_is_what_was_reviewed_as_public():
    open_pages = {name for (_, name), row in table.PAGES.items() if row["anonymous"] != "in"}
    assert open_pages == table.PUBLIC_PAGES
    told = {name for name, each in api_operations().items() if each["is_public"]}
    open_operations = {name for name, row in table.OPERATIONS.items() if row["anonymous"] != "401"}
    assert open_operations == told == table.PUBLIC_OPERATIONS


def test_pages_answer_everybody_as_the_table_says(world):
    clients = {who: world.client(who) for who in table.PEOPLE}
    seen = {
        (f"{method} {name}", who): visit(clients[who], method, name, world)
        for method, name in table.PAGES
        for who in table.PEOPLE
    }
    rows = {f"{method} {name}": row for (method, name), row in table.PAGES.items()}
    assert different(seen, rows) == []
    assert leaks(seen, world) == []


def test_operations_answer_everybody_as_the_table_says(world):
    clients = {who: world.client(who) for who in table.PEOPLE}
    told = api_operations()
    seen = {
        (name, who): call(clients[who], told[name], world)
        for name in table.OPERATIONS
        for who in table.PEOPLE
    }
    assert different(seen, table.OPERATIONS) == []
    assert leaks(seen, world) == []


def different(seen: dict[tuple[str, str], Seen], rows: dict[str, dict[str, str]]) -> list[str]:
    return [
        f"{name} as {who}: {each.answer}, not {rows[name][who]}"
        for (name, who), each in seen.items()
        if each.answer != rows[name][who]
    ]


def leaks(seen: dict[tuple[str, str], Seen], world: World) -> list[str]:
    """Lists, searches and files answer 200 to many; none of them may hold a row that is not theirs."""
    return [
        f"{name} shows {who} the {what}"
        for (name, who), each in seen.items()
        for what, secret in secrets(world).items()
        if who in table.OUTSIDERS and secret in each.text and (name, what) not in ECHOED
    ]


def test_papers_of_one_enterprise_open_nothing_of_another(world):
    other = world.client("papers")
    session = other.session
    session["acting_for"] = Membership.objects.get(user=world.people["stranger"]).enterprise_id
    session.save()
    told = api_operations()
    found = {
        name: call(other, told[name], world).answer
        for name in ("read_draft", "keep_draft", "send_correction")
    }
    assert found == {"read_draft": "404", "keep_draft": "404", "send_correction": "403"}
    assert visit(other, "GET", "portal:case", world).answer == "404"
