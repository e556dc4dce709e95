"""How ``some`` and ``every`` are told: of how many items how many, and the first of those that decide."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining.joining import AND, glue, glued, listed
from onedoor.engine.feel.explaining.measures import measure_of
from onedoor.engine.feel.explaining.telling import Teller
from onedoor.engine.feel.explaining.terms import Terms
from onedoor.engine.feel.trace import Answer, Item, Items, Trace, items_of, missing
from onedoor.text import Text


class Counted:
    """A quantifier: ``3 年中有 1 年不满足``."""

    is_about_loop = False

    def __init__(self, node: n.Quantified, inner: Teller, terms: Terms, instead: Teller) -> None:
        self.is_every = node.quantifier is n.Quantifier.EVERY
        self.inner = inner
        self.instead = instead
        self.terms = terms
        self.is_inner = bool(terms.loops)  # a loop in a loop is counted, its items are not told
        names = [each.name for each in node.iterations]
        self.measure = measure_of(names[0] if len(names) == 1 else "")
        first = node.iterations[0]
        self.source = terms.text(first.source) if first.end is None and len(names) == 1 else Text("", "")

    def sentence(self, trace: Trace, wanted: bool = True, subject: Text | None = None) -> Text:
        items = items_of(trace)
        if items is None or not items.is_whole:
            return self.instead.sentence(trace, wanted, subject)
        if not items.total:
            return self._of_none(trace, wanted)
        if not isinstance(trace.value, bool):
            return self._undecided(trace, items)
        if not wanted:
            return self._unwanted(trace, items)
        return self._wanted(trace, items)

    def stated(self, trace: Trace) -> Text:
        items = items_of(trace)
        if not isinstance(trace.value, bool) or items is None or not items.total or not items.is_whole:
            return self.sentence(trace)
        return self._how_many(items, Answer.MET if trace.value else Answer.NOT_MET, self._demand(wanted=True))

    def required(self, wanted: bool = True) -> Text | None:
        return self.instead.required(wanted)

    def _of_none(self, trace: Trace, wanted: bool) -> Text:
        """There are no items, or none are known."""
        if trace.outcome is Answer.UNKNOWN:
            these = listed([self.terms.wording.label(each) for each in sorted(missing(trace))], AND)
            demand, all_zh, all_en = self._demand(wanted=True), *self._scope_of_demand(wanted)
            return Text(
                f"{glued(these.zh, '尚未提供')}，要求{glued(all_zh, demand.zh)}",
                f"{these.en}: not provided yet; required of {all_en}: {demand.en}",
            )
        if not isinstance(trace.value, bool):
            return Text(
                glue(self.source.zh, "没有记录，无法判断"),
                f"{self.source.en}: none on record, cannot be decided",
            )
        good = trace.value is wanted
        return Text(
            f"{glue(self.source.zh, '没有任何一项')}，{'符合' if good else '不符合'}要求",
            f"{self.source.en}: empty, {'as' if good else 'not as'} required",
        )

    def _scope_of_demand(self, wanted: bool) -> tuple[str, str]:
        if self.is_every:
            return (f"每{self.measure.zh}均", "all") if wanted else ("不得全部", "not all")
        return (f"至少有一{self.measure.zh}", "at least one") if wanted else ("没有任何一项", "none")

    def _demand(self, *, wanted: bool) -> Text:
        return self.inner.required(wanted) or Text("满足", "the condition")

    def _wanted(self, trace: Trace, items: Items) -> Text:
        total, one = items.total, self.measure.zh
        if trace.value is True and self.is_every:
            demand = self.inner.required()
            note = Text(f"（{demand.zh}）", f" ({demand.en})") if demand is not None else Text("", "")
            return Text(f"{self._of(total).zh}全部满足{note.zh}", f"all {self._of(total).en} met{note.en}")
        if trace.value is False and not self.is_every:
            head = Text(f"{self._of(total).zh}中没有一{one}满足", f"none of {self._of(total).en} met")
            return self._with_items(head, items)
        answer = Answer.MET if trace.value else Answer.NOT_MET
        zh, en = ("满足", "met") if trace.value else ("不满足", "not met")
        return self._with_items(self._how_many(items, answer, Text(zh, en)), items)

    def _unwanted(self, trace: Trace, items: Items) -> Text:
        """The quantifier is asked to be false: ``没有一项`` or ``不是全部``."""
        demand, good = self._demand(wanted=True), trace.value is False
        verdict = Text("符合要求", "as required") if good else Text("不符合要求", "not as required")
        count = items.counts.get(Answer.MET, 0)
        if count == 0:
            told = Text(
                f"{self._of(items.total).zh}中没有一{self.measure.zh}{demand.zh}",
                f"none of {self._of(items.total).en} {demand.en}",
            )
        else:
            told = self._how_many(items, Answer.MET, demand)
        return Text(f"{told.zh}，{verdict.zh}", f"{told.en}, {verdict.en}")

    def _undecided(self, trace: Trace, items: Items) -> Text:
        words = (
            Text("尚不能确定", "open")
            if trace.outcome is Answer.UNKNOWN
            else Text("无法判断", "cannot be decided")
        )
        return self._with_items(self._how_many(items, trace.outcome, words), items)

    def _of(self, total: int) -> Text:
        """``近三年销售收入 3 年``, ``3 years of sales``."""
        noun = self.measure.one if total == 1 else self.measure.many
        english = f"{total} {noun} of {self.source.en}" if self.source.en else f"{total} {noun}"
        source = f"{self.source.zh}共" if self.source.zh[-1:].isdigit() else self.source.zh
        return Text(f"{source} {total} {self.measure.zh}".lstrip(), english)

    def _how_many(self, items: Items, answer: Answer, words: Text) -> Text:
        count, whole = items.counts.get(answer, 0), self._of(items.total)
        if count == items.total:
            return Text(f"{whole.zh}全部{words.zh}", f"all {whole.en} {words.en}")
        return Text(
            f"{whole.zh}中有 {count} {glue(self.measure.zh, words.zh)}", f"{count} of {whole.en} {words.en}"
        )

    def _with_items(self, head: Text, items: Items) -> Text:
        """The count, and how the first items that decide fared."""
        told = [] if self.is_inner else [self._item(each) for each in items.shown]
        if not told:
            return head
        return Text(
            f"{head.zh}：{'；'.join(each.zh for each in told)}",
            f"{head.en}: {'; '.join(each.en for each in told)}",
        )

    def _item(self, item: Item) -> Text:
        name = Text(f"第 {item.number} {self.measure.zh}", f"{self.measure.one} {item.number}")
        if self.inner.is_about_loop:
            return self.inner.sentence(item.step, True, name)
        words = self.inner.sentence(item.step)
        return Text(f"{name.zh}，{words.zh}", f"{name.en}, {words.en}")
