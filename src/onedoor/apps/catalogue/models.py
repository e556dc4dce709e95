"""政务服务事项: what can be applied for, and each released version of how."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.catalogue.enums import PowerType
from onedoor.apps.catalogue.queries import ItemVersionQuerySet, ServiceItemQuerySet
from onedoor.apps.tenancy.models import Release, ScopedModel


class ServiceItem(ScopedModel):
    """One item of one authority; its elements live in versions."""

    code = models.CharField(_("实施编码"), max_length=40)
    name = models.CharField(_("事项名称"), max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    department = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("实施主体")
    )
    power_type = models.CharField(_("事项类型"), max_length=20, choices=PowerType)

    objects = ServiceItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="item_code_once")]

    def __str__(self) -> str:
        return self.name


class ItemVersion(Release):
    """事项版本: the elements of an item as released; every case pins one.

    ``content`` is read through ``catalogue.definition.ItemDefinition``, nowhere else.
    """

    item = models.ForeignKey(ServiceItem, on_delete=models.CASCADE, related_name="versions")

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项版本")
        constraints = [models.UniqueConstraint(fields=["item", "version"], name="item_version_once")]

    def __str__(self) -> str:
        return f"{self.item.name} v{self.version}"
