"""审计: what happened, in an order that cannot be changed unseen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.audit.queries import ChainHeadQuerySet, EventQuerySet
from onedoor.apps.tenancy.enums import Channel
from onedoor.apps.tenancy.models import FrozenModel, ScopedModel


class Event(FrozenModel):
    """One deed. ``hash`` covers every other field, the hash of the event before it included.

    ``actor_user_id`` is a plain number, null for the house itself: an account may be closed, its deeds stay.
    ``data`` holds ids, codes and hashes, never a name or an answer. Triggers refuse UPDATE and DELETE.
    """

    seq = models.PositiveBigIntegerField(_("序号"))
    at = models.DateTimeField(_("时间"))
    actor_user_id = models.BigIntegerField(null=True)
    channel = models.CharField(_("渠道"), max_length=10, choices=Channel)
    acting_for = models.BigIntegerField(null=True)
    action = models.CharField(_("事件"), max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计事件")
        constraints = [models.UniqueConstraint(fields=["tenant", "seq"], name="event_seq_once")]
        indexes = [
            models.Index(fields=["tenant", "subject_kind", "subject_id", "seq"]),
            models.Index(fields=["tenant", "action", "seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject}"

    @property
    def subject(self) -> str:
        """What the deed was done to, as flows and certificates name it: ``case:12``."""
        return f"{self.subject_kind}:{self.subject_id}"


class ChainHead(ScopedModel):
    """Where a tenant's chain ends; whoever appends holds this row locked until commit.

    The head makes a cut-off end visible, which the links alone would not. Triggers let it move by one only.
    """

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    objects = ChainHeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计链头")
        constraints = [models.UniqueConstraint(fields=["tenant"], name="chain_head_once")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
