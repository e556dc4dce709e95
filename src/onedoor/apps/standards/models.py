"""标准: regions, industries and data elements; the same for every tenant, so without one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.standards.enums import ValueKind
from onedoor.text import Text


class Region(models.Model):
    """行政区划, GB/T 2260: six digits, streets and towns nine."""

    code = models.CharField(_("代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=60)
    level = models.CharField(_("层级"), max_length=10)
    parent_code = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("行政区划")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Industry(models.Model):
    """国民经济行业, GB/T 4754-2017: a section letter or two to four digits."""

    code = models.CharField(_("代码"), max_length=4, primary_key=True)
    name = models.CharField(_("名称"), max_length=100)
    section = models.CharField(max_length=1)

    class Meta:
        verbose_name = _("行业")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DataElement(models.Model):
    """数据元 (GB/T 19488, GB/T 18391): what a fact means. ``unit`` is the unit in which people see its values."""

    identifier = models.CharField(_("标识符"), max_length=60, primary_key=True)
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(_("类型"), max_length=12, choices=ValueKind)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    source = models.CharField(_("权威来源"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("数据元")

    def __str__(self) -> str:
        return self.identifier

    @property
    def label(self) -> Text:
        return Text(self.name, self.name_en)
