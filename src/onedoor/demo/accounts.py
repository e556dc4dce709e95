"""The people of the demo. Their password is public; they exist only where the demo is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.apps.tenancy.enums import Role
from onedoor.text import Text

PASSWORD = "onedoor-demo"  # noqa: S105


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One demo account: who it is, its office (a department by its key in ``demo.departments``), what it shows."""

    username: str
    who: Text
    office: Text
    shows: Text
    role: Role
    department: str = ""


ACCOUNTS = (
    Account(
        username="enterprise",
        who=Text("林晓", "Lin Xiao"),
        office=Text("云帆软件经办人", "acts for Yunfan Software"),
        shows=Text("看我的政策，回答，申请，评价", "finds policies, answers, applies, rates"),
        role=Role.ENTERPRISE,
    ),
    Account(
        username="clerk",
        who=Text("陈静", "Chen Jing"),
        office=Text("综合窗口", "general counter"),
        shows=Text("在窗口为企业代办，受理", "applies for enterprises at the counter, accepts"),
        role=Role.CLERK,
        department="hrss",
    ),
    Account(
        username="hrss",
        who=Text("黄伟", "Huang Wei"),
        office=Text("市人社局审查员", "reviewer, human resources bureau"),
        shows=Text("主办部门审查", "reviews for the lead department"),
        role=Role.REVIEWER,
        department="hrss",
    ),
    Account(
        username="finance",
        who=Text("何敏", "He Min"),
        office=Text("市财政局审查员", "reviewer, finance bureau"),
        shows=Text("会办部门审查（稳岗返还）", "reviews beside it (job-stability refund)"),
        role=Role.REVIEWER,
        department="finance",
    ),
    Account(
        username="market",
        who=Text("梁杰", "Liang Jie"),
        office=Text("市市场监管局审查员", "reviewer, market regulation bureau"),
        shows=Text("会办部门审查（人力资源服务许可）", "reviews beside it (human-resources permit)"),
        role=Role.REVIEWER,
        department="market",
    ),
    Account(
        username="director",
        who=Text("吴芳", "Wu Fang"),
        office=Text("市人社局决定人", "decider, human resources bureau"),
        shows=Text("作出决定", "decides"),
        role=Role.DECIDER,
        department="hrss",
    ),
    Account(
        username="supervisor",
        who=Text("周岚", "Zhou Lan"),
        office=Text("市监督专员", "city supervisor"),
        shows=Text("看办件、时限、评价、匹配和资金", "sees cases, clocks, ratings, matches and money"),
        role=Role.SUPERVISOR,
    ),
    Account(
        username="designer",
        who=Text("许哲", "Xu Zhe"),
        office=Text("市政务服务数据局标准处", "standards office of the city"),
        shows=Text("管标准和事项：起草、检查、发布", "keeps standards and items: drafts, checks, releases"),
        role=Role.DESIGNER,
    ),
)


def with_public_password() -> list[str]:
    """The accounts of this installation that anybody can enter: those of the demo with its password."""
    from onedoor.apps.parties.models import User

    names = [account.username for account in ACCOUNTS]
    held = User.objects.filter(username__in=names, is_active=True).order_by("username")
    return [user.username for user in held if user.check_password(PASSWORD)]
