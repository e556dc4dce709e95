"""Whatever is typed into an address, a query or a form, the house answers it; it never breaks on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from django.test import Client
from django.urls import reverse
from tests.pages import permission_table as table
from tests.pages.test_permission_walk import forms, places, read, undone

pytestmark = pytest.mark.django_db

# Each is known to break something somewhere: the driver of a database, a converter, an address made of it.
HOSTILE = ("\0", "a/b", "..", "9" * 30, "-1", "²", "1e-999999999", "\ud800", "'\"<b>%s{{x}}", "x" * 3000)
WORST = ("\0", "9" * 30, "1e-999999999", "\ud800")
# Fields that pages read without a form.
BARE = {"reason": "", "of": "all", "element": "avg_staff", "material": "x", "next": "/", "version": "1"}
QUERY = ("q", "page", "of", "next")
NUMBER, CODE = 987654321, "CODE"


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@pytest.fixture
def clients(world) -> dict[str, Client]:
    """Browsers that are told of a failure as people are: by a page, not by an exception."""
    found = {who: world.client(who) for who in table.PEOPLE}
    for client in found.values():
        client.raise_request_exception = False
    return found


def welcome(method: str, name: str) -> str:
    """Somebody for whom the page does its whole work; nobody where the house has no page."""
    row = table.PAGES[method, name]
    return next((who for who in reversed(table.PEOPLE) if row[who] in ("200", "302")), "")


def rows(method: str, clients: dict[str, Client]) -> Iterator[tuple[str, Client]]:
    for verb, name in table.PAGES:
        who = welcome(verb, name)
        if verb == method and who:
            yield name, clients[who]


def is_broken(response: Any) -> bool:
    read(response)
    return response.status_code >= 500


def test_nothing_in_a_form_breaks_a_page(world, clients):
    broken = []
    for name, client in rows("POST", clients):
        usual = {k: v for k, v in forms(world).get(name, {}).items() if isinstance(v, str | int)}
        address = reverse(name, kwargs=places(world).get(name))
        for field in usual | BARE:
            for text in WORST:
                given = {**BARE, **usual, field: text}
                body = "&".join(f"{key}={quote_plus(encoded(str(value)))}" for key, value in given.items())
                with undone(client):
                    if is_broken(client.post(address, body, "application/x-www-form-urlencoded")):
                        broken.append((name, field, text[:20]))
    assert broken == []


def test_nothing_in_an_address_breaks_a_page(world, clients):
    broken = []
    for method in ("GET", "POST"):
        for name, client in rows(method, clients):
            for part in places(world).get(name, {}):
                others = places(world)[name]
                made = reverse(name, kwargs=others | {part: NUMBER if part.endswith("_id") else CODE})
                for text in HOSTILE:
                    address = made.replace(str(NUMBER), CODE).replace(CODE, quote(encoded(text), safe="/"))
                    with undone(client):
                        if is_broken(client.generic(method, address)):
                            broken.append((method, name, text[:20]))
    assert broken == []


def test_nothing_in_a_query_breaks_a_page(world, clients):
    broken = []
    for name, client in rows("GET", clients):
        address = reverse(name, kwargs=places(world).get(name))
        for text in WORST:
            query = "&".join(f"{each}={quote_plus(encoded(text))}" for each in QUERY)
            with undone(client):
                if is_broken(client.get(f"{address}?{query}")):
                    broken.append((name, text[:20]))
    assert broken == []
