"""A request as the house's views take it."""

from __future__ import annotations

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from onedoor.apps.tenancy.actor import Actor

M = TypeVar("M", bound=Model)
ROWS_A_PAGE = 25


class Asked(HttpRequest):
    """A request that has passed ``ActorOfRequest``."""

    actor: Actor


def page_of(rows: QuerySet[M], request: HttpRequest, size: int = ROWS_A_PAGE) -> Page[M]:
    """The page that the address asks for; a wrong number shows the nearest page rather than an error."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def given(request: HttpRequest, name: str, longest: int = 100) -> str:
    """What the address gives under a name: trimmed, bounded, and without what no database can hold."""
    return request.GET.get(name, "").replace("\0", "").strip()[:longest]
