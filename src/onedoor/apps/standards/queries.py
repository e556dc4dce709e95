"""Reads of the standards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast

from onedoor import clock
from onedoor.apps.standards.calendars import calendar_of
from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.apps.tenancy.queries import (
    EVERYBODY,
    NOBODY,
    FrozenQuerySet,
    ReleaseQuerySet,
    ScopedQuerySet,
)
from onedoor.engine.calendars import WorkingCalendar
from onedoor.errors import NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.standards.models import (
        CalendarOverlay,
        CalendarYear,
        Code,
        CodeList,
        DataElement,
        ElementVersion,
    )

REGIONS = "region"


class CodeListQuerySet(models.QuerySet["CodeList"]):
    """Code lists are public and the same for all."""

    def with_current(self) -> Self:
        """Each with ``edition``, ``size``, ``origin`` and ``source`` of its current version."""
        from onedoor.apps.standards.models import CodeListVersion

        current = CodeListVersion.objects.filter(list=models.OuterRef("pk"), is_current=True)
        return self.annotate(
            **{
                name: models.Subquery(current.values(name)[:1])
                for name in ("edition", "size", "origin", "source")
            }
        )


class CodeQuerySet(models.QuerySet["Code"]):
    """Codes are public."""

    def current(self, slug: str) -> Self:
        """The codes of a list's current version."""
        return self.filter(version__list_id=slug, version__is_current=True)

    def valid_on(self, day: date) -> Self:
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(begun & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))

    def ended_before(self, day: date) -> Self:
        return self.filter(valid_to__lt=day)

    def called(self, words: str) -> Self:
        """Those whose name holds every one of the words, or whose code begins with it."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word) | Q(name_en__icontains=word) | Q(code__startswith=word)
            )
        return found

    def naming_as_successor(self, code: str) -> Self:
        """Those that name the code as one that took them over."""
        # As text, escaped or not: not every database looks into JSON lists.
        text = self.annotate(named=Cast("successors", models.TextField()))
        return text.filter(Q(named__contains=json.dumps(code)) | Q(named__contains=f'"{code}"'))

    def under(self, parent: str) -> Self:
        return self.filter(parent=parent)


class DataElementQuerySet(ScopedQuerySet["DataElement"]):
    """What data elements there are is public: everybody has to speak of the same."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY

    def still_used(self) -> Self:
        return self.filter(retired_on__isnull=True)


class ElementVersionQuerySet(ReleaseQuerySet["ElementVersion"]):
    def of_identifier(self, identifier: str) -> Self:
        return self.filter(code=identifier)

    def newest(self) -> Self:
        """Of each element the version that was written last, whether it is in force yet or no more."""
        later = self.model._default_manager.filter(
            element=models.OuterRef("element"), version__gt=models.OuterRef("version")
        )
        return self.filter(~models.Exists(later))

    def called(self, words: str) -> Self:
        """Those whose name, identifier or source holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(name_en__icontains=word)
                | Q(code__icontains=word)
                | Q(source__icontains=word)
            )
        return found


class CalendarYearQuerySet(FrozenQuerySet["CalendarYear"]):
    """Who entered a notice is the designers' to see; what it says is in the calendar, for everybody."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY if actor.has(Role.DESIGNER) else NOBODY


class CalendarOverlayQuerySet(FrozenQuerySet["CalendarOverlay"]):
    def audience(self, actor: Actor) -> Q:
        return EVERYBODY if actor.has(Role.DESIGNER) else NOBODY

    def in_year(self, year: int) -> Self:
        return self.filter(day__year=year)


def working_calendar(region_code: str | None = None) -> WorkingCalendar:
    """The calendar by which clocks count in a region, or (``None``) nationally; a year not yet published is unknown in it.

    Held in memory. A change elsewhere is seen after ``calendars.FRESH`` at the latest, one of this process at once.
    """
    return calendar_of(region_code)


