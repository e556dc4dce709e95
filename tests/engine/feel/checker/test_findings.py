"""How a finding shows its place."""

from __future__ import annotations

import pytest

from onedoor.engine.feel import FeelSyntaxError, parse
from onedoor.engine.feel.checker import Finding, Place, Severity, worst
from onedoor.errors import NotFound
from onedoor.text import Text


@pytest.mark.parametrize(
    ("source", "start", "end", "pointer"),
    [
        ("a + b", 4, 5, "a + b\n    ^"),
        ("人数 > 5", 0, 2, "人数 > 5\n^^^^"),
        ("人数 > x", 5, 6, "人数 > x\n       ^"),
        ("a\nbc", 2, 4, "bc\n^^"),
        ("a +", 3, 3, "a +\n   ^"),
        ("if a\nthen b", 0, 11, "if a\n^^^^"),
    ],
)
def test_the_pointer_stands_below_its_place(source: str, start: int, end: int, pointer: str) -> None:
    assert Place(source, start, end).pointer == pointer


def test_a_long_line_is_shown_around_its_place() -> None:
    line, caret = Place("x" * 500 + "!" + "y" * 500, 500, 501).pointer.split("\n")
    assert len(line) == 120
    assert line[caret.index("^")] == "!"


def test_a_refusal_becomes_a_finding() -> None:
    with pytest.raises(FeelSyntaxError) as refused:
        parse("1 +")
    finding = Finding.of_error(refused.value)
    assert (finding.code, finding.severity) == ("feel.syntax", Severity.ERROR)
    assert finding.place is not None
    assert finding.place.column == 4
    plain = Finding.of_error(NotFound("dmn.no", where=Text("某处", "somewhere")))
    assert plain.where == Text("某处", "somewhere")


def test_a_finding_inside_an_element_names_both() -> None:
    finding = Finding("x", Severity.NOTE, Text("甲", "a"), where=Text("规则 1", "rule 1"))
    placed = finding.at(Text("决策“金额”", "decision 金额"), 7)
    assert placed.where == Text("决策“金额”，规则 1", "decision 金额, rule 1")
    assert placed.file_line == 7


def test_the_worst_of_several_decides() -> None:
    notes = [Finding("x", severity, Text("甲", "a")) for severity in (Severity.NOTE, Severity.WARNING)]
    assert worst(notes) is Severity.WARNING
    assert worst([]) is None
