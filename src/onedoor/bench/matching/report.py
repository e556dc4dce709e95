"""What was measured, as lines for people and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from onedoor.bench.matching.goal import Goal, digits

_WIDTH, _CELL = 34, 13


@dataclass(frozen=True, slots=True)
class Row:
    """Figures by the heading of their column; None where there is none."""

    label: str
    cells: Mapping[str, float | None]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One matter."""

    name: str
    title: str
    rows: tuple[Row, ...]

    def value(self, label: str, heading: str) -> float | None:
        return next((row.cells.get(heading) for row in self.rows if row.label == label), None)

    def lines(self) -> list[str]:
        """The title over the headings, then a line for each row."""
        headings = list(dict.fromkeys(heading for row in self.rows for heading in row.cells))
        found = [self.title, " " * _WIDTH + "".join(f"{heading:>{_CELL}}" for heading in headings)]
        for row in self.rows:
            cells = "".join(f"{digits(row.cells.get(heading)):>{_CELL}}" for heading in headings)
            found.append(f"  {row.label:<{_WIDTH - 2}}{cells}  {row.remark}".rstrip())
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything: who took part (name, release, note), what is not installed, the sections, the goals."""

    setting: Mapping[str, Any]
    contenders: tuple[tuple[str, str, str], ...]
    absent: tuple[str, ...]
    sections: tuple[Section, ...]
    goals: tuple[Goal, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain data: ``setting``, ``contenders``, ``absent``, ``sections``, ``goals``."""
        return {
            "setting": dict(self.setting),
            "contenders": [
                dict(zip(("name", "release", "note"), each, strict=True)) for each in self.contenders
            ],
            "absent": list(self.absent),
            "sections": [asdict(section) for section in self.sections],
            "goals": [{**asdict(goal), "is_met": goal.is_met} for goal in self.goals],
        }

    def closing(self) -> list[str]:
        """What stands below the sections."""
        lines = ["Goals", *map(str, self.goals), "", "Contenders"]
        lines += [f"  {name} {release}: {note}".rstrip(": ") for name, release, note in self.contenders]
        if self.absent:
            lines += [
                "",
                f"Not installed: {', '.join(self.absent)}. In an environment of their own:",
                *INSTALL,
            ]
        return lines


INSTALL = (
    "  python3 -m venv var/bench",
    "  var/bench/bin/pip install --require-hashes --no-deps -r requirements/bench.lock",
    "  PYTHONPATH=src var/bench/bin/python -m onedoor.cli bench matching",
)


def heading(setting: Mapping[str, Any]) -> list[str]:
    """What stands above the sections."""
    return [
        f"{setting['subjects']:,} enterprises x {setting['rules']:,} policies, 30 facts, a tenth unknown, "
        f"seed {setting['seed']}; {setting['rounds']} rounds in turns.",
        "* on a sample, and multiplied. Ratios are processor seconds, least of the rounds, over ours on one thread.",
        "",
    ]


def first(sections: Sequence[Section], name: str) -> Section:
    """The section of that name; an empty one where it was not measured."""
    return next((each for each in sections if each.name == name), Section(name, "", ()))
