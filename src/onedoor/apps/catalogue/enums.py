"""Words of items, as the national catalogue writes them (GB/T 39554.1 and 39554.2)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PowerType(TextChoices):
    """事项类型. Numbers and letters differ between systems; they are mapped by these labels."""

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


class Level(TextChoices):
    """行使层级: the level that exercises a power, as character 19 of an implementation code."""

    STATE = "1", _("国家级")
    PROVINCE = "2", _("省级")
    CITY = "3", _("市级")
    COUNTY = "4", _("县级")
    TOWNSHIP = "5", _("乡级")
    VILLAGE = "6", _("村级")


class Necessity(TextChoices):
    """材料必要性."""

    REQUIRED = "required", _("必要")
    OPTIONAL = "optional", _("非必要")
    LATER = "later", _("可容缺后补")


class MaterialSource(TextChoices):
    """来源渠道: who issues a material."""

    APPLICANT = "applicant", _("申请人自备")
    GOVERNMENT = "government", _("政府部门核发")
    OTHER = "other", _("其他")


class Medium(TextChoices):
    """材料形式."""

    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子")
    BOTH = "both", _("纸质或电子")


class CopyKind(TextChoices):
    """材料类型: original, copy or both."""

    ORIGINAL = "original", _("原件")
    COPY = "copy", _("复印件")
    BOTH = "both", _("原件和复印件")


class Waiver(TextChoices):
    """免提交方式: why an applicant need not bring a material."""

    CERTIFICATE = "certificate", _("电子证照")
    SHARING = "sharing", _("数据共享")
    PROMISE = "promise", _("告知承诺")
    HELP = "help", _("行政协助")


class QuestionKind(TextChoices):
    """How a question of a guide is answered."""

    CHOICE = "choice", _("选一项")
    BOOLEAN = "boolean", _("是或否")
    NUMBER = "number", _("数字")


class BundleKind(TextChoices):
    """What joins several items: a matter of life or business, or a construction project."""

    ONE_THING = "one_thing", _("一件事")
    CONSTRUCTION = "construction", _("工程建设项目")


class Line(TextChoices):
    """How a part stands to its stage."""

    MAIN = "main", _("主线")
    SIDE = "side", _("辅线")
    REVIEW = "review", _("技术审查")


class TaskState(TextChoices):
    """What became of a change upstream."""

    OPEN = "open", _("待处理")
    TAKEN = "taken", _("已采纳")
    LEFT = "left", _("已不适用")


class ImportState(TextChoices):
    """A file of items: shown first, then written or dropped."""

    SHOWN = "shown", _("待确认")
    WRITTEN = "written", _("已写入")
    DROPPED = "dropped", _("已放弃")
