"""A code list as an agency keeps it: a table (CSV) or JSON, read whole or refused row by row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onedoor.errors import Invalid, TooLarge
from onedoor.reference.codelists import Entry
from onedoor.text import Text

COLUMNS = ("code", "name", "name_en", "parent", "level", "valid_from", "valid_to", "successors")
MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 1_000_000
_CODE = re.compile(r"[^\s;@/]{1,64}")
_SUCCESSOR = re.compile(r"(?P<code>[^\s;@]{1,64})(?:@(?P<year>\d{4}))?")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row; ``row`` counts from 1, the line of headings left out."""

    row: int
    column: str
    found: str
    expected: Text

    @property
    def message(self) -> Text:
        return Text(
            f"第{self.row}行 {self.column}：“{self.found}”，应为{self.expected.zh}",
            f"row {self.row}, {self.column}: “{self.found}”, expected {self.expected.en}",
        )


class WrongRows(Invalid):
    """The file was read, and some rows cannot be loaded; ``problems`` are all of them, in order."""

    def __init__(self, problems: list[RowProblem]) -> None:
        self.problems = problems
        first = problems[0].message
        super().__init__(
            "codes.rows",
            found=Text(
                f"{len(problems)}处错误，第一处：{first.zh}", f"{len(problems)} faults, the first: {first.en}"
            ),
            expected=Text("每一行都能载入", "rows that can all be loaded"),
            mend=Text(
                "改正后重新载入，这次什么都没有写入。",
                "Mend them and load again; nothing was written this time.",
            ),
        )


@dataclass(frozen=True, slots=True)
class CodeFile:
    """What a file says: of the list as a whole (JSON alone can), and its codes."""

    head: Mapping[str, Any]
    entries: list[Entry]


