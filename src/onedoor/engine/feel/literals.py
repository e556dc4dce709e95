"""The values that stand in the text itself: numbers, strings, dates, times and durations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.arithmetic import negate
from onedoor.engine.feel.temporal import (
    parse_date,
    parse_date_and_time,
    parse_duration,
    parse_temporal,
    parse_time,
)
from onedoor.engine.feel.values import finite

_READERS: dict[str, Callable[[str], Any]] = {
    "date": parse_date,
    "time": parse_time,
    "date and time": parse_date_and_time,
    "duration": parse_duration,
}


def literal_value(node: n.Node) -> Any:
    """The value of a number, string or temporal literal, or of ``date("...")`` and its like; else null."""
    match node:
        case n.NumberLiteral(value=number):
            return finite(number)
        case n.Negation(operand=n.NumberLiteral(value=number)):
            return negate(finite(number))
        case n.StringLiteral(value=text):
            return text
        case n.TemporalLiteral(text=text):
            return parse_temporal(text)
        case n.Call(function=n.Name(name=name), arguments=(n.Argument(None, n.StringLiteral(value=text)),)):
            reader = _READERS.get(name)
            return reader(text) if reader is not None else None
    return None
