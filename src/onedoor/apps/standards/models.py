"""标准: code lists, data elements, and the working-day calendar.

Code lists are the same for everybody who uses the installation, so they are without a tenant. Data elements are each
tenant's own. The calendar is of the regions, whoever entered it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.apps.standards.enums import Origin, OverlayKind
from onedoor.apps.standards.queries import (
    CalendarOverlayQuerySet,
    CalendarYearQuerySet,
    CodeListQuerySet,
    CodeQuerySet,
    DataElementQuerySet,
    ElementVersionQuerySet,
)
from onedoor.apps.tenancy.models import FrozenModel, Release, ScopedModel
from onedoor.text import Text


class CodeList(models.Model):
    """代码集: regions, industries, types of documents. ``decision`` names the decision model that finds its codes."""

    slug = models.SlugField(_("标识"), max_length=40, primary_key=True)
    standard = models.CharField(_("标准"), max_length=60, blank=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(max_length=120, blank=True)
    coverage = models.TextField(_("收录范围"), blank=True)
    coverage_en = models.TextField(blank=True)
    decision = models.CharField(max_length=64, blank=True)

    objects = CodeListQuerySet.as_manager()

    class Meta:
        verbose_name = _("代码集")

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> Text:
        return Text(self.name, self.name_en or self.name)

    @property
    def covers(self) -> Text:
        return Text(self.coverage, self.coverage_en or self.coverage)


class CodeListVersion(models.Model):
    """One edition of a list as it was loaded. Exactly one is current; earlier ones stay, with their codes."""

    list = models.ForeignKey(CodeList, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    edition = models.CharField(_("版次"), max_length=40)
    valid_from = models.DateField(_("启用日"))
    source = models.CharField(_("来源"), max_length=300)
    origin = models.CharField(_("出处"), max_length=10, choices=Origin)
    content_hash = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("代码数"))
    loaded_at = models.DateTimeField(_("载入时间"))
    is_current = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("代码集版本")
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="code_list_version_once"),
            models.UniqueConstraint(
                fields=["list"], condition=Q(is_current=True), name="code_list_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} v{self.number}"


class Code(models.Model):
    """代码: a code with one name, for a time. Both ends are inside; none is without end.

    ``successors`` is a list of ``[code, year]``: what took the meaning over, whole or in part, and when (null: at the end).
    A code that was renamed has a row for each name.
    """

    version = models.ForeignKey(CodeListVersion, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(_("代码"), max_length=64)
    name = models.CharField(_("名称"), max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    parent = models.CharField(_("上级代码"), max_length=64, blank=True)
    level = models.CharField(_("层级"), max_length=20, blank=True)
    valid_from = models.DateField(_("启用日"), null=True, blank=True)
    valid_to = models.DateField(_("停用日"), null=True, blank=True)
    successors = models.JSONField(default=list)

    objects = CodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("代码")
        indexes = [
            models.Index(fields=["version", "code"]),
            models.Index(fields=["version", "parent", "code"]),
            models.Index(fields=["version", "level", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def label(self) -> Text:
        return Text(self.name, self.name_en or self.name)


class DataElement(ScopedModel):
    """数据元 (GB/T 18391): what a fact means. What it says is in its versions."""

    identifier = models.CharField(_("标识符"), max_length=60)
    retired_on = models.DateField(_("停用日"), null=True, blank=True)
    replaced_by = models.CharField(_("代之以"), max_length=60, blank=True)

    objects = DataElementQuerySet.as_manager()

    class Meta:
        verbose_name = _("数据元")
        constraints = [models.UniqueConstraint(fields=["tenant", "identifier"], name="data_element_once")]

    def __str__(self) -> str:
        return self.identifier


class ElementVersion(Release):
    """数据元版本: released as it is written; ``content`` is read by ``standards.definition``, nowhere else.

    ``name``, ``name_en`` and ``source`` repeat the content, to be searched.
    """

    element = models.ForeignKey(DataElement, on_delete=models.CASCADE, related_name="versions")
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(max_length=120, blank=True)
    source = models.CharField(_("数据来源"), max_length=60, blank=True)
    origin = models.CharField(_("出处"), max_length=10, choices=Origin)
    note = models.CharField(_("修订说明"), max_length=300, blank=True)

    objects = ElementVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("数据元版本")
        constraints = [models.UniqueConstraint(fields=["element", "version"], name="element_version_once")]
        indexes = [models.Index(fields=["tenant", "state", "code"])]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class CalendarYear(FrozenModel):
    """放假安排: one year's notice of the State Council, as somebody entered it; the newest of a year holds."""

    year = models.PositiveSmallIntegerField(_("年份"))
    days = models.JSONField()
    document = models.CharField(_("文号"), max_length=200)
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = CalendarYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("放假安排")

    def __str__(self) -> str:
        return str(self.year)


class CalendarOverlay(FrozenModel):
    """本地安排: what a region makes of a day, and on what basis; the newest of a region and day holds."""

    day = models.DateField(_("日期"))
    kind = models.CharField(_("安排"), max_length=10, choices=OverlayKind)
    name = models.CharField(_("事由"), max_length=100)
    basis = models.CharField(_("依据"), max_length=200)
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = CalendarOverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("本地安排")
        indexes = [models.Index(fields=["region_code", "day"])]

    def __str__(self) -> str:
        return f"{self.region_code} {self.day}"
