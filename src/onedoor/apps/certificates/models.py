"""证照: signed documents that the house issued, and the numbers they were given."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.apps.certificates.enums import CertificateKind
from onedoor.apps.certificates.queries import CertificateQuerySet
from onedoor.apps.tenancy.models import FrozenModel, ScopedModel
from onedoor.apps.tenancy.queries import ScopedQuerySet
from onedoor.text import Text


class Certificate(FrozenModel):
    """A document as it was signed. Written once; revoking it is the only change it knows.

    ``subject`` names what it was issued on (``case:12``), ``sha256`` the signed file. ``facts`` are the rows
    beside its text, ``[{"zh", "en", "value"}]``. Without ``department`` no officer sees it.
    """

    kind = models.CharField(max_length=20, choices=CertificateKind)
    number = models.CharField(_("文号"), max_length=60)
    holder = models.CharField(_("持有人"), max_length=200)
    holder_enterprise = models.ForeignKey(
        "parties.Enterprise", on_delete=models.PROTECT, null=True, related_name="+"
    )
    department = models.ForeignKey(
        "parties.Department", on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject = models.CharField(max_length=60)
    issuer = models.CharField(_("签发机关"), max_length=120)
    title_zh = models.CharField(_("标题"), max_length=400)
    title_en = models.CharField(max_length=400)
    facts = models.JSONField(default=list)
    issued_at = models.DateTimeField(_("签发时间"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True)
    revoked_reason = models.CharField(_("撤销理由"), max_length=500, blank=True)
    verify_code = models.CharField(_("核验码"), max_length=40, unique=True)
    pdf = models.FileField(upload_to="certificates/", max_length=200)
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=120)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("证照")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key"], name="certificate_key_once"),
            models.UniqueConstraint(fields=["tenant", "number"], name="certificate_number_once"),
        ]
        indexes = [
            models.Index(fields=["tenant", "subject"]),
            models.Index(fields=["sha256"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)


class CertificateCounter(ScopedModel):
    """The last serial number given out by a tenant in a year; locked while it counts."""

    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects = ScopedQuerySet["CertificateCounter"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "year"], name="certificate_counter_once")]
