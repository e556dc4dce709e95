"""Words of a case."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class CaseStatus(TextChoices):
    SUBMITTED = "submitted", _("已提交，待受理")
    CORRECTION = "correction_requested", _("待补正")
    IN_REVIEW = "in_review", _("审查中")
    DECIDED = "decided", _("已决定，正在制证")
    COMPLETED = "completed", _("已办结")
    REFUSED = "refused", _("不予受理")
    WITHDRAWN = "withdrawn", _("已撤回")


class Outcome(TextChoices):
    NONE = "", _("尚无结果")
    GRANTED = "granted", _("准予")
    DENIED = "denied", _("不予")


class PointOutcome(TextChoices):
    MET = "met", _("符合")
    NOT_MET = "not_met", _("不符合")
    UNKNOWN = "unknown", _("无法确定")
    PERSON = "needs_person", _("需人工判断")


class Severity(TextChoices):
    VETO = "veto", _("一票否决")
    CORRECT = "correct", _("需补正")
    NOTE = "note", _("提示")


class CardColour(TextChoices):
    NONE = "none", _("正常")
    YELLOW = "yellow", _("黄牌：即将到期")
    RED = "red", _("红牌：已超期")
    PROVISIONAL = "provisional", _("期限暂定")


class RatingGrade(IntegerChoices):
    VERY_SATISFIED = 5, _("非常满意")
    SATISFIED = 4, _("满意")
    BASICALLY = 3, _("基本满意")
    DISSATISFIED = 2, _("不满意")
    VERY_DISSATISFIED = 1, _("非常不满意")
