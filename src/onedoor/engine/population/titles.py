"""Sixty qualifications, and who may hold them."""

from __future__ import annotations

from dataclasses import dataclass

ALL_CODES = ("",)
ALL_SIZES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Title:
    """``chance`` in a thousand of those who fit: prefixes of industry, years of age, sizes, research, another title.

    ``sizes`` are places in ``facts.SIZES``; ``research`` is a share of revenue in thousandths.
    """

    name: str
    chance: int
    codes: tuple[str, ...] = ALL_CODES
    years: int = 1
    sizes: tuple[int, ...] = ALL_SIZES
    research: int = 0
    after: str = ""


_SMALLER, _LARGER, _LARGEST = (1, 2, 3), (0, 1, 2), (0, 1)
_MAKING, _MINED = ("C",), ("B", "C", "D")
_SOFTWARE, _DIGITAL, _BUILDING = ("I65",), ("I",), ("E",)
_FOOD, _FARMING = ("A", "C13", "C14", "C15", "F51", "F52", "H62"), ("A", "C13", "C14")

TITLES = (
    Title("高新技术企业", 480, research=30, years=1, sizes=_LARGER),
    Title("科技型中小企业", 420, research=20, sizes=_SMALLER),
    Title("创新型中小企业", 220, research=10, years=2, sizes=_SMALLER),
    Title("专精特新中小企业", 420, research=30, years=3, sizes=_SMALLER, after="创新型中小企业"),
    Title("专精特新“小巨人”企业", 160, research=30, years=3, sizes=_SMALLER, after="专精特新中小企业"),
    Title("制造业单项冠军企业", 60, _MAKING, 10, _LARGEST, 30),
    Title("瞪羚企业", 60, research=40, years=3, sizes=_LARGER, after="高新技术企业"),
    Title("独角兽企业", 10, research=50, sizes=_LARGEST, after="高新技术企业"),
    Title("上市后备企业", 50, years=3, sizes=_LARGER),
    Title("市级企业技术中心", 90, years=3, sizes=_LARGER, research=20),
    Title("省级企业技术中心", 220, years=5, sizes=_LARGEST, research=20, after="市级企业技术中心"),
    Title("国家企业技术中心", 80, years=8, sizes=(0,), research=20, after="省级企业技术中心"),
    Title("市级工程技术研究中心", 100, years=2, sizes=_LARGER, research=30),
    Title("省级工程技术研究中心", 180, years=3, sizes=_LARGER, research=30, after="市级工程技术研究中心"),
    Title("省级重点实验室", 30, years=5, sizes=_LARGEST, research=40),
    Title("省级新型研发机构", 15, years=2, research=80),
    Title("博士后科研工作站", 60, years=5, sizes=_LARGEST, research=30),
    Title("国家知识产权优势企业", 50, years=5, research=30, after="高新技术企业"),
    Title("国家知识产权示范企业", 150, years=8, sizes=_LARGEST, research=30, after="国家知识产权优势企业"),
    Title("知识产权管理体系认证", 160, research=20),
    Title("质量管理体系认证", 150, sizes=_LARGER),
    Title("环境管理体系认证", 100, sizes=_LARGER),
    Title("职业健康安全管理体系认证", 90, sizes=_LARGER),
    Title("能源管理体系认证", 60, _MINED, sizes=_LARGEST),
    Title("信息安全管理体系认证", 140, _DIGITAL, sizes=_LARGER),
    Title("两化融合管理体系评定", 90, _MAKING, 3, _LARGER),
    Title("数据管理能力成熟度评估", 25, _DIGITAL, 2, _LARGER),
    Title("软件企业评估", 240, _SOFTWARE),
    Title("CMMI三级", 60, _SOFTWARE, 3, _LARGER),
    Title("CMMI五级", 90, _SOFTWARE, 5, _LARGEST, after="CMMI三级"),
    Title("技术先进型服务企业", 30, _DIGITAL, 2, _LARGER),
    Title("首台（套）重大技术装备", 30, _MAKING, 3, _LARGER, 40),
    Title("首批次新材料", 40, ("C26", "C28", "C29", "C30", "C31", "C32"), 3, _LARGER, 40),
    Title("首版次软件", 30, _SOFTWARE, 2, _LARGER, 60),
    Title("智能制造示范工厂", 25, _MAKING, 5, _LARGEST),
    Title("绿色工厂", 60, _MAKING, 3, _LARGER),
    Title("绿色供应链管理企业", 20, _MAKING, 5, _LARGEST),
    Title("清洁生产审核合格", 120, _MINED, 3, _LARGER),
    Title("安全生产标准化三级", 200, _MINED, 2, _LARGER),
    Title("安全生产标准化二级", 180, _MINED, 4, _LARGEST, after="安全生产标准化三级"),
    Title("农业产业化省级重点龙头企业", 40, _FARMING, 5, _LARGER),
    Title("农业产业化国家重点龙头企业", 120, _FARMING, 8, _LARGEST, after="农业产业化省级重点龙头企业"),
    Title("绿色食品标志", 60, _FARMING, 2),
    Title("有机产品认证", 40, _FARMING, 2),
    Title("食品经营许可", 820, ("F51", "F52", "H62"), 0),
    Title("食品生产许可", 780, ("C13", "C14", "C15"), 0),
    Title("药品生产许可", 520, ("C27",), 2),
    Title("医疗器械生产许可", 420, ("C35", "C27"), 1),
    Title("危险化学品经营许可", 90, ("F51", "C26", "G59"), 1),
    Title("建筑业总承包三级", 330, _BUILDING),
    Title("建筑业总承包二级", 300, _BUILDING, 3, _LARGER, after="建筑业总承包三级"),
    Title("建筑业总承包一级", 200, _BUILDING, 6, _LARGEST, after="建筑业总承包二级"),
    Title("建筑施工安全生产许可", 620, _BUILDING, 0),
    Title("道路运输经营许可", 760, ("G54", "G58", "G59"), 0),
    Title("快递业务经营许可", 620, ("G60",), 0),
    Title("增值电信业务经营许可", 300, _DIGITAL, 1),
    Title("人力资源服务许可", 120, ("L72",), 0),
    Title("AEO高级认证企业", 15, ("C", "F51", "G"), 3, _LARGEST),
    Title("老字号", 10, ("C13", "C14", "C15", "F52", "H62"), 30),
    Title("守合同重信用企业", 70, years=3, sizes=_LARGER),
)
NAMES = tuple(title.name for title in TITLES)
