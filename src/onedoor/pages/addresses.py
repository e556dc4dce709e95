"""What may stand in the address of a page; anything else is no address of the house (404)."""

from __future__ import annotations

from django.urls import register_converter


class CodeConverter:
    """The code of an item or measure, as the API takes it too."""

    regex = r"[A-Za-z0-9._-]{1,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TypedConverter(CodeConverter):
    """What somebody typed from a document: letters, digits and hyphens of any writing."""

    regex = r"[\w-]{1,100}"


def register() -> None:
    """``<code:…>`` and ``<typed:…>`` can be written in addresses."""
    register_converter(CodeConverter, "code")
    register_converter(TypedConverter, "typed")
