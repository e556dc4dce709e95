"""后台作业: work that waits in the database, who does it, what comes round again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.queries import JobQuerySet, RecurringQuerySet
from onedoor.apps.tenancy.models import ScopedModel


class Job(ScopedModel):
    """One piece of work, written in the transaction that wants it done.

    ``payload`` is plain JSON: ids and codes. ``attempts`` counts claims, so that a job which kills its worker
    is counted too. ``last_error`` names the error's kind and place, never its text, which may hold anything.
    """

    kind = models.CharField(_("作业"), max_length=60)
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=200, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=JobState, default=JobState.QUEUED)
    run_at = models.DateTimeField(_("执行时间"))
    attempts = models.PositiveIntegerField(_("已试次数"), default=0)
    owner = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    last_error = models.CharField(_("最近错误"), max_length=200, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("后台作业")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "key"], condition=~Q(key=""), name="job_key_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["run_at"], condition=Q(state__in=["queued", "running"]), name="job_unfinished"
            ),
            models.Index(fields=["tenant", "state", "run_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Worker(models.Model):
    """A worker process and when it was last heard of. It serves all tenants, so it has none."""

    owner = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField(_("最近心跳"), db_index=True)

    class Meta:
        verbose_name = _("后台进程")

    def __str__(self) -> str:
        return self.owner


class Recurring(ScopedModel):
    """When a kind of work comes round next for a tenant; how often is said where its handler is."""

    kind = models.CharField(max_length=60)
    next_at = models.DateTimeField()

    objects = RecurringQuerySet.as_manager()

    class Meta:
        verbose_name = _("周期作业")
        constraints = [models.UniqueConstraint(fields=["tenant", "kind"], name="recurring_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.next_at:%Y-%m-%d %H:%M}"
