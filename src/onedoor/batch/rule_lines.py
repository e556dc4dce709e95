"""Rules as JSON objects, one on each line: ``rule``, ``condition`` and, if wanted, ``benefit`` and ``title``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from onedoor.batch.problems import Effect, Problem, listed
from onedoor.batch.rule_files import RuleFile, unreadable
from onedoor.batch.rule_texts import condition_of
from onedoor.engine.dmn.errors import did_you_mean
from onedoor.engine.feel import Expression
from onedoor.text import Text

KEYS = ("rule", "condition", "benefit", "title")
NEEDED = KEYS[:2]


def read(path: Path, names: tuple[str, ...]) -> Iterator[RuleFile | Problem]:
    """One rule for each line that is not empty, or what is wrong with it."""
    with path.open("rb") as lines:
        for number, data in enumerate(lines, 1):
            if data.strip():
                yield _Line(path, number, data).rule(names)


class _Line:
    """One line of a file, and where in it things stand."""

    def __init__(self, path: Path, number: int, data: bytes) -> None:
        self.path = path
        self.number = number
        self.data = data
        self.text = ""

    def rule(self, names: tuple[str, ...]) -> RuleFile | Problem:
        try:
            self.text = self.data.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            return replace(unreadable(self.path.name, error), line=self.number)
        told = self._object()
        if isinstance(told, Problem):
            return told
        parts: dict[str, Expression] = {}
        for key in ("condition", "benefit"):
            if key in told:
                read = condition_of(told[key], names, self.path.name)
                if isinstance(read, Problem):
                    return self._placed(read, key, told["rule"])
                parts[key] = read
        return RuleFile(
            told["rule"],
            self.path,
            parts["condition"],
            parts.get("benefit"),
            told.get("title", ""),
            self.number,
        )

    def _object(self) -> dict[str, str] | Problem:
        """The members of the line's object, all of them texts under known keys."""
        try:
            told: Any = json.loads(self.text)
        except (json.JSONDecodeError, RecursionError) as error:
            column = getattr(error, "colno", 1)
            return self._told(
                Text("不是 JSON", "not JSON"), Text("一个 JSON 对象", "a JSON object"), column=column
            )
        if not isinstance(told, dict):
            return self._told(Text("不是 JSON 对象", "not a JSON object"), _EXPECTED)
        if missing := [key for key in NEEDED if key not in told]:
            return self._told(Text(f"缺少 {missing[0]}", f"{missing[0]} is missing"), _EXPECTED)
        for key, value in told.items():
            if key not in KEYS:
                mend = did_you_mean(key, KEYS)
                return self._told(Text(f"不认识的键 {key}", f"an unknown key {key}"), _EXPECTED, mend=mend)
            if not isinstance(value, str):
                return self._told(
                    Text(f"{key} 不是文本", f"{key} is not a text"), Text("JSON 字符串", "a JSON string")
                )
        return told

    def _told(self, found: Text, expected: Text, *, mend: Text | None = None, column: int = 0) -> Problem:
        return Problem.told(
            self.path.name,
            "match.rule_line",
            found,
            expected=expected,
            mend=mend,
            line=self.number,
            column=column,
        )

    def _placed(self, problem: Problem, key: str, rule: str) -> Problem:
        """The problem of an expression at its place in the file."""
        place = problem.finding.place
        column = _column(self.text, key, place.start) if place is not None else 0
        where = Text("benefit", "benefit") if key == "benefit" else None
        finding = replace(problem.finding, where=where)
        return replace(
            problem, finding=finding, effect=Effect.RULES, rules=(rule,), line=self.number, column=column
        )


def column_in_line(path: Path, number: int, key: str, position: int) -> int:
    """The column of a line of the file on which a character of a member's text stands; 0 where it is not found."""
    with path.open("rb") as lines:
        data = next(islice(lines, number - 1, None), b"")
    return _column(data.decode("utf-8-sig" if number == 1 else "utf-8", "replace"), key, position)


def _column(line: str, key: str, position: int) -> int:
    start = re.search(rf'"{key}"\s*:\s*"', line)
    if start is None:
        return 0
    place = start.end()
    for character in islice(_CHARACTER.finditer(line, place), position):
        place = character.end()
    return place + 1


# A character of a JSON string as it is written: itself, or an escape (two for a character beyond 16 bits).
_CHARACTER = re.compile(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\"\\]")
_EXPECTED = Text(
    f"JSON 对象，键为 {listed(KEYS).zh}，后两个可省略",
    f"a JSON object with the keys {', '.join(KEYS)}, of which the last two may be left out",
)
