"""What an operation may refuse, as its description says it."""

from __future__ import annotations

from typing import Any

from onedoor.api.problems import MEDIA_TYPE, TITLES

ALWAYS = (400, 422, 500)
SIGNED_IN = (401, 403, 429)
SCHEMA = {
    "title": "Problem",
    "description": "RFC 9457, with the four answers of the house: what was found, what was expected, where, how to mend it.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "Stable; the wording is not."},
        "found": {"type": "string"},
        "expected": {"type": "string"},
        "where": {"type": "string"},
        "mend": {"type": "string"},
    },
}


def refuses(*statuses: int) -> dict[str, Any]:
    """For ``openapi_extra``: the refusals of an operation besides those that all have."""
    return {"responses": {status: response(status) for status in statuses}}


def response(status: int) -> dict[str, Any]:
    return {
        "description": TITLES[status].en,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
