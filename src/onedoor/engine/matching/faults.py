"""What a table is refused for, at its row and with its value."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.checker.nearest import nearest
from onedoor.engine.matching.schema import Column, Kind
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

SHOWN = 80  # characters of a value that a refusal repeats
_SMALLER = Text(
    "请核对该值；确实如此时，减少该列的小数位。", "Mend the value, or give the column fewer places."
)


class WrongValue(Invalid):
    """A value that its column cannot hold ("matching.value"); ``row`` counts the subjects of the table from zero.

    ``column`` is the name. Whoever reads a table in pieces tells the row by ``placed``.
    """

    def __init__(
        self, column: str, row: int, *, found: Text | str, expected: Text | str, mend: Text | None = None
    ) -> None:
        self.column = column
        self.row = row
        super().__init__(
            "matching.value", found=found, expected=expected, where=place_of(column, row), mend=mend
        )

    def placed(self, before: int) -> Text:
        """The column and the row, where so many rows came before the table."""
        return place_of(self.column, before + self.row)


def place_of(column: str, row: int) -> Text:
    """A column and a row in words; rows are counted from one there."""
    return Text(f"列“{column}”，第 {row + 1} 行", f"column {column}, row {row + 1}")


def shown(value: Any) -> str:
    """The value as it is written, cut where it is long."""
    text = str(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def too_large(column: Column, row: int, value: Any) -> WrongValue:
    """A number that 64 bits do not hold in the unit of its column."""
    most = (1 << 63) // 10**column.places
    return WrongValue(
        column.name,
        row,
        found=Text(f"{shown(value)}：超出 64 位整数", f"{shown(value)}: a number beyond 64 bits"),
        expected=Text(
            f"绝对值不超过约 {most:.1e} 的数（{column.places} 位小数）",
            f"a number of at most some {most:.1e} either way, with {column.places} places",
        ),
        mend=_SMALLER,
    )


def too_fine(column: Column, row: int, value: Any) -> WrongValue:
    """A number with more decimal places than its column."""
    return WrongValue(
        column.name,
        row,
        found=shown(value),
        expected=Text(
            f"至多 {column.places} 位小数" if column.places else "整数",
            f"a number with at most {column.places} decimal places" if column.places else "a whole number",
        ),
        mend=Text(
            "把该值舍入到该列的小数位，或给该列更多小数位。",
            "Round the value to the places of its column, or give the column more of them.",
        ),
    )


def not_of_kind(column: Column, row: int, value: Any) -> WrongValue:
    """A value of another kind than its column."""
    return WrongValue(
        column.name, row, found=f"{type(value).__name__} {shown(value)}", expected=_KINDS[column.kind]
    )


def misfit(column: Column, value: Any) -> Invalid:
    """A fact of one subject, given by itself, that its column cannot hold."""
    places = Text("", "")
    if column.kind.is_number:
        places = Text(
            f"，至多 {column.places} 位小数，64 位之内",
            f", of at most {column.places} places, within 64 bits",
        )
    expected = _KINDS[column.kind]
    return Invalid(
        "matching.value",
        found=f"{type(value).__name__} {shown(value)}",
        expected=Text(f"{expected.zh}{places.zh}", f"{expected.en}{places.en}"),
        where=column.name,
    )


def no_such_rule(name: str, known: Any) -> NotFound:
    """A rule that the set does not have, with the name that may have been meant."""
    alike = nearest(name, known)
    return NotFound(
        "matching.rule",
        found=name,
        expected=Text("规则集中的规则", "a rule of the set"),
        mend=Text(f"是否想写“{alike}”？", f"Did you mean {alike}?") if alike else None,
    )


_KINDS = {
    Kind.INTEGER: Text("整数（int、Decimal 或其文本）", "a whole number: int, Decimal, or its text"),
    Kind.MONEY: Text("金额（int、Decimal 或其文本）", "an amount: int, Decimal, or its text"),
    Kind.RATIO: Text("数（int、Decimal 或其文本）", "a number: int, Decimal, or its text"),
    Kind.CATEGORY: Text("文本", "a text"),
    Kind.BOOLEAN: Text("true 或 false", "true or false"),
    Kind.DATE: Text("日期", "a date"),
    Kind.CODES: Text("文本的列表", "a list of texts"),
    Kind.OBJECTS: Text("列表或上下文", "a list or a context"),
}
