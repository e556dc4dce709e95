"""通知: what the house told an enterprise or a person, in both languages, and when it was read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onedoor.apps.notices.queries import NoticeQuerySet
from onedoor.apps.tenancy.models import ScopedModel
from onedoor.text import Text


class Notice(ScopedModel):
    """One message, to an enterprise or to a user, never both. ``link`` is a path of this site, or empty."""

    to_enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, null=True, related_name="+"
    )
    to_user = models.ForeignKey("parties.User", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    subject_zh = models.CharField(_("标题"), max_length=400)
    subject_en = models.CharField(max_length=400)
    body_zh = models.TextField(_("内容"))
    body_en = models.TextField()
    link = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=120)
    sent_at = models.DateTimeField(_("发出时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("通知")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="notice_key_once"),
            models.CheckConstraint(
                condition=Q(to_enterprise__isnull=True) ^ Q(to_user__isnull=True), name="notice_one_addressee"
            ),
        ]
        indexes = [
            models.Index(fields=["to_enterprise", "read_at"]),
            models.Index(fields=["to_user", "read_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    @property
    def subject(self) -> Text:
        return Text(self.subject_zh, self.subject_en)

    @property
    def body(self) -> Text:
        return Text(self.body_zh, self.body_en)
