"""政策: documents, their measures as released versions, what a matching run found, what was paid."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.policies.enums import PaymentState
from onedoor.apps.policies.queries import (
    MatchResultQuerySet,
    MatchRunQuerySet,
    MeasureVersionQuerySet,
    PaymentQuerySet,
    PolicyDocumentQuerySet,
)
from onedoor.apps.tenancy.models import FrozenModel, Release, ScopedModel


class PolicyDocument(ScopedModel):
    """政策文件: a text with a number, its issuers and its validity."""

    document_no = models.CharField(_("文号"), max_length=100)
    title = models.CharField(_("标题"), max_length=300)
    title_en = models.CharField(max_length=300)
    issuers = models.JSONField(default=list)
    effective_from = models.DateField(_("施行日"))
    effective_to = models.DateField(_("失效日"), null=True)

    objects = PolicyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("政策文件")
        constraints = [models.UniqueConstraint(fields=["tenant", "document_no"], name="document_no_once")]


class MeasureVersion(Release):
    """政策项目: one claimable benefit as released: conditions, formula, window, examples.

    ``content`` holds the DMN model under ``dmn`` and everything else of the measure beside it; it is read
    through ``policies.definition.Measure``. Only measures with ``is_claimable`` take part in matching; the
    others are rules that measures call (size classes).
    """

    document = models.ForeignKey(PolicyDocument, on_delete=models.PROTECT, related_name="measures")
    department = models.ForeignKey("parties.Department", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=200)
    name_en = models.CharField(max_length=200)
    is_claimable = models.BooleanField(default=True)

    objects = MeasureVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("政策项目")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code", "version"], name="measure_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


class MatchRun(FrozenModel):
    """One pass of all measures over all enterprises. ``subjects`` is the zlib of their ids as int64."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(_("匹配时间"))
    reference_date = models.DateField()
    subject_count = models.PositiveIntegerField()
    subjects = models.BinaryField()
    report = models.JSONField(default=dict)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("匹配批次")


class MatchResult(FrozenModel):
    """Which subjects of a run one measure fits: bit sets in the order of the run's subjects."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="results")
    measure_version = models.ForeignKey(MeasureVersion, on_delete=models.PROTECT, related_name="+")
    certain = models.BinaryField()
    possible = models.BinaryField()
    certain_count = models.PositiveIntegerField(_("符合"))
    open_count = models.PositiveIntegerField(_("待确认"))
    amount_cents = models.BigIntegerField(_("预计金额（分）"), null=True)

    objects = MatchResultQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "measure_version"], name="match_result_once")]


class Payment(ScopedModel):
    """兑付: money that a decision ordered, in whole cents; one per decision, whatever is retried."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="payments")
    enterprise = models.ForeignKey("parties.Enterprise", on_delete=models.PROTECT, related_name="+")
    measure_version = models.ForeignKey(MeasureVersion, on_delete=models.PROTECT, null=True, related_name="+")
    amount_cents = models.BigIntegerField(_("金额（分）"))
    state = models.CharField(max_length=10, choices=PaymentState, default=PaymentState.ORDERED)
    ordered_at = models.DateTimeField()
    key = models.CharField(max_length=80)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("兑付")
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="payment_key_once")]
