"""The constants in a part of a rule that only the interpreter can decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.reasons.units import Unit, unit_of
from onedoor.engine.matching.schema import Column, Kind
from onedoor.errors import Invalid


def constants_in(expression: Expression, column: Column) -> Iterable[Unit]:
    """The constants in an expression that the column can hold."""
    for node in n.walk(expression.root):
        value: Decimal | str | date
        match node:
            case n.NumberLiteral(value=value) if column.kind.is_number:
                pass
            case n.StringLiteral(value=value) if column.kind is Kind.CATEGORY:
                pass
            case n.StringLiteral(value=text) | n.TemporalLiteral(text=text) if column.kind is Kind.DATE:
                try:
                    value = date.fromisoformat(text)
                except ValueError:
                    continue
            case _:
                continue
        try:
            yield unit_of(column, value)
        except Invalid:
            continue
