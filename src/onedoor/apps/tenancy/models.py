"""The ground of every table: tenant and region on each row, releases that do not change."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import Conflict


class Tenant(models.Model):
    """One government that runs its own door: a city, a county. Nothing is shared across tenants."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(max_length=100, blank=True)
    region_code = models.CharField(_("行政区划代码"), max_length=12)
    time_zone = models.CharField(max_length=40, default="Asia/Shanghai")

    class Meta:
        verbose_name = _("租户")

    def __str__(self) -> str:
        return self.name


class ScopedModel(models.Model):
    """A row that belongs to one tenant and one region.

    Every model names its own manager, made from a ``ScopedQuerySet``: who may see its rows is a decision that
    is written down, never inherited (``tests/repo/test_architecture.py``).
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    region_code = models.CharField(_("行政区划代码"), max_length=12)

    class Meta:
        abstract = True


class FrozenModel(ScopedModel):
    """A row that is written once. The guard is for programmers; the database has triggers of its own."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise Conflict("row.immutable", found=str(self._meta.verbose_name), where=str(self.pk))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise Conflict("row.immutable", found=str(self._meta.verbose_name), where=str(self.pk))


class Release(ScopedModel):
    """One version of a definition: draft, then released and immutable, then perhaps withdrawn.

    ``content`` is the whole definition as plain JSON, ``content_hash`` its SHA-256 over canonical JSON. An
    instance pins the row, so whatever is released later never changes what was started earlier.
    """

    code = models.CharField(_("编码"), max_length=64)
    version = models.PositiveIntegerField(_("版本"))
    state = models.CharField(max_length=12, choices=ReleaseState, default=ReleaseState.DRAFT)
    effective_from = models.DateField(_("施行日"))
    effective_to = models.DateField(_("失效日"), null=True, blank=True)
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    released_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            before = type(self)._base_manager.filter(pk=self.pk).values_list("state", flat=True).first()
            if before != ReleaseState.DRAFT:
                raise Conflict(
                    "release.immutable", found=f"{self.code} v{self.version}", mend="draft the next version"
                )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.state != ReleaseState.DRAFT:
            raise Conflict(
                "release.immutable",
                found=f"{self.code} v{self.version}",
                mend="withdraw it; cases still refer to it",
            )
        return super().delete(*args, **kwargs)
