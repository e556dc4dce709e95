"""Words of oversight."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportState(TextChoices):
    WAITING = "waiting", _("排队中")
    READY = "ready", _("可下载")
    FAILED = "failed", _("未完成")
