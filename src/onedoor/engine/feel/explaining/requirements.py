"""What conditions ask for, in words: at least so much, one of these, between, on record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from onedoor.engine.feel.explaining.joining import OR, glued, listed
from onedoor.engine.feel.nodes import Operator
from onedoor.engine.feel.temporal import Date, DateTime, Time
from onedoor.text import Text


class Words(NamedTuple):
    """A requirement as its sentences need it; ``{s}`` is what is spoken of.

    ``required`` follows {s} in Chinese and, after a colon, in English (``不低于 5%``, ``at least 5%``), ``must``
    is the English demand. ``held`` and ``failed`` follow the value, ``above`` where it fails on the upper
    side. ``is_presence`` tells that only being on record counts; ``joins`` that the value is told with 为 (``企业规模为大型``).
    """

    required: Text
    must: str
    held: Text
    failed: Text
    above: Text | None = None
    joins: bool = False
    is_presence: bool = False


class Phrase(NamedTuple):
    """The forms of one comparison; {} is the limit."""

    required: Text
    held: Text
    failed: Text

    def words(self, limit: Text) -> Words:
        required = _put(self.required, limit)
        return Words(required, f"must be {required.en}", _put(self.held, limit), _put(self.failed, limit))


def _put(form: Text, limit: Text) -> Text:
    before, _, after = form.zh.partition("{}")
    return Text(glued(before, limit.zh, after), form.en.replace("{}", limit.en))


_MORE_FAILED = Text("，须高于{}", "must be more than {}")
_LESS_FAILED = Text("，须低于{}", "must be less than {}")
_AMOUNTS = {
    Operator.GREATER_OR_EQUAL: Phrase(
        Text("不低于{}", "at least {}"),
        Text("达到要求的{}", "reaching the required {}"),
        Text("低于要求的{}", "below the required {}"),
    ),
    Operator.GREATER: Phrase(
        Text("高于{}", "more than {}"), Text("高于要求的{}", "above {} as required"), _MORE_FAILED
    ),
    Operator.LESS_OR_EQUAL: Phrase(
        Text("不超过{}", "at most {}"),
        Text("不超过允许的{}", "within the allowed {}"),
        Text("超过允许的{}", "above the allowed {}"),
    ),
    Operator.LESS: Phrase(
        Text("低于{}", "less than {}"), Text("低于规定的{}", "below {} as required"), _LESS_FAILED
    ),
}
_MOMENTS = {
    Operator.GREATER_OR_EQUAL: Phrase(
        Text("不早于{}", "on or after {}"),
        Text("不早于要求的{}", "on or after the required {}"),
        Text("早于要求的{}", "before the required {}"),
    ),
    Operator.GREATER: Phrase(
        Text("晚于{}", "after {}"),
        Text("晚于规定的{}", "after {} as required"),
        Text("，须晚于{}", "must be after {}"),
    ),
    Operator.LESS_OR_EQUAL: Phrase(
        Text("不晚于{}", "on or before {}"),
        Text("不晚于要求的{}", "on or before the required {}"),
        Text("晚于要求的{}", "after the required {}"),
    ),
    Operator.LESS: Phrase(
        Text("早于{}", "before {}"),
        Text("早于规定的{}", "before {} as required"),
        Text("，须早于{}", "must be before {}"),
    ),
}
_SIGNS = {
    Operator.GREATER_OR_EQUAL: "≥",
    Operator.GREATER: ">",
    Operator.LESS_OR_EQUAL: "≤",
    Operator.LESS: "<",
}
OPPOSITE = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.GREATER_OR_EQUAL,
    Operator.GREATER_OR_EQUAL: Operator.LESS,
    Operator.GREATER: Operator.LESS_OR_EQUAL,
    Operator.LESS_OR_EQUAL: Operator.GREATER,
}
MIRRORED = {
    **{operator: operator for operator in (Operator.EQUAL, Operator.UNEQUAL)},
    Operator.LESS: Operator.GREATER,
    Operator.GREATER: Operator.LESS,
    Operator.LESS_OR_EQUAL: Operator.GREATER_OR_EQUAL,
    Operator.GREATER_OR_EQUAL: Operator.LESS_OR_EQUAL,
}


def ordered(operator: Operator, limit: Text, kind: Any) -> Words:
    """``>=`` and its like; ``kind`` is a value of the kind compared, as far as one is known.

    >>> ordered(Operator.GREATER_OR_EQUAL, Text.of("5%"), None).failed.as_dict()
    {'zh': '低于要求的 5%', 'en': 'below the required 5%'}
    """
    if isinstance(kind, (Date, DateTime, Time)):
        return _MOMENTS[operator].words(limit)
    if isinstance(kind, str):
        sign = Text.of(f"{_SIGNS[operator]} {{}}")
        held, failed = (
            Text(f"符合要求（{sign.zh}）", f"as required ({sign.en})"),
            Text(f"要求 {sign.zh}", f"must be {sign.en}"),
        )
        return Phrase(sign, held, failed).words(limit)
    return _AMOUNTS[operator].words(limit)


def equal(limit: Text, *, negated: bool, several: bool = False) -> Words:
    """Being a value, or one of several; or not being it."""
    if negated:
        return Words(
            Text(glued("不为", limit.zh), f"not {limit.en}"),
            f"must not be {limit.en}",
            Text(f"{glued('符合要求（不得为', limit.zh)}）", f"as required not {limit.en}"),
            Text(glued("要求不为", limit.zh), f"must not be {limit.en}"),
            joins=True,
        )
    note = Text(f"（{limit.zh}）", f" ({limit.en})") if several else Text("", "")
    return Words(
        Text(glued("为", limit.zh), limit.en),
        f"must be {limit.en}",
        Text(f"符合要求{note.zh}", f"as required{note.en}"),
        Text(glued("要求为", limit.zh), f"must be {limit.en}"),
        joins=True,
    )


def one_of(limits: Sequence[Text], *, negated: bool) -> Words:
    """Being one of several values."""
    return equal(listed(limits, OR), negated=negated, several=len(limits) > 1)


def between(interval: Text, kind: Any, *, negated: bool) -> Words:
    """Lying in an interval, told as ``10 至 20``; or outside of it."""
    zh, en = interval.zh, interval.en
    if negated:
        return Words(
            Text(glued("不在", zh, "之间"), f"not from {en}"),
            f"must not be from {en}",
            Text(glued("不在", zh, "之间，符合要求"), f"not from {en}, as required"),
            Text(glued("要求不在", zh, "之间"), f"must not be from {en}"),
        )
    low, high = ("早于", "晚于") if isinstance(kind, (Date, DateTime, Time)) else ("低于", "高于")
    before, after = ("before", "after") if low == "早于" else ("below", "above")
    return Words(
        Text(glued("在", zh, "之间"), f"from {en}"),
        f"must be from {en}",
        Text(glued("在要求的", zh, "之间"), f"within the required {en}"),
        Text(glued(f"{low}要求的", zh), f"{before} the required {en}"),
        Text(glued(f"{high}要求的", zh), f"{after} the required {en}"),
    )


def among(items: Text, *, negated: bool) -> Words:
    """Being found in a list that is a fact itself."""
    no, lacks = ("不", "not ") if negated else ("", "")
    return Words(
        Text(glued(f"{no}在", items.zh, "之列"), f"{lacks}among {items.en}"),
        f"must {lacks}be among {items.en}",
        Text(glued(f"{no}在", items.zh, "之列，符合要求"), f"{lacks}among {items.en}, as required"),
        Text(glued(f"要求{no}在", items.zh, "之列"), f"must {lacks}be among {items.en}"),
        joins=True,
    )


def on_record(*, negated: bool) -> Words:
    """Being something, instead of null; or (``negated``) being null."""
    required = Text("没有记录", "none on record") if negated else Text("有记录", "on record")
    must = "must have none on record" if negated else "must be on record"
    return Words(
        required,
        must,
        Text("符合要求", "as required"),
        Text(f"要求{required.zh}", must),
        joins=True,
        is_presence=True,
    )


def verb(zh: str, base: str, third: str, *, negated: bool) -> Words:
    """What a boolean function asks: ``zh`` is the whole demand, ``base`` and ``third`` the English verb."""
    chinese = f"不{zh}" if negated else zh
    must, does = (f"must not {base}", f"does not {base}") if negated else (f"must {base}", third)
    return Words(
        Text(chinese, f"which {does}"),
        must,
        Text(f"符合要求（{chinese}）", f"which {does}, as required"),
        Text(f"要求{chinese}", must),
        joins=True,
    )


def either(several: Sequence[Words], *, negated: bool) -> Words:
    """One of several requirements, or none of them."""
    no = Text("不得", "none of these: ") if negated else Text("", "")
    zh = f"{no.zh}{'，或'.join(each.required.zh for each in several)}"
    en = f"{no.en}{' or '.join(each.required.en for each in several)}"
    return Words(
        Text(zh, en),
        f"must be {en}",
        Text(f"符合要求（{zh}）", f"as required ({en})"),
        Text(f"要求{zh}", f"must be {en}"),
        joins=True,
    )
