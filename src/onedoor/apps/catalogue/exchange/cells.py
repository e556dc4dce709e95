"""One cell and one value of an item's content, in both directions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from onedoor.apps.catalogue.exchange.problems import NOTHING, Problem, Severity, shown
from onedoor.apps.catalogue.exchange.tables import Column
from onedoor.apps.catalogue.exchange.values import (
    cents_of,
    cleaned,
    day_of,
    limit_of,
    plain,
    several,
    together,
    whole_number,
)
from onedoor.reference.elements import CodeValue
from onedoor.text import Text

NONE_OF_THEM = ("无", "没有", "none")
YES, NO = ("1", "是", "y", "yes", "true", "√", "有"), ("0", "否", "n", "no", "false", "×", "无")
NUMBER = Text("非负整数", "a whole number, not below 0")
DAY = Text("日期，如 2026-01-05", "a day, such as 2026-01-05")
YUAN = Text("元，至多两位小数", "yuan, with two decimals at most")
FLAG = Text("是 或 否", "yes or no")
LINES = Text("每行一个：值=中文", "one a line: value=words")
AS_IT_IS = Text("原样保留，请核对。", "Kept as it is; look at it.")


@dataclass(frozen=True, slots=True)
class Told:
    """Where a cell stands, and who is told of problems."""

    table: str
    row: int
    hear: Callable[[Problem], None]

    def tell(
        self,
        severity: Severity,
        code: str,
        column: Column,
        found: object,
        *,
        expected: Text = NOTHING,
        mend: Text = NOTHING,
    ) -> None:
        self.hear(
            Problem(
                severity=severity,
                code=code,
                table=self.table,
                row=self.row,
                column=column.title.zh,
                found=shown(found),
                expected=expected,
                mend=mend,
            )
        )


def read_cell(column: Column, raw: str, told: Told) -> Any:
    """The value in a cell; ``None`` where it is empty or holds none. What is wrong with it is told."""
    if not raw.strip():
        return None
    match column.kind:
        case "number":
            return _number(column, raw, told)
        case "date":
            return _or_told(day_of(raw), column, raw, told, DAY)
        case "yuan":
            return _or_told(cents_of(raw), column, raw, told, YUAN)
        case "flag":
            return _flag(column, raw, told)
        case "code":
            return _code(column, raw, told)
        case "codes":
            return _codes_of(column, raw, told)
        case "list":
            return _words_in(raw) or None
        case "ids":
            return [] if plain(raw).lower() in NONE_OF_THEM else _words_in(raw)
        case "options":
            return _options(column, raw, told)
        case "feel":
            return raw.strip()
    text = cleaned(raw)
    if "&amp;" in raw or "</" in raw:
        told.tell(
            Severity.WARNING, "text.markup", column, raw, mend=Text("已去掉网页标记。", "Markup was removed.")
        )
    return text or None


def _or_told(value: Any, column: Column, raw: str, told: Told, expected: Text) -> Any:
    if value is None:
        told.tell(Severity.REFUSED, f"{column.kind}.unreadable", column, raw, expected=expected)
    return value


def _number(column: Column, raw: str, told: Told) -> int | None:
    """A time limit may come with its unit in the same cell: the number is taken here, the unit by ``unit_in``."""
    found = limit_of(raw) if column.path.endswith(".n") else None
    number = found[0] if found else whole_number(raw)
    if number is not None and number < 0:
        number = None
    value: int | None = _or_told(number, column, raw, told, NUMBER)
    return value


def unit_in(raw: str) -> str:
    """The unit that stands in the cell of a time limit itself; empty where none does."""
    found = limit_of(raw)
    return found[1] if found else ""


def _flag(column: Column, raw: str, told: Told) -> bool | str | None:
    word = plain(raw).lower()
    if word not in (*YES, *NO):
        told.tell(Severity.REFUSED, "flag.unreadable", column, raw, expected=FLAG)
        return None
    if column.path.startswith("record."):
        return "1" if word in YES else "0"
    return word in YES


def _code(column: Column, raw: str, told: Told) -> str | None:
    code = code_of(column, raw)
    if code is None:
        _tell_unknown(column, raw, told)
        return plain(raw) if column.path.startswith("record.") else None
    return code if column.path.startswith("record.") else column.codes[code].means


def _codes_of(column: Column, raw: str, told: Told) -> list[str] | None:
    found: list[str] = []
    for word in _words_in(raw):
        code = code_of(column, word) if column.codes else plain(word)
        in_record = column.path.startswith("record.")
        if code is None and not in_record and word in EXTRA.get(column.name, ()):
            found.append(word)
        elif code is None:
            _tell_unknown(column, word, told)
            if in_record:
                found.append(plain(word))
        else:
            found.append(code if in_record or not column.codes else column.codes[code].means)
    return list(dict.fromkeys(found)) or None


# Words of the house that the national table has no code for.
EXTRA = {"server_type": ("个体工商户",)}


def unspoken(column: Column) -> tuple[str, ...]:
    """Words of the house that the column has no code for."""
    known = {each.means for each in column.codes.values()}
    return tuple(word for word in EXTRA.get(column.name, ()) if word not in known)


def unknown_codes(column: Column, raw: str) -> list[str]:
    """The values in a cell that the column has no code for."""
    if not column.codes:
        return []
    words = _words_in(raw) if column.kind == "codes" else [raw]
    return [
        plain(word)
        for word in words
        if word.strip() and code_of(column, word) is None and word not in EXTRA.get(column.name, ())
    ]


def _words_in(raw: str) -> list[str]:
    return [word for each in several(raw) if (word := cleaned(each))]


def _tell_unknown(column: Column, raw: str, told: Told) -> None:
    expected = Text(
        "、".join(f"{code} {each.label.zh}" for code, each in column.codes.items()),
        ", ".join(f"{code} {each.label.en}" for code, each in column.codes.items()),
    )
    if column.path.endswith(".unit"):
        # A limit of an unknown unit is no limit.
        told.tell(Severity.REFUSED, "code.unknown", column, raw, expected=expected)
        return
    told.tell(Severity.WARNING, "code.unknown", column, raw, expected=expected, mend=AS_IT_IS)


def code_of(column: Column, word: str) -> str | None:
    """The code that a cell means: by its label first, then by the code itself, whatever zeros it begins with."""
    return _index(column.name, tuple(column.codes.items())).get(_key(word))


@cache
def _index(name: str, codes: tuple[tuple[str, CodeValue], ...]) -> Mapping[str, str]:
    words = [(value.label.zh, code) for code, value in codes]
    words += [(value.means, code) for code, value in codes]
    words += [(value.label.en, code) for code, value in codes]
    words += [(form, code) for code, _ in codes for form in (code, code.lstrip("0") or "0")]
    found: dict[str, str] = {}
    for word, code in words:
        found.setdefault(_key(word), code)
    return found


def _key(word: str) -> str:
    return "".join(plain(word).split()).lower()


def _options(column: Column, raw: str, told: Told) -> list[dict[str, str]] | None:
    found = []
    for line in filter(None, map(str.strip, raw.splitlines())):
        value, sign, label = line.replace("＝", "=").partition("=")
        if not sign or not value.strip() or not label.strip():
            told.tell(Severity.REFUSED, "options.unreadable", column, line, expected=LINES)
            return None
        found.append({"value": value.strip(), "label": label.strip()})
    return found or None


def write_cell(column: Column, value: Any) -> str | None:
    """What a cell says for a value; ``None`` where the column cannot hold it."""
    match column.kind:
        case _ if value is None:
            return ""
        case "flag":
            return "1" if value in (True, "1") else "0" if value in (False, "0") else str(value)
        case "code":
            return _code_for(column, value)
        case "codes":
            codes = [_code_for(column, each) for each in (value if isinstance(value, list) else [value])]
            return None if None in codes else ",".join(filter(None, codes))
        case "list":
            return together(list(map(str, value)))
        case "ids":
            return together(value) if value else "无"
        case "yuan":
            return f"{value // 100}.{value % 100:02d}"
        case "options":
            return "\n".join(f"{each['value']}={_words(each['label'])}" for each in value)
    return _words(value)


def _code_for(column: Column, value: Any) -> str | None:
    if not column.codes or column.path.startswith("record."):
        return str(value)
    return next((code for code, each in column.codes.items() if each.means == value), None)


def _words(value: Any) -> str:
    return str(value["zh"] if isinstance(value, Mapping) else value)
