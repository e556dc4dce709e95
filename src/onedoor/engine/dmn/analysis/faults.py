"""The faults that reading a model meets, as findings: a refusal names what it found, a finding says it in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from onedoor.engine.dmn.errors import DmnError
from onedoor.engine.feel.checker.findings import Finding
from onedoor.text import Text

_SENTENCES: Mapping[str, Text] = {
    "dmn.reference": Text("引用的元素不存在：{}", "refers to an element that is not there: {}"),
    "dmn.cycle": Text("决策互相需要，成为循环：{}", "decisions require each other in a circle: {}"),
    "dmn.chain": Text("逐层需要的决策太多：{} 层", "too long a chain of decisions: {} levels"),
    "dmn.name": Text("名称缺失或重复：“{}”", "a name is missing or used twice: {}"),
    "dmn.type": Text("没有名为“{}”的类型", "there is no type {}"),
    "dmn.import": Text("找不到导入的模型：{}", "an imported model is not found: {}"),
    "dmn.import_cycle": Text("模型互相导入，成为循环：{}", "models import each other in a circle: {}"),
    "dmn.rule": Text("规则的单元格数是 {}（输入 + 输出）", "the rule has {} cells (inputs + outputs)"),
    "dmn.row": Text("这一行有 {} 个单元格", "the row has {} cells"),
    "dmn.output": Text("决策表有 {} 个输出", "the table has {} outputs"),
    "dmn.hit_policy": Text(
        "没有这样的命中策略或汇总方式：{}", "there is no such hit policy or aggregation: {}"
    ),
    "dmn.language": Text("表达式语言是 {}", "the expression language is {}"),
    "dmn.function": Text("函数的种类是 {}", "the kind of function is {}"),
    "dmn.logic": Text("不认识的表达式：{}", "an unknown sort of expression: {}"),
    "dmn.depth": Text("嵌套 {} 层", "{} levels of nesting"),
}


def finding_of(error: DmnError) -> Finding:
    """The finding that says what a refusal names, at the same place."""
    finding = Finding.of_error(error)
    if error.code in _SENTENCES:
        sentence, found = _SENTENCES[error.code], finding.message
        message = Text(sentence.zh.replace("{}", found.zh), sentence.en.replace("{}", found.en))
        finding = replace(finding, message=message)
    if error.place is None:
        return finding
    return replace(finding, where=replace(error.place, file="", line=0).text, file_line=error.place.line)