def valid_on(code: str, day: date, code_list: str = REGIONS) -> bool:
    """Whether the code could be used on that day. An old record is judged by its own day, not by today."""
    from onedoor.apps.standards.models import Code

    return Code.objects.current(code_list).filter(code=code).valid_on(day).exists()


def code_on(code: str, day: date, code_list: str = REGIONS) -> Code | None:
    """The code as it was on a day, with the name that it had then."""
    from onedoor.apps.standards.models import Code

    # In the year of a change both names hold: the later one is meant.
    latest_first = F("valid_from").desc(nulls_last=True)
    return Code.objects.current(code_list).filter(code=code).valid_on(day).order_by(latest_first).first()


def successors(code: str, day: date, code_list: str = REGIONS) -> list[Code]:
    """The codes valid on ``day`` that stand for what ``code`` stood for before it went; none where it is still valid.

    Followed over several changes. ``NotFound`` "code.unknown" for a code that the list never had.
    """
    held = _by_code(code_list, [code])
    if not held:
        raise NotFound("code.unknown", found=code, expected=code_list)
    seen = {code}
    found: dict[str, Code] = {}
    waiting = [] if _standing(held[code], day) else _followed(held[code])
    while waiting := [each for each in dict.fromkeys(waiting) if each not in seen]:
        seen.update(waiting)
        held = _by_code(code_list, waiting)
        waiting = []
        for each, rows in held.items():
            standing = _standing(rows, day)
            if standing is not None:
                found[each] = standing
            else:
                waiting.extend(_followed(rows))
    return [found[each] for each in sorted(found)]


def predecessors(code: str, code_list: str = REGIONS) -> list[Code]:
    """The codes that went, whole or in part, into this one, and those that gave up a part to it and still stand."""
    from onedoor.apps.standards.models import Code

    named = Code.objects.current(code_list).naming_as_successor(code)
    return list(named.exclude(code=code).order_by("code", "pk"))


def _by_code(code_list: str, codes: Iterable[str]) -> dict[str, list[Code]]:
    from onedoor.apps.standards.models import Code

    held: dict[str, list[Code]] = {}
    for row in Code.objects.current(code_list).filter(code__in=list(codes)).order_by("code", "pk"):
        held.setdefault(row.code, []).append(row)
    return held


def _standing(rows: list[Code], day: date) -> Code | None:
    standing = [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or row.valid_to >= day)
    ]
    return standing[-1] if standing else None


def _followed(rows: list[Code]) -> list[str]:
    return [str(code) for row in rows for code, _year in row.successors]


def region_name(code: str) -> Text:
    """A region's name, its last one where it is abolished; ``NotFound`` "region.unknown" for a code that the standard never had."""
    from onedoor.apps.standards.models import Code

    found = Code.objects.current(REGIONS).filter(code=code).order_by("pk").last()
    if found is None:
        raise NotFound("region.unknown", found=code, expected="GB/T 2260")
    return found.label


def elements_on(actor: Actor, day: date | None = None) -> dict[str, ElementDefinition]:
    """What every data element meant on a day (today), by its identifier.

    Whatever is revised later never changes what an earlier day answers, so a definition released on that day keeps its meaning.
    """
    from onedoor.apps.standards.models import ElementVersion

    versions = ElementVersion.objects.visible_to(actor).in_force_on(day or clock.today())
    return {
        code: ElementDefinition.read(content)
        for code, content in versions.order_by("code", "version").values_list("code", "content")
    }


def element_on(actor: Actor, identifier: str, day: date | None = None) -> ElementDefinition:
    """What one data element meant on a day (today); ``NotFound`` "element.unknown" where it meant nothing."""
    from onedoor.apps.standards.models import ElementVersion

    version = (
        ElementVersion.objects.visible_to(actor)
        .of_identifier(identifier)
        .in_force_on(day or clock.today())
        .order_by("-version")
        .first()
    )
    if version is None:
        raise NotFound(
            "element.unknown", found=identifier, expected=Text("已登记的数据元", "a registered data element")
        )
    return ElementDefinition.read(version.content)
