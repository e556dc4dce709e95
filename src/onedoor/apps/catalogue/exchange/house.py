"""The house's own format: one item a line, whole, with the hash of its content. Codes travel; row numbers do not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TextIO

from onedoor.apps.catalogue.exchange.entries import Content, Entry
from onedoor.apps.catalogue.exchange.national import LONGEST_CODE
from onedoor.apps.catalogue.exchange.opening import text_of
from onedoor.apps.catalogue.exchange.problems import NOTHING, Problem, Severity, shown
from onedoor.apps.catalogue.exchange.reading import Reading
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Invalid, TooLarge
from onedoor.text import Text

FORMAT = "onedoor.items/1"
LONGEST_LINE = 8 * 1024 * 1024
TITLE = Text("事项", "Items")


def read_house(reading: Reading) -> Iterator[Entry]:
    """The items of a file: a line each after the line that names the format, or one JSON text with ``items``."""
    seen: dict[str, int] = {}
    with text_of(reading.file, reading.name) as text:
        for number, item in _items(reading, text):
            entry = _entry(item, number, seen)
            seen.setdefault(entry.code, number)
            yield entry


def _items(reading: Reading, text: TextIO) -> Iterator[tuple[int, Any]]:
    head = text.readline(LONGEST_LINE)
    try:
        first = json.loads(head)
    except (ValueError, RecursionError):
        first = None
    if not isinstance(first, dict) or ("items" in first and first["items"] is not None):
        yield from _whole(reading, text)
        return
    _check_format(first, reading)
    if isinstance(first.get("count"), int):
        reading.total = first["count"]
    for number, line in enumerate(iter(lambda: text.readline(LONGEST_LINE + 1), ""), 2):
        if len(line) > LONGEST_LINE:
            raise TooLarge("exchange.line", where=f"{reading.name}:{number}", expected=f"<= {LONGEST_LINE}")
        if line.strip():
            yield number, _parsed(line, f"{reading.name}:{number}")


def _whole(reading: Reading, text: TextIO) -> Iterator[tuple[int, Any]]:
    text.seek(0)
    content = text.read(reading.bounds.most_json + 1)
    if len(content) > reading.bounds.most_json:
        raise TooLarge(
            "exchange.json_too_large", where=reading.name, expected=f"<= {reading.bounds.most_json}"
        )
    loaded = _parsed(content, reading.name)
    _check_format(loaded, reading)
    items = loaded["items"]
    if not isinstance(items, list):
        raise Invalid(
            "exchange.json", where=f"{reading.name} items", found=type(items).__name__, expected="[…]"
        )
    reading.total = len(items)
    yield from enumerate(items, 1)


def _check_format(head: Any, reading: Reading) -> None:
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        found = head.get("format") if isinstance(head, dict) else type(head).__name__
        raise Invalid("exchange.format", where=reading.name, found=str(found), expected=FORMAT)


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Invalid("exchange.json", where=where, found=str(error), expected="JSON") from error


def _refuse_constant(word: str) -> Any:
    raise ValueError(word)


@dataclass
class _Heard:
    """The problems of one line."""

    row: int
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, column: str, found: object, expected: Text = NOTHING) -> None:
        self.tell(Severity.REFUSED, code, column, found, expected)

    def tell(self, severity: Severity, code: str, column: str, found: object, expected: Text) -> None:
        self.problems.append(
            Problem(
                severity=severity,
                code=code,
                table=TITLE.zh,
                row=self.row,
                column=column,
                found=shown(found),
                expected=expected,
            )
        )


def _entry(item: Any, number: int, seen: Mapping[str, int]) -> Entry:
    heard = _Heard(number)
    if not isinstance(item, dict) or not isinstance(item.get("content"), dict):
        heard.refuse(
            "item.unreadable",
            "content",
            item,
            Text("有 code 和 content 的对象", "an object with code and content"),
        )
        return Entry(code="", content={}, table=TITLE.zh, row=number, problems=tuple(heard.problems))
    code = str(item.get("code", ""))
    if code in seen:
        heard.refuse("item.twice", "code", f"第 {seen[code]} 行已有")
    if not code or len(code) > LONGEST_CODE or any(each.isspace() or each in "/?#%" for each in code):
        heard.refuse("item.code", "code", code or "（空）")
    content = _content(item, heard)
    department = item.get("department")
    department = department if isinstance(department, dict) else {}
    return Entry(
        code=code,
        content=content,
        department=str(department.get("code", "")),
        department_name=str(department.get("name", "")),
        department_name_en=str(department.get("name_en", "")),
        power_type=str(item.get("power_type", "")),
        level=str(item.get("level", "")),
        region_code=str(item.get("region", "")),
        table=TITLE.zh,
        row=number,
        problems=tuple(heard.problems),
    )


def _content(item: Mapping[str, Any], heard: _Heard) -> Content:
    content: Content = item["content"]
    try:
        digest = content_hash(content)
    except (TypeError, UnicodeEncodeError) as error:
        expected = Text("整数和文字，没有小数", "whole numbers and text, no floats")
        heard.refuse("item.unreadable", "content", error, expected)
        return {}
    if item.get("hash") not in (None, digest):
        expected = Text("导出后没有改过的内容", "content as it was exported")
        heard.tell(Severity.WARNING, "item.hash", "hash", item["hash"], expected)
    return content


def head_line(count: int) -> str:
    return json.dumps({"format": FORMAT, "count": count}, ensure_ascii=False)


def item_line(entry: Entry) -> str:
    """The entry as a line of the format."""
    department = {
        "code": entry.department,
        "name": entry.department_name,
        "name_en": entry.department_name_en,
    }
    plain = {
        "code": entry.code,
        "department": {name: value for name, value in department.items() if value},
        "power_type": entry.power_type,
        "level": entry.level,
        "region": entry.region_code,
        "hash": content_hash(entry.content),
        "content": entry.content,
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)
