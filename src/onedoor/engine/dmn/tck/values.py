"""Values as the kit writes them, in the types of XML Schema, and when two values count as the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from onedoor.engine.feel.logic import equal
from onedoor.engine.feel.temporal import parse_temporal
from onedoor.engine.feel.values import finite, type_of, unknown_in

SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
# Numbers count as the same when they differ by no more than this, as in the kit's own runner.
TOLERANCE = Decimal("0.00000001")
_NUMBERS = ("decimal", "double", "float", "integer", "int", "long", "short", "byte")
_TIMES = ("date", "time", "dateTime", "duration", "dayTimeDuration", "yearMonthDuration")


def value_of(element: etree._Element) -> Any:
    """The FEEL value that an element holds: a ``value``, its ``component`` elements, or a ``list``."""
    parts = [each for each in element if isinstance(each.tag, str)]
    components = [each for each in parts if _local(each) == "component"]
    if components:
        return {each.get("name", ""): value_of(each) for each in components}
    held = next((each for each in parts if _local(each) in ("value", "list")), None)
    if held is None or held.get(f"{{{SCHEMA}}}nil") == "true":
        return None
    if _local(held) == "list":
        return [value_of(item) for item in held if isinstance(item.tag, str)]
    kind = (held.get(f"{{{SCHEMA}}}type") or "").rpartition(":")[2]
    return read_value(held.text or "", kind) if kind or held.text else None


def read_value(text: str, kind: str) -> Any:
    """The FEEL value of a text in a type of XML Schema; without one, what the text looks like."""
    if kind in _READERS:
        return _READERS[kind](text.strip())
    return text if kind else _guessed(text)


def _number(text: str) -> Decimal | None:
    try:
        return finite(Decimal(text))
    except InvalidOperation:
        return None


def _boolean(text: str) -> bool:
    return text in ("true", "1")


def _guessed(text: str) -> Any:
    plain = text.strip()
    if plain in ("true", "false"):
        return _boolean(plain)
    number = _number(plain)
    if number is not None:
        return number
    moment = parse_temporal(plain)
    return text if moment is None else moment


_READERS: dict[str, Callable[[str], Any]] = {
    "boolean": _boolean,
    **dict.fromkeys(_NUMBERS, _number),
    **dict.fromkeys(_TIMES, parse_temporal),
}


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def same(expected: Any, found: Any) -> bool:
    """Whether a result is what a case expects; lists in order, contexts with the same entries."""
    if unknown_in(found) is not None or type_of(expected) != type_of(found):
        return False
    if isinstance(expected, Decimal):
        return bool(abs(expected - found) <= TOLERANCE)
    if isinstance(expected, list):
        return len(expected) == len(found) and all(map(same, expected, found))
    if isinstance(expected, dict):
        return expected.keys() == found.keys() and all(same(expected[key], found[key]) for key in expected)
    answer: Any = expected is found or equal(expected, found)
    return answer is True
