"""Questions and what their answers would settle, in sentences."""

from __future__ import annotations

from decimal import Decimal

from onedoor.engine.feel.explaining.joining import glue, glued, quoted
from onedoor.engine.matching.reasons.outlooks import Outlook, Question
from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.telling.amounts import Amounts, Words, wording_of
from onedoor.engine.matching.reasons.telling.demands import demand
from onedoor.engine.matching.reasons.units import limits, value_of
from onedoor.text import Text


def question_sentence(question: Question, words: Words) -> Text:
    """What comes of asking."""
    label = wording_of(words).label(question.fact)
    sure, maybe = len(question.settled), len(question.may_settle)
    zh = [f"{sure} 项即可确定"] if sure else []
    en = [f"settles {_rules(sure)}"] if sure else []
    if maybe:
        zh.append(f"{'另有 ' if sure else ''}{maybe} 项可能确定")
        en.append(f"may settle {_rules(maybe)}{' more' if sure else ''}")
    if not zh:
        zh, en = (
            [f"{question.resting} 项还需其他事实"],
            [f"leaves {_rules(question.resting)} open until more is told"],
        )
    return Text(f"{glue('请提供', label.zh)}：{'，'.join(zh)}", f"Provide {label.en}: it {' and '.join(en)}")


def outlook_sentence(outlook: Outlook, question: Question, words: Words) -> Text:
    """With which answers a rule is met; None of the answers is told where only the interpreter can tell."""
    rule = quoted(outlook.rule)
    amounts = Amounts(question.column, wording_of(words), is_part=_is_part(outlook, question))
    label = amounts.label
    if outlook.certain is None:
        return Text(f"{rule.zh}：{glue('有了', label.zh)}即可确定", f"{rule.en}: settled with {label.en}")
    if not outlook.certain:
        if outlook.share == 1:
            return Text(f"{rule.zh}：无论怎样都不符合", f"{rule.en}: not met whatever {label.en} is")
        wanted = demand(outlook.refused or (), amounts)
        return Text(
            f"{rule.zh}：{glued(label.zh, wanted.zh, '则不符合')}",
            f"{rule.en}: not met with {label.en}: {wanted.en}",
        )
    wanted = demand(outlook.certain, amounts)
    return Text(
        f"{rule.zh}：{glued(label.zh, wanted.zh, '即符合')}", f"{rule.en}: met with {label.en}: {wanted.en}"
    )


def _rules(count: int) -> str:
    return f"{count} rule{'' if count == 1 else 's'}"


def _is_part(outlook: Outlook, question: Question) -> bool:
    """Whether all numbers that answers are told apart by lie between 0 and 1."""
    column = question.column
    ends = (
        end
        for each in (*(outlook.certain or ()), *(outlook.refused or ()))
        if isinstance(each, Spans)
        for span in each.spans
        for end in span
        if end not in limits(column)
    )
    numbers = [value_of(column, end) for end in ends]
    return bool(numbers) and all(isinstance(each, Decimal) and 0 <= each <= 1 for each in numbers)
