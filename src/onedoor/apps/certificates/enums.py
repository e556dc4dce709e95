"""What the house certifies, and what can be said of a document that somebody holds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CertificateKind(TextChoices):
    DECISION = "decision", _("决定书")


class VerificationStatus(TextChoices):
    """CHANGED: the document carries a code of ours, and is not the one that was signed."""

    VALID = "valid", _("真实有效")
    REVOKED = "revoked", _("已被撤销")
    UNKNOWN = "unknown", _("查无此件")
    CHANGED = "changed", _("内容已被改动")
