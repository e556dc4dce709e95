"""Words of items, as the national catalogue writes them (GB/T 39554.1)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PowerType(TextChoices):
    LICENCE = "行政许可", _("行政许可")
    CONFIRMATION = "行政确认", _("行政确认")
    BENEFIT = "行政给付", _("行政给付")
    REWARD = "行政奖励", _("行政奖励")
    RULING = "行政裁决", _("行政裁决")
    PUBLIC_SERVICE = "公共服务", _("公共服务")
    OTHER = "其他行政权力", _("其他行政权力")


class ServiceObject(TextChoices):
    """服务对象: whom an item is for."""

    PERSON = "自然人", _("自然人")
    COMPANY = "企业法人", _("企业法人")
    INSTITUTION = "事业法人", _("事业法人")
    ASSOCIATION = "社会组织法人", _("社会组织法人")
    UNINCORPORATED = "非法人企业", _("非法人企业")
    AUTHORITY = "行政机关", _("行政机关")
    SOLE_TRADER = "个体工商户", _("个体工商户")
    OTHER = "其他组织", _("其他组织")
