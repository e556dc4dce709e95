"""Decision tables in words: which rule applies, and which cell keeps each of the others from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onedoor.engine.dmn.nodes import Aggregation
from onedoor.engine.dmn.table_traces import CellTrace, RuleTrace, TableTrace
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining import FactWords, Narrator
from onedoor.engine.feel.explaining.claims import Claim, Part
from onedoor.engine.feel.explaining.conditions import claim_of_tests
from onedoor.engine.feel.explaining.joining import AND, glue, listed
from onedoor.engine.feel.explaining.units import quantity_in
from onedoor.engine.feel.explaining.values import value_words
from onedoor.engine.feel.scope import NOWHERE
from onedoor.engine.feel.values import Unknown
from onedoor.text import Text

MAX_NAMED = 5
_AGGREGATES = {
    Aggregation.SUM: Text("合计为", "total"),
    Aggregation.MIN: Text("最小值为", "smallest"),
    Aggregation.MAX: Text("最大值为", "largest"),
    Aggregation.COUNT: Text("数量为", "number"),
}
_RESULT = Text("结果为", "result")


@dataclass(frozen=True, slots=True)
class _CellSeen:
    """A cell as a claim sees a condition: its outcome, and the value of its column."""

    value: Any
    found: Any

    @property
    def facts(self) -> Mapping[str, Any]:
        return {}

    @property
    def unknown(self) -> frozenset[str]:
        return self.value.facts if isinstance(self.value, Unknown) else frozenset()

    def met(self, place: int) -> Any:
        return NOWHERE if place else self.found


class TableTeller:
    """Words one table; ``result`` is how the values of its decision are spoken of."""

    def __init__(self, narrator: Narrator, trace: TableTrace, result: FactWords) -> None:
        self.narrator = narrator
        self.trace = trace
        self.result = result

    def sentence(self) -> Text:
        """The rules that apply, or may, and what comes of them."""
        matched = [rule.number for rule in self._counting()]
        doubtful = [rule.number for rule in self.trace.rules if isinstance(rule.outcome, Unknown)]
        result = self._result()
        if isinstance(self.trace.value, Unknown):
            these = listed(
                [self.narrator.terms.wording.label(each) for each in sorted(self.trace.unknown)], AND
            )
            rules = _rules(doubtful)
            return Text(
                f"{glue(these.zh, '尚未提供')}，{glue(rules.zh, '是否适用尚不能确定')}",
                f"{these.en}: not provided yet; whether {rules.en} {'apply' if len(doubtful) > 1 else 'applies'} is open",
            )
        if not matched:
            return Text(f"没有规则适用，{result.zh}", f"no rule applies; {result.en}")
        rules = _rules(matched)
        return Text(
            f"{rules.zh}适用，{result.zh}",
            f"{rules.en} {'apply' if len(matched) > 1 else 'applies'}; {result.en}",
        )

    def _counting(self) -> Sequence[RuleTrace]:
        """The rules that the result comes from: of those that match under a single-hit policy, that of the value."""
        matched = self.trace.matched
        if not self.trace.table.is_single_hit or len(matched) < 2:
            return matched
        return [rule for rule in matched if self._composed(rule) == self.trace.value][:1] or matched

    def _composed(self, rule: RuleTrace) -> Any:
        outputs = self.trace.outputs
        return rule.outputs[0] if len(outputs) == 1 else dict(zip(outputs, rule.outputs, strict=True))

    def _result(self) -> Text:
        form = _AGGREGATES.get(self.trace.aggregation, _RESULT) if self.trace.aggregation else _RESULT
        words = self._value(self.trace.value)
        zh = f"结果：{words.zh}" if isinstance(self.trace.value, dict) else glue(form.zh, words.zh)
        return Text(zh, f"{form.en}: {words.en}")

    def _value(self, value: Any) -> Text:
        return value_words(value, quantity_in(self.result.unit), self.result.codes)

    def rule(self, rule: RuleTrace) -> Text:
        """Why one rule applies, may apply, or does not."""
        name = Text(f"第 {rule.number} 条规则", f"rule {rule.number}")
        if rule.excluded_by is not None:
            words = self._cell(rule, rule.excluded_by)
            return Text(f"{name.zh}不适用：{words.zh}", f"{name.en} does not apply: {words.en}")
        if isinstance(rule.outcome, Unknown):
            cells = [self._cell(rule, each) for each in rule.doubtful[:MAX_NAMED]]
            return Text(
                f"{name.zh}尚不能确定：{'；'.join(each.zh for each in cells)}",
                f"{name.en} is open: {'; '.join(each.en for each in cells)}",
            )
        return self._applies(rule, name)

    def _applies(self, rule: RuleTrace, name: Text) -> Text:
        tests = self.trace.table.rules[rule.number - 1].tests
        cells = []
        for place, cell in enumerate(tests):
            if cell.tests:
                cells.append(self._claim(place, cell).stated(_CellSeen(True, self.trace.inputs[place].value)))
        if not cells:
            return Text(f"{name.zh}适用：没有条件", f"{name.en} applies: it asks for nothing")
        return Text(
            f"{name.zh}适用：{'；'.join(each.zh for each in cells)}",
            f"{name.en} applies: {'; '.join(each.en for each in cells)}",
        )

    def _cell(self, rule: RuleTrace, cell: CellTrace) -> Text:
        place = cell.input.number - 1
        tests = self.trace.table.rules[rule.number - 1].tests[place]
        return self._claim(place, tests).sentence(_CellSeen(cell.outcome, cell.input.value))

    def _claim(self, place: int, cell: n.UnaryTests) -> Claim:
        terms = self.narrator.terms
        node = self.trace.table.inputs[place]
        subject = Part(node, terms.text(node), 0, NOWHERE)
        return claim_of_tests(subject, cell.tests, terms, negated=cell.negated)


def _rules(numbers: Sequence[int]) -> Text:
    named = [str(each) for each in numbers[:MAX_NAMED]]
    zh, en = f"第 {'、'.join(named)} 条规则", f"{'rules' if len(numbers) > 1 else 'rule'} {', '.join(named)}"
    if len(numbers) > MAX_NAMED:
        return Text(
            f"第 {'、'.join(named)} 等 {len(numbers)} 条规则", f"{en} and {len(numbers) - MAX_NAMED} more"
        )
    return Text(zh, en)
