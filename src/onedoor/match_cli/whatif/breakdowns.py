"""Groups as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onedoor.engine.matching.whatif import Breakdown, Line, Move
from onedoor.match_cli.tables import aligned
from onedoor.match_cli.whatif.groups import By
from onedoor.match_cli.whatif.saying import INDENT, Language, yuan

_HEADS = [
    *[("", ""), ("主体", "subjects"), ("现行符合", "fit now"), ("草案符合", "fit the draft")],
    *[("增", "gain"), ("减", "lose"), ("草案待定", "open"), ("金额变化（元）", "change (yuan)")],
]


def breakdown_lines(breakdown: Breakdown, by: By, language: Language, most: int) -> Iterator[str]:
    """One line for each group; of more than ``most`` (0: any number) those in which least changes together."""
    yield ""
    yield language.say(f"按 {by.group.name}", f"by {by.group.name}")
    shown, hidden = _parted(breakdown.lines, most)
    has_money = any(line.difference is not None for line in breakdown.lines)
    rows = [language.each(_HEADS if has_money else _HEADS[:-1])]
    rows += [_row(by.label(line.key, language.name), [line]) for line in shown]
    if hidden:
        rows.append(_row(language.say(f"其余 {len(hidden)} 组", f"{len(hidden)} more"), hidden))
    yield from aligned(rows, indent=INDENT)


def _parted(lines: Sequence[Line], most: int) -> tuple[list[Line], list[Line]]:
    """Those that are told one by one, in their order, and the others."""
    if not most or len(lines) <= most:
        return list(lines), []
    ranked = sorted(range(len(lines)), key=lambda place: _moved(lines[place]), reverse=True)
    kept = set(ranked[:most])
    shown = [line for place, line in enumerate(lines) if place in kept]
    return shown, [line for place, line in enumerate(lines) if place not in kept]


def _moved(line: Line) -> tuple[int, int]:
    return sum(each.count for each in line.moves.values()), abs(line.difference or 0)


def _row(name: str, lines: Sequence[Line]) -> list[str]:
    figures = [
        sum(line.subjects for line in lines),
        sum(line.before.certain for line in lines),
        sum(line.after.certain for line in lines),
        sum(_counted(line, Move.GAINED, Move.CONFIRMED) for line in lines),
        sum(_counted(line, Move.LOST, Move.DOUBTED) for line in lines),
        sum(line.after.open for line in lines),
    ]
    changes = [line.difference for line in lines]
    money = [] if None in changes else [yuan(sum(each or 0 for each in changes), sign=True)]
    return [name, *(f"{figure:,}" for figure in figures), *money]


def _counted(line: Line, *moves: Move) -> int:
    return sum(line.moves[move].count for move in moves)
