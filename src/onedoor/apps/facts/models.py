"""What a source said about an enterprise on a date. Records are only ever added."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.facts.enums import FactState, SourceKind
from onedoor.apps.facts.queries import FactRecordQuerySet
from onedoor.apps.tenancy.models import FrozenModel


class FactRecord(FrozenModel):
    """One delivery of one source about one enterprise: several values, one source, one as-of date.

    ``values`` maps data-element identifiers to plain JSON: whole numbers, decimals as text, money in whole
    cents, codes, booleans, lists of objects. ``null`` says that the source knows there is none.
    """

    enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.CASCADE, related_name="fact_records"
    )
    source = models.CharField(_("来源"), max_length=40)
    source_name = models.CharField(max_length=100)
    source_name_en = models.CharField(max_length=100)
    source_kind = models.CharField(max_length=12, choices=SourceKind)
    as_of = models.DateField(_("截至"))
    state = models.CharField(max_length=10, choices=FactState, default=FactState.FRESH)
    values = models.JSONField()
    recorded_at = models.DateTimeField()

    objects = FactRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("事实")
        indexes = [models.Index(fields=["enterprise", "source"])]
