"""FEEL's types: which values they hold, what becomes of a value that has to fit (DMN 1.5, 10.3.2.9).

>>> conforms(["a"], list_of(STRING)), conforms("a", NUMBER), coerce(["a"], STRING)
(True, False, 'a')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.logic import Truth, conjunction
from onedoor.engine.feel.temporal import UTC, Date, DateTime, Time
from onedoor.engine.feel.values import Function, Range, Unknown, type_of

_ALIASES = {
    "day and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "year and month duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "dateTime": "date and time",
}


@dataclass(frozen=True, slots=True)
class Type:
    """One type. ``kind`` is FEEL's name of it.

    ``parts`` are the type of the items (list), of the ends (range), of the members named by ``labels``
    (context), or of the parameters and, last, the result (function). Without parts a list, range,
    context or function is one of anything. ``allowed`` is the further test of an item definition, and
    ``name`` what that definition calls it; neither makes two types different.
    """

    kind: str
    parts: tuple[Type, ...] = ()
    labels: tuple[str, ...] = ()
    name: str = field(default="", compare=False)
    allowed: Callable[[Any], Truth] | None = field(default=None, compare=False)

    def member(self, label: str) -> Type | None:
        """The type of a context's member; None when the context has none of that name."""
        return dict(zip(self.labels, self.parts, strict=True)).get(label) if self.kind == "context" else None

    @property
    def item(self) -> Type:
        """The type of a list's items or a range's ends."""
        return self.parts[0] if self.parts and self.kind in ("list", "range") else ANY

    def __str__(self) -> str:
        """As FEEL writes it: ``list<number>``, ``context<a: date>``, ``function<number> -> string``."""
        if not self.parts and not self.labels:
            return self.kind
        if self.kind == "function":
            return f"function<{', '.join(map(str, self.parts[:-1]))}> -> {self.parts[-1]}"
        inner = [str(part) for part in self.parts]
        if self.kind == "context":
            inner = [f"{label}: {part}" for label, part in zip(self.labels, self.parts, strict=True)]
        return f"{self.kind}<{', '.join(inner)}>"


ANY, NULL = Type("Any"), Type("Null")
NUMBER, STRING, BOOLEAN = Type("number"), Type("string"), Type("boolean")
DATE, TIME, DATE_TIME = Type("date"), Type("time"), Type("date and time")
DAYS_DURATION, MONTHS_DURATION = Type("days and time duration"), Type("years and months duration")
LIST, CONTEXT, RANGE, FUNCTION = Type("list"), Type("context"), Type("range"), Type("function")
BUILTIN_TYPES = {
    each.kind: each
    for each in (
        *(ANY, NULL, NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_TIME),
        *(DAYS_DURATION, MONTHS_DURATION, LIST, CONTEXT, RANGE, FUNCTION),
    )
}


def list_of(item: Type) -> Type:
    """``list<item>``"""
    return Type("list", (item,))


def type_named(name: str, named: Mapping[str, Type] | None = None) -> Type | None:
    """The built-in or defined type of that name, or None."""
    return BUILTIN_TYPES.get(_ALIASES.get(name, name)) or (named or {}).get(name)


def type_from(node: n.TypeName, named: Mapping[str, Type] | None = None) -> Type | None:
    """The type a FEEL text names; ``named`` are those defined in the model. None when one is not known."""
    base = type_named(node.name, named)
    if base is None or not node.arguments:
        return base
    parts = [type_from(each, named) for each in node.arguments]
    known = tuple(part for part in parts if part is not None)
    return Type(base.kind, known, node.labels) if len(known) == len(parts) else None


def conforms(value: Any, wanted: Type) -> Truth:
    """Is the value of the type? Null is of type ``Null`` alone; what is unknown is not known to be."""
    if isinstance(value, Unknown):
        return value
    if wanted.kind == "Any":
        found: Truth = value is not None
    elif value is None or wanted.kind == "Null":
        return value is None and wanted.kind == "Null"
    elif type_of(value) != wanted.kind:
        return False
    else:
        found = _parts_conform(value, wanted) if wanted.parts else True
    if wanted.allowed is None:
        return found
    return conjunction((found, wanted.allowed(value))) if found is not False else False


