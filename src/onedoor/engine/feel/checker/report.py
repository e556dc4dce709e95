"""Findings as a compiler prints them, and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from onedoor.engine.feel.checker.findings import Finding, Severity
from onedoor.engine.feel.checker.literals import literal
from onedoor.text import Text

_SEVERITIES = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.NOTE: Text("提示", "note"),
}
_LABELS = {
    "expected": Text("应为", "expected"),
    "mend": Text("可改", "mend"),
    "example": Text("示例", "example"),
}


def printed(finding: Finding, language: str, file: str = "") -> str:
    """A finding in lines: what, where, the text with a pointer below it, what was expected, how to mend it.

    >>> from onedoor.engine.feel.checker import check
    >>> from onedoor.engine.feel.types import NUMBER
    >>> print(printed(check("人教 > 5", {"人数": NUMBER})[0], "en"))
    error[feel.unknown_name]: there is no 人教 here
      --> 1:1
      | 人教 > 5
      | ^^^^
      = expected: a known name: 人数
      = mend: Did you mean 人数?
    """
    severity = _SEVERITIES[finding.severity].in_(language)
    return "\n".join(
        [f"{severity}[{finding.code}]: {finding.message.in_(language)}", *_details(finding, language, file)]
    )


def _details(finding: Finding, language: str, file: str) -> Iterator[str]:
    place = finding.place
    spots = [file] if file else []
    if finding.file_line:
        spots.append(str(finding.line_in_file))
    elif place is not None and not file:
        spots.append(f"{place.line}:{place.column}")
    where = finding.where.in_(language) if finding.where is not None else ""
    if spots or where:
        yield f"  --> {' '.join(each for each in (':'.join(spots), where) if each)}"
    if place is not None and place.source:
        yield from (f"  | {line}" for line in place.pointer.split("\n"))
    for name, words in (("expected", finding.expected), ("mend", finding.mend)):
        if words is not None:
            yield f"  = {_LABELS[name].in_(language)}: {words.in_(language)}"
    if finding.example:
        inputs = ", ".join(f"{name} = {literal(value)}" for name, value in finding.example.items())
        yield f"  = {_LABELS['example'].in_(language)}: {inputs}"


def as_dict(finding: Finding, language: str) -> dict[str, Any]:
    """A finding as plain data; values of the example as FEEL texts."""
    place = finding.place
    told = {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": finding.message.in_(language),
        "expected": finding.expected.in_(language) if finding.expected else None,
        "mend": finding.mend.in_(language) if finding.mend else None,
        "where": finding.where.in_(language) if finding.where else None,
        "file_line": finding.line_in_file or None,
        "source": place.source if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "length": place.end - place.start if place else None,
        "rules": list(finding.rules) or None,
        "example": {name: literal(value) for name, value in finding.example.items()} or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def summed_up(findings: Iterable[Finding], language: str) -> str:
    """How many findings of each severity there are, the gravest first."""
    counts = Counter(each.severity for each in findings)
    if not counts:
        return Text("没有发现问题", "nothing found").in_(language)
    if language.startswith("en"):
        told = [f"{counts[each]} {each}{'s' * (counts[each] != 1)}" for each in Severity if counts[each]]
        return ", ".join(told)
    return "，".join(f"{counts[each]} 个{_SEVERITIES[each].zh}" for each in Severity if counts[each])
