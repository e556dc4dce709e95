"""Changes, each in one sentence of either language, without a full stop."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import Date, to_feel
from onedoor.engine.feel.explaining.joining import AND, glue, glued, listed
from onedoor.engine.matching.reasons.results import Change
from onedoor.engine.matching.reasons.telling.amounts import Amounts, Words, are_parts, wording_of
from onedoor.engine.matching.reasons.telling.demands import NONE, code, demand
from onedoor.text import Text

# People and things that are counted one by one: 再增加 1 名科技人员, but 参保人数再增加 1 人.
_COUNTERS = frozenset(["名", "人", "位", "项", "件", "个", "家", "户", "台", "套", "辆", "次"])
_MEASURES = ("数", "量", "额", "率", "比", "例", "值", "次")


def change_sentence(change: Change, words: Words) -> Text:
    """What has to become of a fact.

    >>> from onedoor.engine.matching import Column, Kind
    >>> from onedoor.engine.matching.reasons.spans import Spans
    >>> staff = Change(Column("科技人员", Kind.INTEGER), Decimal(9), Decimal(10), Spans(((10, 99),)))
    >>> change_sentence(staff, {"科技人员": "名"}).as_dict()
    {'zh': '再增加 1 名科技人员（由 9 名增至 10 名）', 'en': '科技人员: 1 person more (from 9 people to 10 people)'}
    """
    amounts = Amounts(change.column, wording_of(words), is_part=are_parts(change.before, change.after))
    if change.by is not None:
        return _number(change, change.by, amounts)
    label, after = amounts.label, change.after
    if change.before is None:
        wanted = demand(change.values, amounts)
        return Text(
            f"{glue(label.zh, '没有记录')}，{glue('须', wanted.zh)}",
            f"{label.en}: none on record, must be {wanted.en}",
        )
    before = amounts.value(change.before)
    if after is None:
        return Text(
            f"{glue(label.zh, '须没有记录')}（{glue('现为', before.zh)}）",
            f"{label.en}: must be {NONE.en} (now {before.en})",
        )
    if isinstance(after, list):
        return _list(set(change.before), set(after), amounts)
    if isinstance(after, date | Date):
        return _day(change.before, after, amounts)
    wanted = demand(change.values, amounts)
    zh = wanted.zh if wanted.zh.startswith("为") else f"须{wanted.zh}"
    if zh.startswith("为"):
        return Text(
            glued(label.zh, "由", before.zh, "变", zh), f"{label.en}: from {before.en} to {wanted.en}"
        )
    return Text(
        f"{glue(label.zh, zh)}（{glue('现为', before.zh)}）",
        f"{label.en}: must be {wanted.en} (now {before.en})",
    )


def _number(change: Change, by: Decimal, amounts: Amounts) -> Text:
    label, more = amounts.label, amounts.difference(by)
    before, after = amounts.value(change.before), amounts.value(change.after)
    if amounts.quantity.is_share:
        verb, to = ("提高", "升至") if by > 0 else ("降低", "降至")
    else:
        verb, to = ("再增加", "增至") if by > 0 else ("减少", "减至")
    way = f"（{glued('由', before.zh, to, after.zh)}）"
    english = f"{label.en}: {more.en} {'more' if by > 0 else 'less'} (from {before.en} to {after.en})"
    if amounts.unit in _COUNTERS and not label.zh.endswith(_MEASURES):
        return Text(glued(verb, more.zh, label.zh) + way, english)
    return Text(glued(label.zh, verb, more.zh) + way, english)


def _day(before: Any, after: date | Date, amounts: Amounts) -> Text:
    zh, en = (
        ("不早于", "no earlier than") if to_feel(after) > to_feel(before) else ("不晚于", "no later than")
    )
    now, then, label = amounts.value(before), amounts.value(after), amounts.label
    return Text(
        f"{glued(label.zh, '须', zh, then.zh)}（{glue('现为', now.zh)}）",
        f"{label.en}: {en} {then.en} (now {now.en})",
    )


def _list(before: set[str], after: set[str], amounts: Amounts) -> Text:
    parts = []
    if more := after - before:
        these = listed([code(each, amounts) for each in sorted(more)], AND)
        parts.append(Text(glue("增加", these.zh), f"with {these.en} added"))
    if less := before - after:
        these = listed([code(each, amounts) for each in sorted(less)], AND)
        parts.append(Text(glue("去掉", these.zh), f"without {these.en}"))
    label = amounts.label
    return Text(
        glue(label.zh, "，".join(each.zh for each in parts)),
        f"{label.en}: {' and '.join(each.en for each in parts)}",
    )
