"""``instance of``: which type a value has."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.logic import Truth, conjunction
from onedoor.engine.feel.values import Function, Range, Unknown, type_of

_ALIASES = {
    "day and time duration": "days and time duration",
    "year and month duration": "years and months duration",
}


def is_instance(value: Any, wanted: n.TypeName) -> Truth:
    """Does the value conform to the type? Null conforms to ``Null`` alone."""
    if isinstance(value, Unknown):
        return value
    if value is None:
        return wanted.name == "Null"
    if wanted.name == "Any":
        return True
    if type_of(value) != _ALIASES.get(wanted.name, wanted.name):
        return False
    if not wanted.arguments:
        return True
    if isinstance(value, list):
        return conjunction(is_instance(item, wanted.arguments[0]) for item in value)
    if isinstance(value, Range):
        ends = [end for end in (value.low, value.high) if end is not None]
        return conjunction(is_instance(end, wanted.arguments[0]) for end in ends)
    if isinstance(value, dict):
        members = zip(wanted.labels, wanted.arguments, strict=True)
        return conjunction(name in value and is_instance(value[name], kind) for name, kind in members)
    return isinstance(value, Function) and len(value.parameters) == len(wanted.arguments) - 1
