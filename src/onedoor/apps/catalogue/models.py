"""政务服务事项: the basic catalogue, who implements what of it, bundles, and each released version of all three."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.apps.catalogue.enums import BundleKind, ImportState, Level, PowerType, TaskState
from onedoor.apps.catalogue.queries import (
    BasicItemQuerySet,
    BasicVersionQuerySet,
    BundleQuerySet,
    BundleVersionQuerySet,
    ItemImportQuerySet,
    ItemVersionQuerySet,
    ServiceItemQuerySet,
    UpstreamTaskQuerySet,
)
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.models import Release, ScopedModel


class BasicItem(ScopedModel):
    """基本目录事项: one entry of the master list that ministries and provinces publish."""

    code = models.CharField(_("基本编码"), max_length=50)
    name = models.CharField(_("事项名称"), max_length=300)
    power_type = models.CharField(_("事项类型"), max_length=20, choices=PowerType)
    publisher = models.CharField(_("发布机关"), max_length=200, blank=True)

    objects = BasicItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("基本目录事项")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="basic_item_code_once")]

    def __str__(self) -> str:
        return self.name


class BasicVersion(Release):
    """What the basic catalogue says of an entry from a day on: the elements that are the same everywhere.

    ``content`` has them by national column name; see ``catalogue.inheritance``.
    """

    basic = models.ForeignKey(BasicItem, on_delete=models.CASCADE, related_name="versions")

    objects = BasicVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("基本目录版本")
        constraints = [models.UniqueConstraint(fields=["basic", "version"], name="basic_version_once")]

    def __str__(self) -> str:
        return f"{self.basic.name} v{self.version}"


class ServiceItem(ScopedModel):
    """One item of one authority; its elements live in versions. With ``basic``, it is claimed from that entry.

    ``words`` is what it is searched by: see ``catalogue.finding.search_text``.
    """

    code = models.CharField(_("实施编码"), max_length=64)
    name = models.CharField(_("事项名称"), max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    department = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("实施主体")
    )
    power_type = models.CharField(_("事项类型"), max_length=20, choices=PowerType)
    level = models.CharField(_("行使层级"), max_length=1, choices=Level, blank=True)
    basic = models.ForeignKey(
        BasicItem, on_delete=models.PROTECT, null=True, blank=True, related_name="implementations"
    )
    words = models.TextField(_("检索词"), blank=True)

    objects = ServiceItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="item_code_once")]
        indexes = [
            models.Index(fields=["tenant", "name"]),
            models.Index(fields=["tenant", "power_type", "code"]),
            models.Index(fields=["tenant", "department", "code"]),
        ]

    def __str__(self) -> str:
        return self.name


class ItemVersion(Release):
    """事项版本: the elements of an item; every case pins one. An item has at most one draft.

    ``content`` is read through ``catalogue.definition.ItemDefinition``, nowhere else. ``basic_version`` is the entry of
    the basic catalogue whose locked elements it holds; ``note`` says why it was changed.
    """

    item = models.ForeignKey(ServiceItem, on_delete=models.CASCADE, related_name="versions")
    basic_version = models.ForeignKey(
        BasicVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("修订说明"), max_length=300, blank=True)

    objects = ItemVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项版本")
        constraints = [
            models.UniqueConstraint(fields=["item", "version"], name="item_version_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state=ReleaseState.DRAFT), name="item_one_draft"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "state", "code"])]

    def __str__(self) -> str:
        return f"{self.item.name} v{self.version}"


class UpstreamTask(ScopedModel):
    """上级变更待办: an entry of the basic catalogue changed, and this item still holds the earlier one."""

    item = models.ForeignKey(ServiceItem, on_delete=models.CASCADE, related_name="upstream_tasks")
    basic_version = models.ForeignKey(BasicVersion, on_delete=models.PROTECT, related_name="tasks")
    state = models.CharField(_("状态"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = UpstreamTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("上级变更待办")
        constraints = [models.UniqueConstraint(fields=["item", "basic_version"], name="upstream_task_once")]


class Bundle(ScopedModel):
    """一件事: several items of several departments as one application."""

    code = models.CharField(_("编码"), max_length=64)
    name = models.CharField(_("名称"), max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    kind = models.CharField(_("种类"), max_length=20, choices=BundleKind, default=BundleKind.ONE_THING)
    lead = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, related_name="+", verbose_name=_("牵头部门")
    )

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("一件事")
        constraints = [models.UniqueConstraint(fields=["tenant", "code"], name="bundle_code_once")]

    def __str__(self) -> str:
        return self.name


class BundleVersion(Release):
    """What a bundle joins and how; ``content`` is read by ``catalogue.bundles``, nowhere else."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="versions")

    objects = BundleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("一件事版本")
        constraints = [models.UniqueConstraint(fields=["bundle", "version"], name="bundle_version_once")]

    def __str__(self) -> str:
        return f"{self.bundle.name} v{self.version}"


class ItemImport(ScopedModel):
    """A file of items that was read and shown, and is written only when somebody says so.

    ``source`` is the file as it came. ``rows`` is a file too, read by ``catalogue.exchange.plans`` alone: the contents to be written, and
    everything that is wrong, item by item. ``report`` sums it up: counts, kinds of problems, the first items of each verdict.
    """

    file_name = models.CharField(_("文件"), max_length=200)
    file_hash = models.CharField(max_length=64)
    format = models.CharField(_("格式"), max_length=20)
    state = models.CharField(_("状态"), max_length=10, choices=ImportState, default=ImportState.SHOWN)
    source = models.FileField(upload_to="imports/", max_length=200, blank=True)
    rows = models.FileField(upload_to="imports/", max_length=200, blank=True)
    report = models.JSONField()
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True)

    objects = ItemImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项导入")
