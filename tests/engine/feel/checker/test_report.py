"""Findings as text and as data."""

from __future__ import annotations

from decimal import Decimal

from onedoor.engine.feel import evaluate
from onedoor.engine.feel.checker import Finding, Place, Severity
from onedoor.engine.feel.checker.report import as_dict, printed, summed_up
from onedoor.text import Text

WHOLE = Finding(
    "dmn.x",
    Severity.WARNING,
    Text("不对", "wrong"),
    expected=Text("对的", "the right one"),
    mend=Text("改正。", "Mend it."),
    where=Text("决策“d”", "decision d"),
    place=Place("1 +\n  甲", 6, 7),
    rules=(2,),
    example={"日期": evaluate('@"2026-01-01"', {}), "n": Decimal("1.5"), "s": "a"},
    file_line=10,
)


def test_a_finding_is_printed_as_compilers_do() -> None:
    assert printed(WHOLE, "zh-hans", "m.dmn").splitlines() == [
        "警告[dmn.x]: 不对",
        "  --> m.dmn:11 决策“d”",
        "  |   甲",
        "  |   ^^",
        "  = 应为: 对的",
        "  = 可改: 改正。",
        '  = 示例: 日期 = @"2026-01-01", n = 1.5, s = "a"',
    ]


def test_what_a_finding_does_not_say_is_left_out() -> None:
    bare = Finding("x", Severity.NOTE, Text("甲", "a"))
    assert printed(bare, "en") == "note[x]: a"
    assert as_dict(bare, "en") == {"code": "x", "severity": "note", "message": "a"}


def test_a_finding_as_data_says_the_same() -> None:
    assert as_dict(WHOLE, "en") == {
        "code": "dmn.x",
        "severity": "warning",
        "message": "wrong",
        "expected": "the right one",
        "mend": "Mend it.",
        "where": "decision d",
        "file_line": 11,
        "source": "1 +\n  甲",
        "line": 2,
        "column": 3,
        "length": 1,
        "rules": [2],
        "example": {"日期": '@"2026-01-01"', "n": "1.5", "s": '"a"'},
    }


def test_the_sum_counts_each_severity() -> None:
    several = [WHOLE, WHOLE, Finding("x", Severity.ERROR, Text("甲", "a"))]
    assert summed_up(several, "en") == "1 error, 2 warnings"
    assert summed_up(several, "zh-hans") == "1 个错误，2 个警告"
    assert summed_up([], "en") == "nothing found"
