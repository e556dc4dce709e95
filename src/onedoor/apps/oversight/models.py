"""What supervisors ask for and take away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.oversight.enums import ExportState
from onedoor.apps.oversight.queries import ExportQuerySet
from onedoor.apps.tenancy.models import ScopedModel


class Export(ScopedModel):
    """导出: a list written to a file in the background, kept for a few days, for the one who asked."""

    requested_by = models.ForeignKey("parties.User", on_delete=models.CASCADE, related_name="+")
    requested_at = models.DateTimeField()
    filters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ExportState, default=ExportState.WAITING)
    problem = models.CharField(max_length=60, blank=True)
    rows = models.PositiveIntegerField(null=True)
    file = models.FileField(upload_to="exports/", max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("导出")
