"""The city of the walk, and programs that speak for its people."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests.pages.world import built, world

from onedoor.apps.parties.services.issue_api_token import issue_api_token
from onedoor.apps.tenancy.actor import Actor

__all__ = ["built", "world"]


class Program:
    """A client with a token and nothing else: no session, no cookie, forgery checked as in production."""

    def __init__(self, secret: str = "", **headers: str) -> None:
        if secret:
            headers["authorization"] = f"Bearer {secret}"
        self.client = Client(enforce_csrf_checks=True, headers=headers)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        text = body if isinstance(body, str | bytes) else json.dumps({} if body is None else body)
        return self.client.generic(method, f"/api/v1{path}", text, "application/json", headers=headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)


@pytest.fixture
def program(world):
    """``program("owner")`` speaks for that person of the city."""

    def speak(who: str = "", **headers: str) -> Program:
        return Program(secret_of(world.people[who]) if who else "", **headers)

    return speak


def secret_of(user: Any, days: int = 30) -> str:
    token, secret = issue_api_token(
        actor=Actor.system(user.tenant_id), user_id=user.pk, name="a test", days=days
    )
    return secret
