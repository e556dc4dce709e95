"""How a built-in function is declared, and how its arguments are checked before it runs.

A declaration is the signature as DMN prints it; the kinds in it are enforced here, once: an argument
of the wrong kind gives null, an unknown one gives unknown, and the body never sees either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, TypeVar

from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import Unknown, type_of, unknown_among

Body = TypeVar("Body", bound=Callable[..., Any])


class Lift(Enum):
    """What an unknown value does to a built-in."""

    WHOLE = auto()  # anything unknown, however deep, makes the result unknown
    PARTS = auto()  # unknown parts of an argument are carried along; an unknown argument is not
    MODAL = auto()  # the function is about being known or not


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kinds: frozenset[str]
    optional: bool = False
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Builtin:
    """One built-in function."""

    name: str
    parameters: tuple[Parameter, ...]
    body: Callable[..., Any]
    lift: Lift
    wants_scope: bool

    def __call__(self, scope: Scope, arguments: list[Any]) -> Any:
        """The result for arguments by position."""
        if self.parameters and self.parameters[-1].variadic:
            arguments = self._gather(arguments)
        required = sum(not parameter.optional for parameter in self.parameters)
        if not required <= len(arguments) <= len(self.parameters):
            return None
        if self.lift is not Lift.MODAL:
            arguments = [
                fit(value, parameter) for value, parameter in zip(arguments, self.parameters, strict=False)
            ]
            if any(value is _MISFIT for value in arguments):
                return None
            unknown = self._unknown(arguments)
            if unknown is not None:
                return unknown
        return self.body(scope, *arguments) if self.wants_scope else self.body(*arguments)

    def by_name(self, scope: Scope, arguments: dict[str, Any]) -> Any:
        """The result for arguments by name; a name that is no parameter gives null."""
        names = [parameter.name for parameter in self.parameters]
        if not arguments.keys() <= set(names):
            return None
        given = [arguments.get(name) for name in names]
        while given and names[len(given) - 1] not in arguments:
            given.pop()
        return self(scope, given)

    def _gather(self, arguments: list[Any]) -> list[Any]:
        """Variadic functions take one list or the items themselves; after another argument, the items."""
        fixed = len(self.parameters) - 1
        rest = arguments[fixed:]
        if not fixed and len(rest) == 1 and isinstance(rest[0], (list, Unknown)):
            return arguments
        return [*arguments[:fixed], rest] if rest else arguments

    def _unknown(self, arguments: list[Any]) -> Unknown | None:
        if self.lift is Lift.WHOLE:
            return unknown_among(arguments)
        return unknown_among(value for value in arguments if isinstance(value, Unknown))


BUILTINS: dict[str, Builtin] = {}
_MISFIT = object()
_ANY = frozenset({"any"})


def builtin(signature: str, *, lift: Lift = Lift.WHOLE, scope: bool = False) -> Callable[[Body], Body]:
    """Register a function: ``"substring(string: string, start position: number, length: number?)"``.

    ``?`` after a kind makes the parameter optional, ``...`` makes it take one list or many values,
    ``|`` separates the kinds it takes.
    """
    name, _, rest = signature.partition("(")
    parameters = tuple(_parameter(text) for text in rest.rstrip(")").split(",") if text.strip())

    def register(body: Body) -> Body:
        BUILTINS[name] = Builtin(name, parameters, body, lift, scope)
        return body

    return register


def _parameter(text: str) -> Parameter:
    name, _, kinds = (part.strip() for part in text.partition(":"))
    variadic, optional = kinds.endswith("..."), kinds.endswith("?")
    allowed = frozenset(kind.strip() for kind in kinds.rstrip(".?").split("|"))
    return Parameter(name, frozenset({"list"}) if variadic else allowed, optional, variadic)


def fit(value: Any, parameter: Parameter) -> Any:
    """The value as the parameter takes it: itself, as a list of one, or the one item of a list."""
    kinds = parameter.kinds
    if kinds == _ANY or isinstance(value, Unknown):
        return value
    kind = type_of(value)
    if kind in kinds or (kind == "null" and parameter.optional):
        return value
    if "list" in kinds and value is not None:
        return [value]
    if kind == "list" and len(value) == 1 and (isinstance(value[0], Unknown) or type_of(value[0]) in kinds):
        return value[0]
    return _MISFIT
