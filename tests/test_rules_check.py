"""The command ``onedoor rules check``: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onedoor import cli

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
MODEL = f"""<definitions xmlns="{DMN}" name="m">
<inputData id="i" name="人数"><variable name="人数" typeRef="number"/></inputData>
<decision id="d" name="够大"><informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>EXPRESSION</text></literalExpression></decision></definitions>
"""


def run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["onedoor", "rules", "check", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out + captured.err


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "m.dmn"


@pytest.mark.parametrize(
    ("expression", "code", "summary"),
    [("人数 >= 10", 0, "nothing found"), ("人教 &gt; 10", 1, "1 error, 1 warning"), ("10", 0, "1 warning")],
)
def test_only_errors_fail(
    written: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    expression: str,
    code: int,
    summary: str,
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    written.write_text(MODEL.replace("EXPRESSION", expression), encoding="utf-8")
    ended, printed = run(capsys, monkeypatch, str(written))
    assert ended == code
    assert printed.splitlines()[-1] == f"{written}: {summary}"


def test_a_finding_is_told_in_the_language_of_the_machine(
    written: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written.write_text(MODEL.replace("EXPRESSION", '人数 > "10"'), encoding="utf-8")
    for language, head in (
        ("zh_CN.UTF-8", "错误[feel.comparison]: 数字（number）与文字（string）相比，结果总是 null"),
        (
            "en_GB.UTF-8",
            "error[feel.comparison]: comparing a number with a string: the result is always null",
        ),
    ):
        monkeypatch.setenv("LANG", language)
        _, printed = run(capsys, monkeypatch, str(written))
        assert printed.splitlines()[0] == head
        assert f"{written}:4 " in printed


def test_json_tells_the_same(
    written: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    written.write_text(MODEL.replace("EXPRESSION", '人数 > "10"'), encoding="utf-8")
    code, printed = run(capsys, monkeypatch, str(written), "--json")
    report = json.loads(printed)
    assert code == 1
    assert [(each["code"], each["file_line"], each["column"]) for each in report["findings"]] == [
        ("feel.comparison", 4, 1)
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [("no xml", "dmn.xml"), ("<a/>", "dmn.kind"), ("<!DOCTYPE a><a/>", "dmn.doctype"), (None, "dmn.file")],
)
def test_what_cannot_be_read_at_all_ends_with_two(
    written: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    content: str | None,
    code: str,
) -> None:
    if content is not None:
        written.write_text(content, encoding="utf-8")
    ended, printed = run(capsys, monkeypatch, str(written))
    assert ended == 2
    assert f"code: {code}" in printed
