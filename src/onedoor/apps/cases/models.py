"""办件: a draft, the case it becomes, what was submitted, what was said of it, how it was rated."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.cases.enums import CaseStatus, Outcome, PointOutcome, RatingGrade, Severity
from onedoor.apps.cases.queries import (
    CaseQuerySet,
    DraftQuerySet,
    OfCaseQuerySet,
    RatingQuerySet,
    UploadQuerySet,
)
from onedoor.apps.tenancy.enums import Channel
from onedoor.apps.tenancy.models import FrozenModel, ScopedModel
from onedoor.apps.tenancy.queries import ScopedQuerySet


class Draft(ScopedModel):
    """An application being filled in. It is never checked for completeness, only kept.

    ``answers`` maps data elements to ``{"value", "source", "source_name", "as_of", "state"}``. ``version``
    rises with every save, so that two open pages cannot overwrite each other unseen.
    """

    enterprise = models.ForeignKey("parties.Enterprise", on_delete=models.PROTECT, related_name="+")
    item_version = models.ForeignKey("catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    answers = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField(_("最近保存"))
    case = models.OneToOneField("Case", on_delete=models.PROTECT, null=True, related_name="draft")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("草稿")


class Case(ScopedModel):
    """One application of one item, pinned to the version it was made on.

    ``due_on`` is the promised due day; ``provisional`` says that the calendar needed is not published yet,
    and then there is no day. ``version`` rises with every change.
    """

    case_no = models.CharField(_("办件编号"), max_length=50)
    enterprise = models.ForeignKey("parties.Enterprise", on_delete=models.PROTECT, related_name="+")
    item_version = models.ForeignKey("catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey("parties.Department", on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("来源渠道"), max_length=10, choices=Channel)
    idempotency_key = models.CharField(max_length=64)
    status = models.CharField(_("状态"), max_length=24, choices=CaseStatus, default=CaseStatus.SUBMITTED)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome, blank=True, default=Outcome.NONE)
    submitted_at = models.DateTimeField(_("提交时间"))
    accepted_at = models.DateTimeField(_("受理时间"), null=True)
    due_on = models.DateField(_("承诺办结日"), null=True)
    warn_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    amount_cents = models.BigIntegerField(_("金额（分）"), null=True)
    flow_instance = models.ForeignKey(
        "flows.FlowInstance", on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("办件")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "case_no"], name="case_no_once"),
            models.UniqueConstraint(fields=["tenant", "idempotency_key"], name="case_key_once"),
        ]
        indexes = [
            models.Index(fields=["tenant", "status", "due_on"]),
            models.Index(fields=["enterprise", "submitted_at"]),
        ]

    def __str__(self) -> str:
        return self.case_no

    @property
    def reference(self) -> str:
        """How flows, certificates and payments name this case."""
        return f"case:{self.pk}"


class CaseCounter(ScopedModel):
    """The last serial number given out for one item on one day; locked while it counts."""

    item_code = models.CharField(max_length=40)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    objects = ScopedQuerySet["CaseCounter"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "item_code", "day"], name="case_counter_once")
        ]


class Submission(FrozenModel):
    """What was submitted, whole and for good: rules decide on this, never on later answers."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    snapshot = models.JSONField()
    content_hash = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("提交快照")
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="submission_number_once")]


class PointResult(FrozenModel):
    """What the automated review found on one point of one submission, with the facts it looked at."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="point_results")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="point_results")
    point_id = models.CharField(max_length=20)
    outcome = models.CharField(max_length=14, choices=PointOutcome)
    severity = models.CharField(max_length=10, choices=Severity)
    trace = models.JSONField()
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("审查要点结果")


class Opinion(FrozenModel):
    """What one office said at one step; never changed, a later one may differ."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions")
    task_key = models.CharField(max_length=60)
    department = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("办理意见")


class Upload(ScopedModel):
    """材料文件: a file that came with a draft or case; opened to officers only when it was checked."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="uploads")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="uploads")
    enterprise = models.ForeignKey("parties.Enterprise", on_delete=models.PROTECT, related_name="+")
    material = models.CharField(_("材料"), max_length=200)
    filename = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="uploads/%Y/%m/", max_length=200)
    uploaded_by = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("材料文件")


class Rating(FrozenModel):
    """好差评: the applicant's own grade of one case (GB/T 39734-2020); nobody rates for them."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="rating")
    grade = models.PositiveSmallIntegerField(_("评价"), choices=RatingGrade)
    comment = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=10, choices=Channel)
    user = models.ForeignKey("parties.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = _("好差评")
