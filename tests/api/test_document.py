"""The description of the API, for programs and for people."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from onedoor.api.docs import AREAS, operations

LANGUAGES = ("zh-CN", "en")


@pytest.fixture
def told():
    response = Client().get("/api/v1/openapi.json")
    assert response.status_code == 200
    return json.loads(response.content)


pytestmark = pytest.mark.django_db


def every_operation(told):
    return [each for path in told["paths"].values() for each in path.values()]


def test_every_operation_says_what_it_is_and_what_it_refuses(told):
    for each in every_operation(told):
        name = each["operationId"]
        assert each["summary"], name
        assert each["description"], name
        assert each["tags"][0] in AREAS, name
        refusals = {status: value for status, value in each["responses"].items() if status >= "400"}
        assert {"400", "422", "500"} <= refusals.keys(), name
        assert {"401", "403", "429"} <= refusals.keys() or "security" not in each, name
        for value in refusals.values():
            assert list(value["content"]) == ["application/problem+json"], name


def test_an_address_with_a_row_in_it_may_not_find_it(told):
    silent = {"answer_policy", "verify_certificate"}
    for path, methods in told["paths"].items():
        for each in methods.values():
            if "{" in path and each["operationId"] not in silent:
                assert "404" in each["responses"], each["operationId"]


def test_names_of_operations_are_given_once(told):
    names = [each["operationId"] for each in every_operation(told)]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere(told):
    known = told["components"]["schemas"]
    found = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)))
    assert found - known.keys() == set()
    assert "Problem" in found


def test_money_is_whole_cents_wherever_it_is_named(told):
    for name, schema in told["components"]["schemas"].items():
        for field, kind in schema.get("properties", {}).items():
            if field.endswith("_cents"):
                types = {each.get("type") for each in kind.get("anyOf", [kind])}
                assert types <= {"integer", "null"}, f"{name}.{field}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_operation_and_runs_no_script_of_its_own(told, language):
    response = Client(headers={"accept-language": language}).get("/api/v1/docs")
    page = response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert all(f'id="{each["id"]}"' in page for each in operations(told))
    assert re.findall(r"<script(?![^>]*\bsrc=)|\son\w+=|style=", page) == []


def test_the_description_speaks_english_too(told):
    english = json.loads(Client(headers={"accept-language": "en"}).get("/api/v1/openapi.json").content)
    chinese = {each["operationId"]: each["summary"] for each in every_operation(told)}
    untold = [
        each["operationId"]
        for each in every_operation(english)
        if each["summary"] == chinese[each["operationId"]]
    ]
    assert untold == []


def test_the_foot_of_every_page_leads_here():
    assert 'href="/api/v1/docs"' in Client().get("/").content.decode()
