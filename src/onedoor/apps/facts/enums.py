"""Where a fact comes from and how far it can be leant on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    REGISTER = "register", _("登记簿或业务系统")
    DECISION = "decision", _("本平台的决定")
    APPLICANT = "applicant", _("企业填报")


class FactState(TextChoices):
    FRESH = "fresh", _("有效")
    STALE = "stale", _("可能过时")
    DEGRADED = "degraded", _("来源暂不可用")
    DISPUTED = "disputed", _("有异议")
