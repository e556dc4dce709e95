"""The first row of a table: which column each cell stands for, and what is not known or not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onedoor.apps.catalogue.exchange.problems import Problem, Severity, shown
from onedoor.apps.catalogue.exchange.tables import CODE_COLUMNS, KEY, Table
from onedoor.errors import Invalid
from onedoor.text import Text

# Headings stand within the first rows: above them there may be a title and notes.
WITHIN = 12
LEAST_KNOWN = 2
# What the house itself writes into a workbook with errors.
OURS = ("问题", "problems")


@dataclass(frozen=True, slots=True)
class Heading:
    """``names`` of the columns by place; empty where a column is not known."""

    table: Table
    row: int
    names: tuple[str, ...]

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """The cells of a row by column; those beyond its end are empty."""
        return {name: row[place] if place < len(row) else "" for place, name in enumerate(self.names) if name}


def find_heading(table: Table, rows: Iterable[tuple[int, Sequence[str]]]) -> Heading | None:
    """The heading among the first rows; ``None`` where no row names two columns or more."""
    for number, cells in rows:
        names = tuple(_name(table, cell) for cell in cells)
        if len({name for name in names if name}) >= LEAST_KNOWN:
            return Heading(table, number, names)
        if number > WITHIN:
            break
    return None


def _name(table: Table, cell: str) -> str:
    column = table.column_of(cell)
    if column is not None:
        return column.name
    word = cell.strip().lower()
    return word if word in CODE_COLUMNS else ""


def tell_heading(heading: Heading, cells: Sequence[str], hear: Callable[[Problem], None]) -> None:
    """Columns that are not known, that stand twice, and that the standard requires but are not there."""
    table = heading.table
    for place, cell in enumerate(cells):
        if cell.strip() and not heading.names[place] and cell.strip().lower() not in OURS:
            hear(_of(heading, Severity.LOST, "column.unknown", cell))
    known = [name for name in heading.names if name]
    for name in dict.fromkeys(known):
        if known.count(name) > 1:
            title = table.columns[name].title.zh if name in table.columns else name
            raise Invalid("exchange.column_twice", found=title, where=f"{table.title.zh} {heading.row}")
    missing(table, known, hear)


def missing(
    table: Table,
    known: Iterable[str],
    hear: Callable[[Problem], None],
    given: Mapping[str, str] | None = None,
) -> None:
    """What a table lacks as a whole: told once, not row by row."""
    held = set(known)
    absent = [each.title.zh for each in table.columns.values() if each.national and each.name not in held]
    absent = [each for each in absent if each != table.columns[KEY].title.zh or not held & set(CODE_COLUMNS)]
    if absent:
        hear(
            Problem(
                severity=Severity.WARNING,
                code="column.missing",
                table=table.title.zh,
                column="、".join(absent),
                expected=Text("国家标准要求填写", "required by the national standard"),
            )
        )


def _of(heading: Heading, severity: Severity, code: str, found: str) -> Problem:
    return Problem(
        severity=severity,
        code=code,
        table=heading.table.title.zh,
        row=heading.row,
        found=shown(found),
        expected=Text("标准中的栏目名或字段名", "a column of the standard"),
        mend=Text("这一栏没有带入。", "This column is left behind."),
    )
