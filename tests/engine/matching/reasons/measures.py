"""Real measures, as rules over a few facts: what tests of reasons are told about."""

from __future__ import annotations

from onedoor.engine.matching import Column, Kind, RuleSet, Schema

SCHEMA = Schema.of(
    Column("从业人员", Kind.INTEGER),
    Column("科技人员", Kind.INTEGER),
    Column("参保人数", Kind.INTEGER),
    Column("失业保险缴费月数", Kind.INTEGER),
    Column("裁员率", Kind.RATIO, places=4),
    Column("营业收入", Kind.MONEY),
    Column("研发费用", Kind.MONEY),
    Column("评分", Kind.INTEGER),
    Column("地区", Kind.CATEGORY),
    Column("行业", Kind.CATEGORY),
    Column("企业规模", Kind.CATEGORY),
    Column("失信", Kind.BOOLEAN),
    Column("成立日期", Kind.DATE),
    Column("资质", Kind.CODES),
    Column("人员", Kind.OBJECTS),
)
# After 人社部发〔2026〕39号, 国科发火〔2016〕32号 and 工信部企业〔2022〕63号, each with fewer conditions.
MEASURES = {
    "稳岗返还": "失业保险缴费月数 >= 12 and 裁员率 <= (if 参保人数 <= 30 then 0.2 else 0.055)",
    "高新技术企业": (
        'not(失信) and 成立日期 <= date("2025-11-24") and 科技人员 >= 从业人员 * 0.1 and '
        "研发费用 / 营业收入 >= (if 营业收入 <= 50000000 then 0.05 "
        "else if 营业收入 <= 200000000 then 0.04 else 0.03) and 评分 > 70"
    ),
    "专精特新": (
        '企业规模 in ("中型", "小型", "微型") and 研发费用 >= 1000000 and 研发费用 / 营业收入 >= 0.03 and '
        "营业收入 >= 10000000 and 评分 >= 60"
    ),
    "小巨人": '评分 >= 60 and list contains(资质, "专精特新中小企业")',
}


def rules_of(*texts: str, **named: str) -> RuleSet:
    """A rule set of measures by name, or of texts that are numbered."""
    given = {name: MEASURES[name] for name in texts if name in MEASURES}
    numbered = {f"规则{place}": text for place, text in enumerate(texts) if text not in MEASURES}
    return RuleSet.compile({**given, **numbered, **named}, SCHEMA)
