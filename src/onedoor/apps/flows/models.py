"""流程: a released flow model, a run of it about one subject, the steps that wait for somebody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.flows.enums import FlowStatus, TaskKind, TaskState
from onedoor.apps.flows.queries import FlowInstanceQuerySet, FlowTaskQuerySet, FlowVersionQuerySet
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import Release, ScopedModel
from onedoor.text import Text


class FlowVersion(Release):
    """流程版本: a BPMN model as released.

    ``content`` holds the normalised document under ``xml`` and what was read from it under ``model``
    (see ``flows.model.FlowModel``).
    """

    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(max_length=100)

    objects = FlowVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("流程版本")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code", "version"], name="flow_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class FlowInstance(ScopedModel):
    """流程实例: one run of one version, about one subject (``case:12``).

    ``places`` maps the places of the model to department ids. ``state`` is the engine's state in the codec
    ``state_codec``; whoever changes it holds the row locked and raises ``version``.
    """

    flow_version = models.ForeignKey(FlowVersion, on_delete=models.PROTECT, related_name="instances")
    subject = models.CharField(max_length=60)
    places = models.JSONField(default=dict)
    state = models.BinaryField()
    state_codec = models.PositiveSmallIntegerField()
    status = models.CharField(_("状态"), max_length=10, choices=FlowStatus, default=FlowStatus.RUNNING)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)

    objects = FlowInstanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("流程实例")
        indexes = [models.Index(fields=["tenant", "subject"])]

    def __str__(self) -> str:
        return f"{self.subject} #{self.pk}"


class FlowTask(ScopedModel):
    """流程环节: a step that waits, or waited, for a person or an operation.

    The engine's state is what holds; this row is its shadow, kept so that lists can be asked in SQL.
    ``outcomes`` are ``{"key", "zh", "en"}`` in the order of their buttons. A step of the applicant has the
    role ``enterprise`` and no department; an automatic step has neither.
    """

    instance = models.ForeignKey(FlowInstance, on_delete=models.PROTECT, related_name="tasks")
    engine_id = models.CharField(max_length=36)
    key = models.CharField(max_length=60)
    name_zh = models.CharField(_("环节"), max_length=100)
    name_en = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=TaskKind)
    role = models.CharField(_("岗位"), max_length=20, choices=Role, blank=True)
    place = models.CharField(max_length=40, blank=True)
    department = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(_("状态"), max_length=10, choices=TaskState, default=TaskState.OPEN)
    outcomes = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=40, blank=True)

    objects = FlowTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("待办环节")
        constraints = [models.UniqueConstraint(fields=["instance", "engine_id"], name="flow_task_once")]
        indexes = [models.Index(fields=["department", "state", "role", "opened_at"])]

    def __str__(self) -> str:
        return f"{self.key} #{self.pk}"

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en)
