"""Every operation is given, in every place that it names, values of every wrong kind; none of them breaks it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.pages import permission_table as table
from tests.pages.test_permission_walk import api_operations, bodies, ids, paths, read, undone

pytestmark = pytest.mark.django_db

WRONG: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    -(10**400),
    1.5,
    "",
    "\0",
    "\ud800",
    "1e-999999999",
    "²",
    "x" * 5000,
    [],
    [[]],
    [None, "\0"],
    {},
    {"": {"value": 1}},
    {"contact_name": ["x"], "place_area": -(10**400), "online_recruiting": "²", "\0": 1},
)
QUERY = ("", "%00", "-1", "9" * 400, "1.5", "%ED%A0%80", "null", "x" * 3000)


@pytest.fixture
def clients(world) -> dict[str, Client]:
    return {who: world.client(who) for who in table.PEOPLE}


def welcome(name: str) -> str:
    """Somebody for whom the operation does its whole work."""
    return next(who for who in reversed(table.PEOPLE) if table.OPERATIONS[name][who].startswith("2"))


def is_broken(response: Any) -> bool:
    read(response)
    return response.status_code >= 500


def test_no_wrong_value_in_a_body_breaks_an_operation(world, clients):
    broken = []
    for name, operation in api_operations().items():
        client, usual = clients[welcome(name)], bodies(world).get(name)
        if usual is None:
            continue
        address = operation["path"].format(**ids(world) | paths(world).get(name, {}))
        given = [*WRONG, *({**usual, field: wrong} for field in [*usual, "more"] for wrong in WRONG)]
        for body in given:
            with undone(client):
                response = client.generic(
                    operation["method"],
                    address,
                    json.dumps(body),
                    "application/json",
                    headers={"Idempotency-Key": "wrong"},
                )
                if is_broken(response):
                    broken.append((name, str(body)[:80], response.content.decode()[:200]))
    assert broken == []


def test_no_wrong_address_or_query_breaks_an_operation(world, clients):
    broken = []
    for name, operation in api_operations().items():
        client, places = clients[welcome(name)], ids(world) | paths(world).get(name, {})
        parts = [each["name"] for each in operation["parameters"] if each["place"] == "path"]
        asked = [each["name"] for each in operation["parameters"] if each["place"] == "query"]
        for text in QUERY:
            addresses = [operation["path"].format(**{**places, part: text or "x"}) for part in parts]
            addresses.append(
                operation["path"].format(**places) + "?" + "&".join(f"{q}={text}" for q in asked)
            )
            for address in addresses:
                with undone(client):
                    response = client.generic(operation["method"], address, "", "application/json")
                    if is_broken(response):
                        broken.append((name, address[:100], response.content.decode()[:200]))
    assert broken == []
