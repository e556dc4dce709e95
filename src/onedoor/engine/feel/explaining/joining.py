"""Putting words side by side as either language does."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.text import Text

MAX_LISTED = 8
_CLOSERS = "，；：。、）”）"


def is_wide(character: str) -> bool:
    """Is it a Chinese character or mark, which needs no space beside another?"""
    return character > "⺀" or character in "“”"


def glue(left: str, right: str) -> str:
    """Two Chinese pieces as one: with a space where Chinese writing meets Latin letters or digits.

    >>> glue("要求为", "大型"), glue("要求不低于", "5%"), glue("30 人", "，要求")
    ('要求为大型', '要求不低于 5%', '30 人，要求')
    """
    if not left or not right or is_wide(left[-1]) == is_wide(right[0]) or right[0] in _CLOSERS:
        return left + right
    return left + right if left[-1] in "（“，；：、）" or left[-1] == " " else f"{left} {right}"


def glued(*pieces: str) -> str:
    """As ``glue``, for several."""
    text = ""
    for piece in pieces:
        text = glue(text, piece)
    return text


def listed(words: Sequence[Text], last: Text, most: int = MAX_LISTED) -> Text:
    """``甲、乙或丙``, ``A, B or C``; of many the first, and how many there are.

    >>> listed([Text("甲", "A"), Text("乙", "B"), Text("丙", "C")], Text("或", "or")).as_dict()
    {'zh': '甲、乙或丙', 'en': 'A, B or C'}
    """
    if len(words) > most:
        shown = words[:most]
        chinese = glued("、".join(each.zh for each in shown), f"等 {len(words)} 项")
        return Text(chinese, f"{', '.join(each.en for each in shown)} and {len(words) - most} more")
    if len(words) < 2:
        return words[0] if words else Text("", "")
    *rest, end = words
    chinese = glued("、".join(each.zh for each in rest), last.zh, end.zh)
    return Text(chinese, f"{', '.join(each.en for each in rest)} {last.en} {end.en}")


OR, AND = Text("或", "or"), Text("和", "and")


def full_sentence(words: Text) -> Text:
    """Standing alone: with a full stop and, in English, a capital.

    >>> full_sentence(Text("第 1 条规则适用", "rule 1 applies")).as_dict()
    {'zh': '第 1 条规则适用。', 'en': 'Rule 1 applies.'}
    """
    return Text(f"{words.zh}。", f"{words.en[:1].upper()}{words.en[1:]}.")


def quoted(text: str, most: int = 60) -> Text:
    """A text of the source or of a fact in quotation marks, on one line, shortened where it is long."""
    line = " ".join(text.split())
    return Text.of(f"“{line if len(line) <= most else f'{line[:most]}…'}”")
