"""What was measured, as lines for people and as plain data, and what was to be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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
class Goal:
    """What was to be reached. ``value`` is None where it was not measured.

    ``at_this_size`` is false for seconds that are wanted of another workload than the measured one.
    """

    text: str
    wanted: float
    value: float | None
    at_most: bool = True
    stretch: float | None = None
    at_this_size: bool = True

    @property
    def is_met(self) -> bool | None:
        if self.value is None or not self.at_this_size:
            return None
        return self.reaches(self.wanted)

    def reaches(self, wanted: float) -> bool:
        assert self.value is not None
        return self.value <= wanted if self.at_most else self.value >= wanted

    def __str__(self) -> str:
        word = {True: "met", False: "missed", None: "not measured"}[self.is_met]
        if not self.at_this_size and self.value is not None:
            word = "wanted at another size"
        if self.is_met and self.stretch is not None:
            word += f", stretch {digits(self.stretch)} {'met' if self.reaches(self.stretch) else 'missed'}"
        sign = "<=" if self.at_most else ">="
        return f"  {self.text:<66}{sign} {digits(self.wanted):<8}{digits(self.value):>10}  {word}"


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


def digits(value: float | None) -> str:
    """Three digits that say something, or all before the point."""
    if value is None:
        return "-"
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) < 1 else f"{value:.{1 if abs(value) >= 10 else 2}f}"


def first(sections: Sequence[Section], name: str) -> Section:
    """The section of that name; an empty one where it was not measured."""
    return next((each for each in sections if each.name == name), Section(name, "", ()))
