"""Words of background work."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    QUEUED = "queued", _("等待执行")
    RUNNING = "running", _("执行中")
    DONE = "done", _("已完成")
    DEAD = "dead", _("多次失败，需人工处理")
