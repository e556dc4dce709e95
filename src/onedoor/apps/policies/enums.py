"""Words of a policy and of how it fits."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """How a measure stands to an enterprise right now."""

    CERTAIN = "certain", _("符合")
    QUESTION = "question", _("差一个答案")
    NEARLY = "nearly", _("就差一点")
    OPEN = "open", _("待部门确认")
    NOT = "not", _("不符合")


class ConditionOutcome(TextChoices):
    MET = "met", _("符合")
    NOT_MET = "not_met", _("不符合")
    UNKNOWN = "unknown", _("尚不清楚")


class PaymentState(TextChoices):
    ORDERED = "ordered", _("已下达")
    PAID = "paid", _("已拨付")
    FAILED = "failed", _("拨付失败")
