"""Reads about items: public guides, the version in force, what everyday words find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Count, Q

from onedoor import clock
from onedoor.apps.catalogue.enums import ImportState, TaskState
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.apps.tenancy.queries import EVERYBODY, NOBODY, ReleaseQuerySet, ScopedQuerySet
from onedoor.errors import NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.catalogue.models import (
        BasicItem,
        BasicVersion,
        Bundle,
        BundleVersion,
        ItemImport,
        ItemVersion,
        ServiceItem,
        UpstreamTask,
    )


M = TypeVar("M", bound=models.Model)


class ServiceItemQuerySet(ScopedQuerySet["ServiceItem"]):
    """Items are public: a service guide is for everybody."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY

    def with_released_version(self) -> Self:
        return self.filter(versions__state=ReleaseState.RELEASED).distinct()

    def called(self, words: str) -> Self:
        """Those whose name or code holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
        return found

    def with_draft(self) -> Self:
        return self.filter(pk__in=_versions().filter(state=ReleaseState.DRAFT).values("item"))

    def in_force_on(self, day: date) -> Self:
        return self.filter(pk__in=_versions().in_force_on(day).values("item"))

    def not_in_force_on(self, day: date) -> Self:
        return self.exclude(pk__in=_versions().in_force_on(day).values("item"))

    def behind_the_catalogue(self) -> Self:
        """Those that have a change of the basic catalogue to follow."""
        return self.filter(upstream_tasks__state=TaskState.OPEN).distinct()


def _versions() -> ItemVersionQuerySet:
    from onedoor.apps.catalogue.models import ItemVersion

    return ItemVersion.objects.all()


class BasicItemQuerySet(ScopedQuerySet["BasicItem"]):
    """The basic catalogue is public."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY

    def called(self, words: str) -> Self:
        """Those whose name or code holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
        return found

    def with_number_claimed(self) -> Self:
        """Each with ``claimed``: how many items implement it."""
        return self.annotate(claimed=Count("implementations"))


class BasicVersionQuerySet(ReleaseQuerySet["BasicVersion"]):
    def of_code(self, code: str) -> Self:
        return self.filter(code=code)


class BundleQuerySet(ScopedQuerySet["Bundle"]):
    """Bundles are public, as items are."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY


class BundleVersionQuerySet(ReleaseQuerySet["BundleVersion"]):
    def of_code(self, code: str) -> Self:
        return self.filter(code=code)


class DesignerQuerySet(ScopedQuerySet[M]):
    """What is being worked on: the designers', nobody else's."""

    def audience(self, actor: Actor) -> Q:
        return EVERYBODY if actor.has(Role.DESIGNER) else NOBODY


class UpstreamTaskQuerySet(DesignerQuerySet["UpstreamTask"]):
    def still_open(self) -> Self:
        return self.filter(state=TaskState.OPEN)


class ItemImportQuerySet(DesignerQuerySet["ItemImport"]):
    def waiting(self) -> Self:
        return self.filter(state=ImportState.SHOWN)


class ItemVersionQuerySet(ReleaseQuerySet["ItemVersion"]):
    def of_code(self, code: str) -> Self:
        return self.filter(item__code=code)

    def drafts(self) -> Self:
        return self.filter(state=ReleaseState.DRAFT)

    def without_content(self) -> Self:
        """Their standing only: what lists need."""
        return self.defer("content")


def version_in_force(actor: Actor, code: str, on: date | None = None) -> ItemVersion:
    """The released version of an item on the reference date (today); the newest where several cover it."""
    from onedoor.apps.catalogue.models import ItemVersion, ServiceItem

    found = (
        ItemVersion.objects.visible_to(actor)
        .of_code(code)
        .in_force_on(on or clock.today())
        .select_related("item__department")
        .order_by("-version")
        .first()
    )
    if found is None:
        raise NotFound(
            "item.unknown",
            found=code,
            expected=Text("目录中现行有效的实施编码", "the code of an item in force in the catalogue"),
            mend=Text(
                "用日常说法搜索，例如「开饭店」「招人」。",
                "Search in everyday words, such as 开饭店 or 招人.",
            ),
        )
    return found
