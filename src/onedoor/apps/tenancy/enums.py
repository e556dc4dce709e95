"""Who somebody is to the house, and through which door the deed came in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    ENTERPRISE = "enterprise", _("企业经办人")
    CLERK = "clerk", _("综合窗口")
    REVIEWER = "reviewer", _("审查人员")
    DECIDER = "decider", _("决定人")
    SUPERVISOR = "supervisor", _("监督人员")
    DESIGNER = "designer", _("标准与规则设计")


class Channel(TextChoices):
    ONLINE = "online", _("网上")
    WINDOW = "window", _("窗口")
    API = "api", _("接口")
    SYSTEM = "system", _("系统")


class ReleaseState(TextChoices):
    DRAFT = "draft", _("草稿")
    RELEASED = "released", _("已发布")
    WITHDRAWN = "withdrawn", _("已停用")
