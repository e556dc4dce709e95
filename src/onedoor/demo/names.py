"""Names for enterprises that do not exist: a word of two characters, a trade, a legal form."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

FIRST = "云海星明宏达瑞丰盛华嘉远博创智新天南粤穗正信和兴永安泰恒立德润晨启凌卓越飞腾金玉百川广源"
SECOND = "帆图舟辰泽宇航通科联诚业康程晖朗岳森睿逸源拓景峰洋合成翔胜利友邦凯乐汇美格尚品木禾田石"
TRADES: Mapping[str, tuple[str, ...]] = {
    "agriculture": ("农业", "果蔬种植", "水产养殖", "生态农业"),
    "industry": ("电子", "精密机械", "五金制品", "服装", "日化", "食品", "塑料制品", "生物医药"),
    "construction": ("建筑工程", "装饰工程", "市政工程", "机电安装"),
    "wholesale": ("贸易", "商贸", "进出口", "供应链"),
    "retail": ("百货", "商业连锁", "医药零售", "文化用品"),
    "transport": ("物流", "运输", "货运代理"),
    "storage": ("仓储", "冷链仓储"),
    "post": ("快递", "速递服务"),
    "accommodation": ("酒店", "酒店管理"),
    "catering": ("餐饮", "餐饮管理", "饮食服务"),
    "information_transmission": ("通信", "网络科技"),
    "software_it": ("软件", "信息技术", "数字科技", "智能科技", "数据服务"),
    "real_estate_development": ("房地产开发", "置业"),
    "property_management": ("物业管理", "物业服务"),
    "leasing_business": ("企业管理", "人力资源", "会计咨询", "设备租赁", "广告"),
    "other": ("文化传播", "环保技术", "检测技术", "教育咨询", "家政服务", "设计"),
}
ROADS = (
    "建设路",
    "人民路",
    "解放路",
    "新港路",
    "科韵路",
    "兴业路",
    "工业大道",
    "迎宾大道",
    "东环路",
    "滨江路",
    "创新街",
    "农林路",
)
FORMS = ("有限公司",) * 9 + ("股份有限公司",)


def company_name(random: Random, industry: str, taken: set[str]) -> str:
    """A name that is not taken, and is now; the word grows by a character while two are not enough."""
    trade, form = random.choice(TRADES[industry]), random.choice(FORMS)
    word = random.choice(FIRST) + random.choice(SECOND)
    while (name := f"广州{word}{trade}{form}") in taken:
        word = random.choice(FIRST) + random.choice(FIRST) + random.choice(SECOND)
    taken.add(name)
    return name


def address(random: Random, district: str) -> str:
    """A place in a district; the numbers are drawn, whoever lives there."""
    return f"广州市{district}{random.choice(ROADS)} {random.randint(1, 480)} 号 {random.randint(1, 28)}0{random.randint(1, 9)} 室"
