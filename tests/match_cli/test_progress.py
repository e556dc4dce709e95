"""Progress: a bar in a terminal, now and then a line elsewhere, silence when it is wanted."""

from __future__ import annotations

import io

import pytest

from onedoor.match_cli.progress import Progress
from onedoor.text import Text


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(
    stream: io.StringIO,
    steps: list[tuple[float, int]],
    total: int = 200,
    *,
    language: str = "en",
    quiet: bool = False,
) -> str:
    """What is said when so much is done after so many seconds."""
    now = [0.0]
    with Progress(
        total, Text("匹配", "matching"), language=language, seconds=lambda: now[0], quiet=quiet, stream=stream
    ) as progress:
        for seconds, done in steps:
            now[0] += seconds
            progress.advance(done)
    return stream.getvalue()


def test_a_terminal_sees_a_bar_that_grows() -> None:
    shown = told(Terminal(), [(1, 50), (0.05, 50), (1, 100)]).split("\r")
    assert [each.partition(" %")[0] for each in shown[1:]] == [
        "matching [" + " " * 30 + "]   0",
        "matching [#######" + " " * 23 + "]  25",
        "matching [" + "#" * 30 + "] 100",
        "matching [" + "#" * 30 + "] 100",
    ]
    assert "50/200  3 s left" in shown[2]
    assert shown[-1].endswith("\n")


def test_elsewhere_lines_come_at_most_every_ten_seconds() -> None:
    shown = told(io.StringIO(), [(1, 50), (10, 50), (5, 50), (5, 50)])
    assert shown.splitlines() == [
        "matching  50 %  100/200  11 s left",
        "matching 100 %  200/200",
    ]


def test_short_work_says_nothing_outside_a_terminal() -> None:
    assert told(io.StringIO(), [(1, 200)]) == ""


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_quiet_is_silent(stream: io.StringIO) -> None:
    assert told(stream, [(20, 50), (20, 150)], quiet=True) == ""


def test_it_speaks_chinese_and_can_have_nothing_to_do() -> None:
    assert told(io.StringIO(), [(30, 50)], language="zh-hans") == "匹配  25 %  50/200  还需 90 秒\n"
    assert "100 %  0/0" in told(Terminal(), [], total=0)
