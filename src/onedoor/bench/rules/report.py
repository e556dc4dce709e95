"""What was measured, as lines for people and as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

PER_SECOND, MICROSECONDS = "per second", "microseconds"
_WIDTH = 38


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One engine in one form: ``value`` in the unit of the row, None where none may be given.

    ``ratio`` is how many times as fast ours is in the same form on the same cases. ``form`` is
    ``compiled``, ``anew`` (the text read at each call) or ``read`` (the text alone); of an explanation
    ``known`` or ``missing``, for what was known of the subject.
    """

    engine: str
    form: str
    value: float | None
    ratio: float | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One matter and all engines that can do it."""

    name: str
    title: str
    unit: str
    figures: tuple[Figure, ...]

    def value(self, engine: str, form: str) -> float | None:
        """The figure of an engine in a form, where there is one."""
        found = (each for each in self.figures if (each.engine, each.form) == (engine, form))
        return next((each.value for each in found), None)

    def lines(self) -> list[str]:
        """The title over the forms, then a line for each engine: its figures, in brackets how many times as fast
        ours is, and the remarks, each once."""
        forms = list(dict.fromkeys(each.form for each in self.figures))
        lines = [f"{self.title} ({self.unit})", " " * _WIDTH + "".join(f"{form:>24}" for form in forms)]
        for name in dict.fromkeys(each.engine for each in self.figures):
            own = {each.form: each for each in self.figures if each.engine == name}
            cells = "".join(f"{_cell(own.get(form)):>24}" for form in forms)
            remarks = "; ".join(dict.fromkeys(each.remark for each in own.values() if each.remark))
            lines.append(f"  {name:<{_WIDTH - 2}}{cells}  {remarks}".rstrip())
        return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What was to be reached: ``value`` is None where an engine for it is not installed or got no figure."""

    text: str
    wanted: float
    value: float | None
    at_most: bool = False

    @property
    def is_met(self) -> bool | None:
        if self.value is None:
            return None
        return self.value <= self.wanted if self.at_most else self.value >= self.wanted

    def __str__(self) -> str:
        word = {True: "met", False: "missed", None: "not measured"}[self.is_met]
        value = "-" if self.value is None else _round(self.value)
        return f"  {self.text:<76}{value:>12}  {word}"


def goals(rows: Sequence[Row]) -> list[Goal]:
    """The goals of the rule language beside what was measured."""
    by_name = {row.name: row for row in rows}

    def value(row: str, form: str, engine: str = "onedoor") -> float | None:
        return by_name[row].value(engine, form) if row in by_name else None

    def over(row: str, engine: str, form: str) -> float | None:
        ours, theirs = value(row, "compiled"), value(row, form, engine)
        return ours / theirs if ours and theirs else None

    beside_bkflow = [over(row, "bkflow-feel", "anew") for row in ("condition", "set")]
    told = [value("explanation", form) for form in ("known", "missing")]
    explained = [value("explanation", form, "onedoor, without sentences") for form in ("known", "missing")]
    return [
        Goal(text="policies of 8 conditions read a second", wanted=8_000, value=value("reading", "read")),
        Goal(
            text="condition sets a second, unknowns tracked, 10 % of facts missing",
            wanted=350_000,
            value=value("set-missing", "compiled"),
        ),
        Goal(
            text="times zen-engine, the same 30 facts, both compiled",
            wanted=2,
            value=over("set", "zen-engine", "compiled"),
        ),
        Goal(
            text="times bkflow-feel through its API, the lesser of condition and set",
            wanted=30,
            value=min((each for each in beside_bkflow if each is not None), default=None),
        ),
        Goal(
            text="a full explanation in microseconds: every condition, what it met, what is missing",
            wanted=100,
            value=max((each for each in explained if each is not None), default=None),
            at_most=True,
        ),
        Goal(
            text="the same with a sentence in two languages for each condition",
            wanted=100,
            value=max((each for each in told if each is not None), default=None),
            at_most=True,
        ),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything: the engines (name, release, note), what is not installed, the rows."""

    setting: Mapping[str, Any]
    engines: tuple[tuple[str, str, str], ...]
    absent: tuple[str, ...]
    rows: tuple[Row, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain data: ``setting``, ``engines``, ``absent``, ``rows`` with their ``figures``, ``goals``."""
        return {
            "setting": dict(self.setting),
            "engines": [dict(zip(("name", "release", "note"), each, strict=True)) for each in self.engines],
            "absent": list(self.absent),
            "rows": [asdict(row) for row in self.rows],
            "goals": [{**asdict(each), "is_met": each.is_met} for each in goals(self.rows)],
        }

    def closing(self) -> list[str]:
        """What stands below the rows: goals, engines, and what could be installed."""
        lines = ["Goals", *map(str, goals(self.rows)), "", "Engines"]
        lines += [f"  {name} {release}: {note}".rstrip(": ") for name, release, note in self.engines]
        if self.absent:
            lines += [
                "",
                f"Not installed: {', '.join(self.absent)}. In an environment of their own:",
                *INSTALL,
            ]
        return lines


def heading(policies: int, seconds: float) -> list[str]:
    """What stands above the rows."""
    return [
        f"{policies:,} policies; {seconds:g} CPU seconds a figure, the best of some rounds in turns.",
        "In brackets: how many times as fast ours is, in the same form on the same cases.",
        "",
    ]


INSTALL = (
    "  python3 -m venv var/bench",
    "  var/bench/bin/pip install --require-hashes --no-deps -r requirements/bench.lock",
    "  PYTHONPATH=src var/bench/bin/python -m onedoor.cli bench rules",
)


def _cell(figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return "-"
    ratio = "" if figure.ratio is None else f" ({_round(figure.ratio)}x)"
    return f"{_round(figure.value)}{ratio}"


def _round(value: float) -> str:
    """Three digits that say something, or all before the point."""
    return f"{value:,.{0 if value >= 100 else 1 if value >= 10 else 2}f}"
