"""Facts of enterprises with their labels, units and codes, as the tests of sentences speak of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.engine.feel import explain
from onedoor.engine.feel.explaining import FactWords, Wording, sentence
from onedoor.text import Text

SIZES = {
    "large": Text("大型", "large"),
    "medium": Text("中型", "medium"),
    "small": Text("小型", "small"),
}
WORDING = Wording(
    {
        "参保人数": FactWords(Text("参保人数", "Insured staff"), "人"),
        "科技人员": FactWords(Text("科技人员", "Technical staff"), "人"),
        "应纳税所得额": FactWords(Text("应纳税所得额", "Taxable income"), "元"),
        "资产总额": FactWords(Text("资产总额", "Total assets"), "万元"),
        "研发费用": FactWords(Text("研发费用", "R&D expenses"), "万元"),
        "培训费用": FactWords(Text("培训费用", "Training expenses"), "万元"),
        "营业收入": FactWords(Text("营业收入", "Revenue"), "万元"),
        "近三年研发费用": FactWords(Text("近三年研发费用", "R&D expenses of three years"), "万元"),
        "得分": FactWords(Text("得分", "Score"), "分"),
        "满意度": FactWords(Text("满意度", "Satisfaction"), "%"),
        "裁员率": FactWords(Text("裁员率", "Layoff rate"), "比例"),
        "研发费用占比": FactWords(Text("研发费用占比", "R&D share")),
        "高新技术企业": FactWords(Text("高新技术企业", "High-tech enterprise")),
        "企业规模": FactWords(Text("企业规模", "Size"), codes=SIZES),
        "新招人员": FactWords(Text("新招人员", "New staff")),
        "新招人员.年龄": FactWords(Text("年龄", "age"), "岁"),
        "新招人员.有合同": FactWords(Text("有合同", "contract")),
        "符合通道": FactWords(Text("符合直通条件", "Fast track"), is_condition=True),
    }
)


def told(expression: str, facts: Mapping[str, Any], wording: Wording = WORDING) -> tuple[str, str]:
    """The sentence in both languages."""
    words = sentence(explain(expression, facts), wording)
    return words.zh, words.en
