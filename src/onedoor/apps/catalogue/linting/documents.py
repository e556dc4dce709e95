"""Items to be looked at, as documents have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.checks import Checks, shipped_checks
from onedoor.apps.catalogue.linting.context import Context, Subject
from onedoor.errors import Invalid
from onedoor.text import Text


def subjects_of_documents(
    documents: Iterable[tuple[str, Any]], checks: Checks | None = None
) -> Iterator[Subject]:
    """Items as documents have them: ``{"code", "department", "power_type", "content"}``, or the content alone.

    ``documents`` come with the place they are from. Raises ``Invalid`` "item.unreadable" with that place.
    """
    for place, document in documents:
        try:
            content = document.get("content", document)
            if "elements" in document and "elements" not in content:
                content = {**content, "elements": document["elements"]}
            yield ItemDefinition.read(content), _context(document, content, checks or shipped_checks())
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Invalid(
                "item.unreadable",
                found=f"{type(error).__name__}: {error}",
                where=place,
                expected=Text("事项内容的格式", "the form of an item's content"),
            ) from error


def _context(document: Mapping[str, Any], content: Mapping[str, Any], checks: Checks) -> Context:
    return Context(
        code=str(document.get("code", "")),
        department=str(document.get("department", "")),
        power_type=str(document.get("power_type", "")),
        level=str(document.get("level", "")),
        content=content,
        checks=checks,
    )