def _parts_conform(value: Any, wanted: Type) -> Truth:
    if isinstance(value, list):
        return conjunction(_item_conforms(item, wanted.parts[0]) for item in value)
    if isinstance(value, Range):
        ends = [end for end in (value.low, value.high) if end is not None]
        return conjunction(conforms(end, wanted.parts[0]) for end in ends)
    if isinstance(value, dict):
        members = zip(wanted.labels, wanted.parts, strict=True)
        return conjunction(name in value and _item_conforms(value[name], part) for name, part in members)
    return _function_conforms(value, wanted)


def _item_conforms(value: Any, wanted: Type) -> Truth:
    """Null may stand in any list and for any member (DMN 1.5, 10.3.2.9.3)."""
    return True if value is None else conforms(value, wanted)


def _function_conforms(value: Function, wanted: Type) -> bool:
    if len(value.parameters) != len(wanted.parts) - 1:
        return False
    if value.signature is None:
        return True
    *own_takes, own_gives = value.signature.parts
    *takes, gives = wanted.parts
    given = all(_may_stand_for(each, own) for each, own in zip(takes, own_takes, strict=True))
    return given and _may_stand_for(own_gives, gives)


def _may_stand_for(narrow: Type, wide: Type) -> bool:
    """Of a function not all is declared: what it leaves open is seen to when it is called."""
    return narrow.kind == "Any" or is_subtype(narrow, wide)


def is_subtype(narrow: Type, wide: Type) -> bool:
    """Does every value of the one type conform to the other? (DMN 1.5, 10.3.2.9.2)"""
    if wide.kind == "Any" or narrow.kind == "Null":
        return True
    if narrow.kind != wide.kind:
        return False
    if wide.kind == "context":
        return all(
            (own := narrow.member(label)) is not None and is_subtype(own, part)
            for label, part in zip(wide.labels, wide.parts, strict=True)
        )
    if not wide.parts or not narrow.parts:
        return not wide.parts or all(part.kind == "Any" for part in wide.parts)
    if wide.kind == "function":
        takes = zip(narrow.parts[:-1], wide.parts[:-1], strict=False)
        fits = len(narrow.parts) == len(wide.parts) and all(is_subtype(own, given) for given, own in takes)
        undeclared = narrow.parts[-1].kind == "Any"  # FEEL has no way to declare a result
        return fits and (undeclared or is_subtype(narrow.parts[-1], wide.parts[-1]))
    return is_subtype(narrow.parts[0], wide.parts[0])


def coerce(value: Any, wanted: Type) -> Any:
    """The value as the type takes it, or null where it does not fit (DMN 1.5, 10.3.2.9.4).

    A single value becomes a list of one, a list of one its item, a date the midnight (UTC) it begins with.
    """
    if value is None or wanted.kind == "Any" and wanted.allowed is None:
        return value
    answer = conforms(value, wanted)
    if answer is not False and answer is not None:
        if isinstance(value, Function) and wanted.parts and wanted.parts != (ANY,) * len(wanted.parts):
            return _declared(value, wanted)
        return value
    if wanted.kind == "list" and not isinstance(value, list):
        alone = coerce(value, wanted.item)
        return [alone] if alone is not None and conforms([alone], wanted) is True else None
    if isinstance(value, list) and wanted.kind != "list" and len(value) == 1:
        return value[0] if conforms(value[0], wanted) not in (False, None) else None
    if wanted.kind == "date and time" and isinstance(value, Date):
        return DateTime(value, Time(0, 0, 0, 0, UTC))
    return None


def _declared(function: Function, wanted: Type) -> Function:
    """The function as one of the type: what it takes and gives is made to fit both declarations."""
    if function.signature is None:
        return replace(function, signature=wanted)

    def run(caller: Any, arguments: list[Any]) -> Any:
        *takes, gives = function.signature.parts if function.signature is not None else wanted.parts
        fitted = [coerce(value, own) for value, own in zip(arguments, takes, strict=True)]
        if any(now is None and before is not None for now, before in zip(fitted, arguments, strict=True)):
            return None
        return coerce(function.body(caller, fitted), gives)

    return Function(function.parameters, run, function.name, wanted)


def is_instance(value: Any, node: n.TypeName, named: Mapping[str, Type] | None = None) -> Truth:
    """``value instance of type``; null where the type is not known. What definitions allow does not count."""
    wanted = type_from(node, named)
    return None if wanted is None else conforms(value, unlimited(wanted))


def unlimited(kind: Type) -> Type:
    """The type without what item definitions allow of it, however deep."""
    return Type(kind.kind, tuple(unlimited(part) for part in kind.parts), kind.labels, kind.name)
