"""The description of the API: OpenAPI for programs, one page for people. Public."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from ninja.responses import NinjaJSONEncoder

from onedoor.api.refusals import ALWAYS, SCHEMA, SIGNED_IN, response
from onedoor.api.wording import _

METHODS = ("get", "post", "put", "patch", "delete")
AREAS = {
    "items": _("事项"),
    "policies": _("我的政策"),
    "drafts": _("草稿与提交"),
    "cases": _("办件"),
    "tasks": _("部门待办"),
    "notices": _("消息"),
    "certificates": _("证照与核验"),
    "oversight": _("监督"),
    "audit": _("审计"),
    "health": _("系统状态"),
}


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document, its summaries in the language of the request."""
    return HttpResponse(document(get_language() or "zh-hans"), content_type="application/json")


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and refusals, on one page without script."""
    told = json.loads(document(get_language() or "zh-hans"))
    areas = [
        {"name": name, "operations": [each for each in operations(told) if each["tags"] == [tag]]}
        for tag, name in AREAS.items()
    ]
    return render(request, "api/docs.html", {"info": told["info"], "areas": areas})


@lru_cache(maxsize=4)
def document(language: str) -> str:
    """The document as JSON. The language is that of the thread; it is named so that each is kept apart."""
    from onedoor.api.house import api

    told = api.get_openapi_schema()
    told["components"]["schemas"]["Problem"] = SCHEMA
    told["tags"] = [{"name": tag, "description": name} for tag, name in AREAS.items()]
    for path in told["paths"].values():
        for operation in path.values():
            always = ALWAYS + (SIGNED_IN if operation.get("security") else ())
            for status in always:
                operation["responses"].setdefault(status, response(status))
    return json.dumps(told, cls=NinjaJSONEncoder, ensure_ascii=False)


def operations(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations of a document in its order, as the page shows them."""
    schemas = told["components"]["schemas"]
    return [
        {
            "id": operation["operationId"],
            "method": method.upper(),
            "path": path,
            "summary": operation["summary"],
            "description": operation.get("description", ""),
            "tags": operation["tags"],
            "is_public": not operation.get("security"),
            "parameters": _parameters(operation) + _body(operation, schemas),
            "statuses": sorted(operation["responses"]),
        }
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def _parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": each["name"],
            "place": each["in"],
            "type": _type(each["schema"]),
            "required": each["required"],
            "description": each.get("description", ""),
        }
        for each in operation["parameters"]
    ]


def _body(operation: dict[str, Any], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    contents = operation.get("requestBody", {}).get("content", {})
    rows: list[dict[str, Any]] = []
    for content in contents.values():
        schema = content["schema"]
        if "$ref" in schema:
            schema = schemas[schema["$ref"].rsplit("/", 1)[-1]]
        required = schema.get("required", [])
        rows += [
            {
                "name": name,
                "place": "body",
                "type": _type(field),
                "required": name in required,
                "description": field.get("description", ""),
            }
            for name, field in schema["properties"].items()
        ]
    return rows


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    return str(schema.get("format") or schema.get("type", ""))