def read_code_file(name: str, data: bytes) -> CodeFile:
    """The codes of a file whose name ends in ``.json`` or ``.csv`` (UTF-8, or GB 18030 as spreadsheets write it).

    CSV: a line of headings, at least ``code`` and ``name``. JSON: a list of objects with the same names, or an object that has
    it as ``codes`` beside ``name``, ``standard``, ``edition``, ``source``, ``coverage``. Dates are ISO; successors stand between
    semicolons, each with ``@year`` where it is not the year of the end. Raises ``WrongRows``, or ``Invalid`` for a file that is none.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge("codes.file", found=str(len(data)), expected=f"<= {MOST_BYTES} bytes")
    head, rows = _json(data) if name.lower().endswith(".json") else _csv(data)
    if not rows or len(rows) > MOST_ROWS:
        raise Invalid("codes.file", found=f"{len(rows)}", expected=f"1..{MOST_ROWS}", where=name)
    reader = _Reader()
    entries = [reader.entry(number, row) for number, row in enumerate(rows, 1)]
    reader.refuse_what_hangs_loose(entries)
    if reader.problems:
        raise WrongRows(sorted(reader.problems, key=lambda problem: problem.row))
    return CodeFile(head, entries)


def _json(data: bytes) -> tuple[Mapping[str, Any], list[Any]]:
    expected = Text("代码对象的列表，或含 codes 的对象", "a list of objects, or an object with codes")
    try:
        read = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Invalid("codes.file", found=str(error)[:200], expected=expected) from None
    head: Mapping[str, Any] = read if isinstance(read, dict) else {}
    rows = head.get("codes") if head else read
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Invalid("codes.file", found=type(rows).__name__, expected=expected)
    return head, rows


def _csv(data: bytes) -> tuple[Mapping[str, Any], list[Any]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    if "\0" in text or "\ufffd" in text:
        raise Invalid("codes.file", found=Text("不是文本", "not text"), expected="CSV, UTF-8 / GB 18030")
    reader = csv.DictReader(io.StringIO(text))
    headings = reader.fieldnames or []
    if "code" not in headings or "name" not in headings:
        raise Invalid(
            "codes.headings", found=", ".join(map(str, headings))[:200], expected=", ".join(COLUMNS)
        )
    return {}, list(reader)


class _Reader:
    """Reads rows and remembers what was wrong with them."""

    def __init__(self) -> None:
        self.problems: list[RowProblem] = []

    def wrong(self, row: int, column: str, found: Any, zh: str, en: str) -> None:
        self.problems.append(RowProblem(row, column, str(found)[:60], Text(zh, en)))

    def entry(self, number: int, row: Mapping[str, Any]) -> Entry:
        code, name, name_en, parent, level = (
            self._text(number, row, column) for column in ("code", "name", "name_en", "parent", "level")
        )
        if not _CODE.fullmatch(code):
            self.wrong(
                number,
                "code",
                code,
                "1至64位，不含空格、分号、斜线和@",
                "1 to 64 characters without space, ; / and @",
            )
        if not 1 <= len(name) <= 200:
            self.wrong(number, "name", name, "1至200个字", "1 to 200 characters")
        if len(name_en) > 200 or len(level) > 20:
            self.wrong(
                number,
                "name_en / level",
                name_en or level,
                "不超过200和20个字",
                "at most 200 and 20 characters",
            )
        since, until = (self._day(number, row, column) for column in ("valid_from", "valid_to"))
        if since and until and until < since:
            self.wrong(number, "valid_to", until, "不早于启用日", "not before valid_from")
        return Entry(
            code, Text(name, name_en or name), parent, level, since, until, self._successors(number, row)
        )

    def _text(self, number: int, row: Mapping[str, Any], column: str) -> str:
        value = row.get(column)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(number, column, value, "文本（代码加引号）", "text (codes in quotes)")
            return ""
        return value.strip()

    def _day(self, number: int, row: Mapping[str, Any], column: str) -> date | None:
        text = self._text(number, row, column)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.wrong(number, column, text, "日期，如2026-01-31", "a date such as 2026-01-31")
            return None

    def _successors(self, number: int, row: Mapping[str, Any]) -> tuple[tuple[str, int | None], ...]:
        found = []
        for part in filter(None, (part.strip() for part in self._text(number, row, "successors").split(";"))):
            match = _SUCCESSOR.fullmatch(part)
            if match is None:
                self.wrong(number, "successors", part, "代码或“代码@年份”", "a code, or “code@year”")
            else:
                found.append((match["code"], int(match["year"]) if match["year"] else None))
        return tuple(found)

    def refuse_what_hangs_loose(self, entries: list[Entry]) -> None:
        """Codes that are named have to be there; one code has one name at a time; nothing lies in itself."""
        codes = {entry.code for entry in entries}
        above = {entry.code: entry.parent for entry in entries}
        before: dict[str, list[Entry]] = {}
        for number, entry in enumerate(entries, 1):
            if entry.parent and entry.parent not in codes:
                self.wrong(number, "parent", entry.parent, "本文件中的代码", "a code of this file")
            elif entry.parent and _lies_in_itself(entry.code, above):
                self.wrong(
                    number, "parent", entry.parent, "不包含自身的上级", "a parent that does not lie in it"
                )
            for code, _year in entry.successors:
                if code not in codes:
                    self.wrong(number, "successors", code, "本文件中的代码", "a code of this file")
            for other in before.setdefault(entry.code, []):
                if _overlap(entry, other):
                    self.wrong(number, "code", entry.code, "同一时间只出现一次", "once at a time")
                    break
            before[entry.code].append(entry)


def _lies_in_itself(code: str, above: Mapping[str, str]) -> bool:
    seen, at = {code}, above.get(code, "")
    while at:
        if at in seen:
            return True
        seen.add(at)
        at = above.get(at, "")
    return False


def _overlap(one: Entry, other: Entry) -> bool:
    """Whether both hold on more than a year's end: in the year of a change, known to the year, both names stand."""
    begin = max(one.valid_from or date.min, other.valid_from or date.min)
    end = min(one.valid_to or date.max, other.valid_to or date.max)
    return begin <= end and not (begin.year == end.year and (begin.month, begin.day) == (1, 1))


def described(problems: Iterable[RowProblem], language: str) -> list[str]:
    """One line for each problem."""
    return [problem.message.in_(language) for problem in problems]
