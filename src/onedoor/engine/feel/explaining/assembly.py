"""The whole sentence: whom it is about, what was found, and how that compares. None ends in a full stop."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.engine.feel.explaining.joining import AND, glue, glued, is_wide, listed
from onedoor.engine.feel.explaining.requirements import Words
from onedoor.text import Text

_NUMERIC = frozenset("0123456789%倍")


def told(term: Text, value: Text, verdict: Text, *, joins: bool) -> Text:
    """``研发费用占比 4.2% 低于要求的 5%``; after a Chinese word, and after 为, a comma parts value and verdict."""
    english = f"{term.en}: {value.en}, {verdict.en}"
    if joins:
        return Text(f"{glued(term.zh, '为', value.zh)}，{verdict.zh}", english)
    # A number right after another would read as one.
    subject = glue(term.zh, "为") if term.zh[-1:] in _NUMERIC else term.zh
    found = f"{subject}{'' if subject[-1:] == '）' else ' '}{value.zh}".lstrip()
    if verdict.zh[0] == "，":
        return Text(found + verdict.zh, english)
    return Text(f"{found}，{verdict.zh}" if is_wide(found[-1]) else f"{found} {verdict.zh}", english)


def stated(term: Text, value: Text, words: Words, *, is_value: bool) -> Text:
    """What is the case without any demand; ``is_value`` where the value found says it all."""
    if is_value:
        return Text(glued(term.zh, "为", value.zh), f"{term.en}: {value.en}")
    return told(term, value, words.required, joins=words.joins)


def none_on_record(term: Text, verdict: Text | None = None) -> Text:
    """The value is null: known to be absent, unlike one that nobody has told."""
    zh, en = glue(term.zh, "没有记录"), f"{term.en}: none on record"
    return Text(f"{zh}，{verdict.zh.lstrip('，')}", f"{en}, {verdict.en}") if verdict else Text(zh, en)


def on_record(term: Text, verdict: Text) -> Text:
    """There is a record, whose members need not be told."""
    return Text(f"{glue(term.zh, '已有记录')}，{verdict.zh}", f"{term.en}: on record, {verdict.en}")


def not_told(term: Text) -> Text:
    """Nobody has told it yet."""
    return Text(glue(term.zh, "尚未提供"), f"{term.en}: not provided yet")


def open_until_told(term: Text, labels: Sequence[Text], words: Words, *, is_lone: bool) -> Text:
    """The facts ``labels`` are missing; ``is_lone`` where that is just what the sentence is about."""
    if is_lone:
        return Text(
            glued(term.zh, "尚未提供，要求", words.required.zh), f"{term.en}: not provided yet, {words.must}"
        )
    if not labels:
        return Text(
            glued("尚不能确定", term.zh, "是否", words.required.zh), f"{term.en}: not known yet, {words.must}"
        )
    these = listed(labels, AND)
    return Text(
        glued(these.zh, "尚未提供，要求", term.zh, words.required.zh),
        f"{these.en}: not provided yet; {term.en} {words.must}",
    )


def not_comparable(
    term: Text, value: Text | None, labels: Sequence[Text], words: Words, *, is_lone: bool
) -> Text:
    """No answer: something is null (``labels``), cannot be computed, or is of another kind."""
    if labels and not is_lone:
        these = listed(labels, AND)
        return Text(
            glued(these.zh, "没有记录，要求", term.zh, words.required.zh),
            f"{these.en}: none on record; {term.en} {words.must}",
        )
    if is_lone:
        return Text(
            glued(term.zh, "没有记录，要求", words.required.zh), f"{term.en}: none on record, {words.must}"
        )
    if value is None:
        return Text(
            glued(term.zh, "无法计算，要求", words.required.zh),
            f"{term.en}: cannot be computed, {words.must}",
        )
    return Text(
        glued(term.zh, "为", value.zh, "，无法比较，要求", words.required.zh),
        f"{term.en}: {value.en}, cannot be compared, {words.must}",
    )
