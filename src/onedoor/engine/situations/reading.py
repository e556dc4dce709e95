"""Texts of a guide read into expressions; what does not parse or names no question is refused with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onedoor.engine.feel import Expression, FeelError, parse, parse_unary_tests
from onedoor.engine.feel import nodes as n
from onedoor.engine.situations.questions import Situation
from onedoor.errors import Invalid
from onedoor.text import Text

ALWAYS = n.BooleanLiteral(True)


@dataclass(frozen=True)
class Way:
    """One way to a situation: a condition of its own, or row ``row`` (from one) of the table."""

    situation: str
    expression: Expression
    row: int = 0

    @property
    def label(self) -> str:
        return f"{self.situation}#{self.row}" if self.row else self.situation


def read_condition(text: str, names: Sequence[str], where: Text) -> Expression:
    """The condition, over these names alone; an empty one always holds."""
    return read_text(text, names, where, cell=False) if text.strip() else Expression.of(ALWAYS)


def read_ways(situations: Iterable[Situation], names: Sequence[str]) -> tuple[Way, ...]:
    found = []
    for each in situations:
        where = Text(f"情形 {each.id}", f"situation {each.id}")
        found.append(Way(each.id, read_condition(each.when, names, where)))
    return tuple(found)


def read_text(text: str, names: Sequence[str], where: Text, *, cell: bool) -> Expression:
    try:
        found = parse_unary_tests(text, names=names) if cell else parse(text, names=names)
    except FeelError as error:
        inner = Text.of(error.where or text)
        place = Text(f"{where.zh}，{inner.zh}", f"{where.en}, {inner.en}")
        raise Invalid(
            error.code, found=error.found, expected=error.expected, where=place, mend=error.mend
        ) from None
    if unknown := found.free_names.difference(names):
        raise Invalid(
            "situations.unknown_name",
            found="、".join(sorted(unknown)),
            expected="、".join(names),
            where=Text(f"{where.zh}：{text}", f"{where.en}: {text}"),
            mend=Text(
                "只能引用情形问题的名称；文字要加引号。",
                "Name questions of the guide only; put texts into quotes.",
            ),
        )
    return found
