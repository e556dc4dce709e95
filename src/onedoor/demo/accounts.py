"""The people of the demo. Their password is public; they exist only where the demo is loaded."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.apps.tenancy.enums import Role
from onedoor.text import Text

PASSWORD = "onedoor-demo"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Account:
    """One demo account: who it is, and the office it holds (department by its code in ``demo.places``)."""

    username: str
    who: Text
    role: Role
    department: str = ""


ACCOUNTS = (
    Account(
        "enterprise",
        Text("云帆软件的经办人林晓（企业）", "Lin Xiao, who acts for Yunfan Software (enterprise)"),
        Role.ENTERPRISE,
    ),
    Account(
        "clerk", Text("综合窗口陈静（窗口）", "Chen Jing, general counter (window clerk)"), Role.CLERK, "hrss"
    ),
    Account(
        "hrss",
        Text("人社局审查员黄伟（审查）", "Huang Wei, human resources bureau (reviewer)"),
        Role.REVIEWER,
        "hrss",
    ),
    Account(
        "finance",
        Text("财政局审查员何敏（审查）", "He Min, finance bureau (reviewer)"),
        Role.REVIEWER,
        "finance",
    ),
    Account(
        "market",
        Text("市场监管局审查员梁杰（审查）", "Liang Jie, market regulation (reviewer)"),
        Role.REVIEWER,
        "market",
    ),
    Account(
        "director",
        Text("人社局局长吴芳（决定）", "Wu Fang, head of human resources (decider)"),
        Role.DECIDER,
        "hrss",
    ),
    Account("supervisor", Text("市监督专员周岚（监督）", "Zhou Lan, city supervisor"), Role.SUPERVISOR),
)
