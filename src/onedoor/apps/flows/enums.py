"""Words of a flow."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FlowStatus(TextChoices):
    RUNNING = "running", _("进行中")
    COMPLETED = "completed", _("已走完")
    CANCELLED = "cancelled", _("已终止")


class TaskKind(TextChoices):
    HUMAN = "human", _("人工环节")
    AUTOMATIC = "automatic", _("自动环节")


class TaskState(TextChoices):
    OPEN = "open", _("待办")
    DONE = "done", _("已办")
    CANCELLED = "cancelled", _("已取消")


class StepState(TextChoices):
    DONE = "done", _("已完成")
    CURRENT = "current", _("当前环节")
    AHEAD = "ahead", _("后续环节")
