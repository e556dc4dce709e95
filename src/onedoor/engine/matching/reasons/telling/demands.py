"""What is asked of a value, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from onedoor.engine.feel.explaining.joining import AND, OR, glued, listed
from onedoor.engine.matching.reasons.codes import Codes
from onedoor.engine.matching.reasons.spans import Span, Spans
from onedoor.engine.matching.reasons.telling.amounts import Amounts
from onedoor.engine.matching.reasons.units import limits, value_of
from onedoor.engine.matching.reasons.values import Values
from onedoor.engine.matching.reasons.words import ANY_START, Words
from onedoor.engine.matching.schema import Kind
from onedoor.text import Text

MOST_SPANS = 3
NONE = Text("没有记录", "none on record")
ANYTHING = Text("为任何值", "anything")


def demand(values: Values | Sequence[Values], amounts: Amounts) -> Text:
    """``不低于 10 名``, ``at least 10 people``: fits after 须, and after "must be".

    >>> from onedoor.engine.feel.explaining import DEFAULT
    >>> from onedoor.engine.matching import Column
    >>> staff = Amounts(Column("科技人员", Kind.INTEGER), DEFAULT, is_part=False)
    >>> demand(Spans(((10, 20),)), staff).as_dict()
    {'zh': '在 10 至 20 之间', 'en': 'from 10 to 20'}
    """
    sets = _listed(values)
    parts = [each for one in sets for each in _demands(one, amounts)]
    if not parts:
        # That there may be none is told only where nothing else will do.
        return NONE if any(each.null for each in sets) else ANYTHING
    return listed(list(dict.fromkeys(parts)), OR)


def _listed(values: Values | Sequence[Values]) -> Sequence[Values]:
    return values if isinstance(values, list | tuple) else (values,)


def _demands(values: Values, amounts: Amounts) -> list[Text]:
    match values:
        case Spans(spans=spans):
            return _spans(spans, amounts)
        case Words():
            return [words] if (words := _words(values, amounts)) is not None else []
        case Codes(has=has, lacks=lacks) if not has & lacks:
            return [_codes(has, lacks, amounts)]
    return []


def _spans(spans: Sequence[Span], amounts: Amounts) -> list[Text]:
    column = amounts.column
    if column.kind is Kind.BOOLEAN:
        return [_is(amounts.value(bool(low))) for low, high in spans if low == high]
    lowest, highest = limits(column)
    gaps = [(one[1] + 1, other[0] - 1) for one, other in zip(spans, spans[1:], strict=False)]
    is_all_but = len(spans) > 1 and spans[0][0] == lowest and spans[-1][1] == highest
    if is_all_but and all(low == high for low, high in gaps):
        return [_is_not([_value(low, amounts) for low, _ in gaps])]
    if len(spans) > 1 and all(low == high for low, high in spans):
        return [_is(_value(low, amounts)) for low, _ in spans]
    return [_span(each, amounts) for each in spans[:MOST_SPANS]]


def _value(units: int, amounts: Amounts) -> Text:
    return amounts.value(value_of(amounts.column, units))


def _span(span: Span, amounts: Amounts) -> Text:
    low, high = (_value(end, amounts) for end in span)
    lowest, highest = limits(amounts.column)
    is_date = amounts.column.kind is Kind.DATE
    if span[0] == span[1]:
        return _is(low)
    if span == (lowest, highest):
        return ANYTHING
    if span[1] == highest:
        if _is_rounder(span[0] - 1, span[0], amounts):
            return _than("高于", "above", _value(span[0] - 1, amounts))
        return _than("不早于", "no earlier than", low) if is_date else _than("不低于", "at least", low)
    if span[0] == lowest:
        if _is_rounder(span[1] + 1, span[1], amounts):
            return _than("低于", "below", _value(span[1] + 1, amounts))
        return _than("不晚于", "no later than", high) if is_date else _than("不超过", "at most", high)
    return Text(glued("在", low.zh, "至", high.zh, "之间"), f"from {low.en} to {high.en}")


def _than(zh: str, en: str, value: Text) -> Text:
    return Text(glued(zh, value.zh), f"{en} {value.en}")


def _is_rounder(beyond: int, end: int, amounts: Amounts) -> bool:
    """Whether an end is better told by the number right beyond it: below 40,000 for at most 39,999.99."""
    return amounts.column.places > 0 and len(str(beyond).rstrip("0")) < len(str(end).rstrip("0"))


def _words(values: Words, amounts: Amounts) -> Text | None:
    if values.one_of is not None:
        named = [amounts.value(word) for word in sorted(values.one_of)]
        return _is(listed(named, OR)) if named else None
    parts = []
    if values.starts != ANY_START:
        begun = _each(values.starts, amounts)
        parts.append(Text(glued("以", begun.zh, "开头"), f"something that begins with {begun.en}"))
    if values.not_starts:
        begun = _each(values.not_starts, amounts)
        parts.append(Text(glued("不以", begun.zh, "开头"), f"not beginning with {begun.en}"))
    if values.barred:
        parts.append(_is_not([amounts.value(each) for each in sorted(values.barred)]))
    return _joined(parts) if parts else ANYTHING


def _each(words: Collection[str], amounts: Amounts) -> Text:
    return listed([amounts.value(each) for each in sorted(words)], OR)


def _codes(has: Collection[str], lacks: Collection[str], amounts: Amounts) -> Text:
    parts = []
    if has:
        held = listed([code(each, amounts) for each in sorted(has)], AND)
        parts.append(Text(glued("包含", held.zh), f"a list with {held.en}"))
    if lacks:
        left = listed([code(each, amounts) for each in sorted(lacks)], OR)
        parts.append(Text(glued("不包含", left.zh), f"{'without' if has else 'a list without'} {left.en}"))
    return _joined(parts) if parts else ANYTHING


def code(text: str, amounts: Amounts) -> Text:
    """One code of a list."""
    return amounts.value(text)


def _joined(parts: Sequence[Text]) -> Text:
    return Text("，".join(each.zh for each in parts), ", ".join(each.en for each in parts))


def _is(value: Text) -> Text:
    return Text(glued("为", value.zh), value.en)


def _is_not(values: Sequence[Text]) -> Text:
    named = listed(values, OR)
    return Text(glued("不为", named.zh), f"anything but {named.en}")
