"""What a built-in function gives, where that depends on what it is given (DMN 1.5, 10.3.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.lattice import is_open, join, named_kind
from onedoor.engine.feel.functions.registry import Signature
from onedoor.engine.feel.types import ANY, NUMBER, STRING, Type, list_of

Given = Sequence[Type]


def result_of(
    name: str, signatures: Sequence[Signature], given: Given, arguments: Sequence[n.Argument]
) -> Type:
    """The type of a call whose arguments fit these signatures."""
    special = _RESULTS.get(name)
    if special is not None and given and all(each.name is None for each in arguments):
        return special(given, arguments)
    return join(named_kind(each.result) for each in signatures)


def _list(item: Type) -> Type:
    return list_of(item) if not is_open(item) else Type("list")


def _items(given: Given) -> Type:
    """What the items of one list, or the arguments themselves, are."""
    return given[0].item if len(given) == 1 and given[0].kind == "list" else join(given)


def _first(given: Given, arguments: Sequence[n.Argument]) -> Type:
    return given[0] if given[0].kind == "list" else _list(given[0])


def _with_item(place: int) -> Callable[[Given, Sequence[n.Argument]], Type]:
    """A list like the first argument into which the one at ``place``, and those after it, may come."""

    def result(given: Given, arguments: Sequence[n.Argument]) -> Type:
        first = _first(given, arguments)
        return _list(join((first.item, *given[place:]))) if first.parts else first

    return result


def _extreme(given: Given, arguments: Sequence[n.Argument]) -> Type:
    return _items(given) if not is_open(_items(given)) else ANY


def _joined(given: Given, arguments: Sequence[n.Argument]) -> Type:
    items = [each.item if each.kind == "list" else each for each in given]
    return _list(join(items)) if all(not is_open(each) for each in items) else Type("list")


def _same(given: Given, arguments: Sequence[n.Argument]) -> Type:
    return given[0] if given[0].kind != "list" else given[0].item


def _value(given: Given, arguments: Sequence[n.Argument]) -> Type:
    if len(arguments) == 2 and isinstance(arguments[1].value, n.StringLiteral):
        return given[0].member(arguments[1].value.value) or ANY
    return ANY


def _entries(given: Given, arguments: Sequence[n.Argument]) -> Type:
    return list_of(Type("context", (STRING, ANY), ("key", "value")))


def _numbers(given: Given, arguments: Sequence[n.Argument]) -> Type:
    return list_of(NUMBER)


def _texts(given: Given, arguments: Sequence[n.Argument]) -> Type:
    return list_of(STRING)


_RESULTS: Mapping[str, Callable[[Given, Sequence[n.Argument]], Type]] = {
    **dict.fromkeys(("reverse", "sublist", "remove", "distinct values", "sort"), _first),
    "append": _with_item(1),
    **dict.fromkeys(("insert before", "list replace"), _with_item(2)),
    **dict.fromkeys(("concatenate", "union"), _joined),
    **dict.fromkeys(("min", "max"), _extreme),
    **dict.fromkeys(("mode", "index of"), _numbers),
    "split": _texts,
    "abs": _same,
    "get value": _value,
    "get entries": _entries,
}
