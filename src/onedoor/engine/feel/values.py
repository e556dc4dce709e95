"""The values FEEL computes with, and the one it lacks: *unknown*.

``None`` is FEEL's null: known to be absent. ``Unknown`` stands for a value nobody has supplied yet,
together with the facts that would settle it; it propagates by Kleene's strong logic (Kleene 1952,
section 64) and never turns into a yes or a no.

>>> Unknown(frozenset({"参保人数"})) | Unknown(frozenset({"裁员率"})) == Unknown(frozenset({"参保人数", "裁员率"}))
True
>>> bool(UNKNOWN)
Traceback (most recent call last):
    ...
TypeError: an unknown value is neither true nor false
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING, Any, NoReturn

from onedoor.engine.feel.errors import FeelInputError, FeelLimitError
from onedoor.engine.feel.temporal import (
    PYTHON_TYPES,
    Date,
    DateTime,
    DayTimeDuration,
    Time,
    YearMonthDuration,
    from_python,
    to_python,
)
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.feel.types import Type

MAX_EXPONENT = 6_144  # of decimal128
MAX_LIST = 100_000
MAX_TEXT = 1_000_000
MAX_VALUE_DEPTH = 32
TEXT_IN_A_PART = 64  # characters that cost about what another part does
MAX_MERGED = 4

# IEEE 754-2008 decimal128, as DMN asks; nothing raises, a NaN or infinity becomes null.
DECIMAL128 = Context(prec=34, rounding="ROUND_HALF_EVEN", Emin=-6143, Emax=6144, traps=[])


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that is not known; ``facts`` are the names of those that would settle it."""

    facts: frozenset[str] = frozenset()

    def __or__(self, other: Unknown) -> Unknown:
        return other if self.facts <= other.facts else Unknown(self.facts | other.facts)

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value is neither true nor false")

    def __str__(self) -> str:
        return f"unknown({', '.join(sorted(self.facts))})"


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; an end of None is unbounded, an end that is Unknown is not known yet.

    ``operator`` is ``=`` or ``!=`` for the one point, or all but the one point, that both ends name.
    """

    low: Any
    high: Any
    low_closed: bool = True
    high_closed: bool = True
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """Something to call: a built-in, a function literal or business knowledge.

    ``signature`` is its function type where one is declared; arguments and result are made to fit it.
    """

    parameters: tuple[str, ...]
    body: Callable[..., Any]
    name: str = ""
    signature: Type | None = None


def type_of(value: Any) -> str:
    """The FEEL name of a value's kind; ``null`` and ``unknown`` are kinds of their own here.

    >>> type_of(True), type_of(Decimal(1)), type_of(Date(2026, 1, 1)), type_of(None)
    ('boolean', 'number', 'date', 'null')
    """
    return _KINDS.get(type(value)) or _kind_of_subclass(value)


_KINDS: dict[type, str] = {
    bool: "boolean",
    Decimal: "number",
    str: "string",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DayTimeDuration: "days and time duration",
    YearMonthDuration: "years and months duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
    type(None): "null",
    Unknown: "unknown",
}
# What needs no conversion, whatever is inside.
PLAIN = frozenset(_KINDS) - {list, dict, Range, Unknown, Decimal}


def _kind_of_subclass(value: Any) -> str:
    return next((name for kind, name in _KINDS.items() if isinstance(value, kind)), "foreign")


def to_feel(value: Any, place: str = "", depth: int = 0) -> Any:
    """The FEEL value for one from outside: ``int`` becomes Decimal, sequences lists, mappings dicts.

    What is unknown without a name is named by its ``place``: ``hires``, or ``hires.contract``.

    Raises:
        FeelInputError: a float, an infinite number, or an object FEEL has no kind for.
        FeelLimitError: deeper or longer than the stated bounds.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if (usual := _USUAL.get(kind)) is not None:
        return usual(value)
    if isinstance(value, Decimal):
        if is_number(value):
            return value
        raise FeelInputError(value)
    if isinstance(value, Unknown):
        return value if value.facts or not place else Unknown(frozenset({place}))
    if isinstance(value, int):
        return to_feel(Decimal(value))
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, PYTHON_TYPES):
        return from_python(value)
    if depth > MAX_VALUE_DEPTH:
        raise FeelLimitError(Text(zh="值的层数", en="levels of a value"), MAX_VALUE_DEPTH)
    if isinstance(value, Range):
        low, high = (to_feel(end, place, depth + 1) for end in (value.low, value.high))
        return Range(low, high, value.low_closed, value.high_closed, value.operator)
    if isinstance(value, Mapping):
        return {str(key): to_feel(item, place and f"{place}.{key}", depth + 1) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        check_length(len(value))
        return [to_feel(item, place, depth + 1) for item in value]
    raise FeelInputError(value)


# Kinds that need no second look, so that a profile of facts is told quickly.
_USUAL: dict[type, Callable[[Any], Any]] = {
    date: lambda value: Date(value.year, value.month, value.day),
}


def is_number(value: Decimal) -> bool:
    """Is it within the numbers of FEEL? Beyond 10**6144 even counting its digits would take for ever."""
    return value.is_finite() and value.adjusted() <= MAX_EXPONENT


def from_feel(value: Any) -> Any:
    """The value with Python's dates, times and days durations in place of FEEL's, however deep.

    What Python cannot hold (a year outside 1 to 9999) stays the FEEL value; other values stay as they are.
    """
    if isinstance(value, list):
        return [from_feel(item) for item in value]
    if isinstance(value, dict):
        return {key: from_feel(item) for key, item in value.items()}
    try:
        return to_python(value)
    except (ValueError, OverflowError):
        return value


def check_length(length: int) -> None:
    """Refuse lists longer than the bound before they are built."""
    if length > MAX_LIST:
        raise FeelLimitError(Text(zh="列表长度", en="items in a list"), MAX_LIST)


def weight(value: Any) -> int:
    """What it costs to look at all of a value: its parts, each counted as often as it occurs.

    A part that occurs in many places is weighed once, so that weighing costs less than looking.

    >>> weight([Decimal(1), ["a", "b"]])
    5
    """
    known: dict[int, int] = {}

    def weigh(part: Any) -> int:
        if isinstance(part, str):
            return 1 + len(part) // TEXT_IN_A_PART
        if not isinstance(part, (list, dict, Range)):
            return 1
        found = known.get(id(part))
        if found is None:
            inner = (
                part if isinstance(part, list) else part.values() if isinstance(part, dict) else _ends(part)
            )
            found = known[id(part)] = 1 + sum(map(weigh, inner))
        return found

    return weigh(value)


def _ends(interval: Range) -> tuple[Any, Any]:
    return interval.low, interval.high


def unknown_in(value: Any) -> Unknown | None:
    """The union of everything unknown inside a value, or None when it is known throughout."""
    if isinstance(value, (list, dict, Range)):
        return unknown_among((value,))
    return value if isinstance(value, Unknown) else None


def unknown_among(values: Iterable[Any]) -> Unknown | None:
    """The union of everything unknown inside any of the values, or None.

    A part that occurs in many places is looked at once, so that small texts that make vast values stay cheap.
    """
    found: Unknown | None = None
    pending, seen = list(values), set[int]()
    while pending:
        value = pending.pop()
        if isinstance(value, Unknown):
            found = value if found is None else found | value
        elif isinstance(value, (list, dict, Range)) and id(value) not in seen:
            seen.add(id(value))
            if isinstance(value, Range):
                pending += (value.low, value.high)
            else:
                pending += value if isinstance(value, list) else value.values()
    return found


def merge(first: Any, second: Any, because: Unknown, depth: int = 0) -> Any:
    """What is known when it is ``first`` or ``second`` and ``because`` would tell which.

    Where both agree, the common value; contexts and lists are merged part by part, down to a few levels.
    """
    if depth < MAX_MERGED:
        if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
            return {key: merge(first[key], second[key], because, depth + 1) for key in first}
        if isinstance(first, list) and isinstance(second, list) and len(first) == len(second):
            pairs = zip(first, second, strict=True)
            return [merge(one, other, because, depth + 1) for one, other in pairs]
    left, right = unknown_in(first), unknown_in(second)
    scalar = not isinstance(first, (list, dict))
    if left is None and right is None and type(first) is type(second) and scalar and first == second:
        return first
    for unknown in (left, right):
        because = because | unknown if unknown is not None else because
    return because


def finite(number: Decimal) -> Decimal | None:
    """The number in 34 digits, or null when it is none (NaN, infinity)."""
    return DECIMAL128.plus(number) if number.is_finite() else None


def decimal_context() -> Any:
    """``with decimal_context():`` computes as IEEE 754 decimal128 does."""
    return localcontext(DECIMAL128)
