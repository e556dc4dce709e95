"""How a built-in function is declared, and how its arguments are checked before it runs.

A declaration is the signature as DMN prints it; the kinds in it are enforced here, once: an argument
of the wrong kind gives null, an unknown one gives unknown, and the body never sees either. A function
may have several signatures; the first that takes the arguments answers.
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
    MODAL = auto()  # the function is about being known or not, or sees to unknown arguments itself


@dataclass(frozen=True, slots=True)
class Parameter:
    """``kinds`` are the FEEL kinds it takes; ``any`` takes all of them, null too."""

    name: str
    kinds: frozenset[str]
    optional: bool = False
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in. ``result`` is the FEEL kind it gives (``any`` where that depends)."""

    parameters: tuple[Parameter, ...]
    result: str
    body: Callable[..., Any]
    lift: Lift
    wants_scope: bool

    def fitted(self, arguments: list[Any]) -> list[Any] | None:
        """The arguments as the body takes them; None when they do not fit."""
        parameters = self.parameters
        if parameters and parameters[-1].variadic:
            arguments = _gathered(arguments, len(parameters) - 1)
        if len(arguments) > len(parameters):
            return None
        if len(arguments) < len(parameters) and not parameters[len(arguments)].optional:
            return None
        values = [fit(value, parameter) for value, parameter in zip(arguments, parameters, strict=False)]
        return None if any(value is _MISFIT for value in values) else values

    def named(self, arguments: dict[str, Any]) -> list[Any] | None:
        """Arguments by name in the order of the parameters; None when a name is no parameter."""
        names = [parameter.name for parameter in self.parameters]
        if not arguments.keys() <= set(names):
            return None
        given: list[Any] = []
        for parameter in self.parameters:
            if parameter.name not in arguments and not parameter.optional:
                return None
            given.append(arguments.get(parameter.name))
        while given and names[len(given) - 1] not in arguments:
            given.pop()
        return given

    def run(self, scope: Scope, values: list[Any]) -> Any:
        """The result for values that fit; going through lists and texts is work that counts."""
        for value in values:
            if isinstance(value, (list, dict, str)):
                scope.budget.look_at(value)
        if self.lift is not Lift.MODAL:
            seen = values if self.lift is Lift.WHOLE else self._needed(values)
            unknown = unknown_among(seen)
            if unknown is not None:
                return unknown
        return self.body(scope, *values) if self.wants_scope else self.body(*values)

    def _needed(self, values: list[Any]) -> list[Any]:
        """The unknown arguments that nothing can be done without; one of any kind is only carried along."""
        told = zip(values, self.parameters, strict=False)
        return [value for value, wanted in told if isinstance(value, Unknown) and "any" not in wanted.kinds]


@dataclass(frozen=True, slots=True)
class Builtin:
    """One built-in function with its signatures."""

    name: str
    signatures: tuple[Signature, ...]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Those of the first signature."""
        return self.signatures[0].parameters

    def __call__(self, scope: Scope, arguments: list[Any]) -> Any:
        """The result for arguments by position; null when no signature takes them."""
        for signature in self.signatures:
            values = signature.fitted(arguments)
            if values is not None:
                return signature.run(scope, values)
        return None

    def by_name(self, scope: Scope, arguments: dict[str, Any]) -> Any:
        """The result for arguments by name; a name that is no parameter gives null."""
        for signature in self.signatures:
            given = signature.named(arguments)
            values = signature.fitted(given) if given is not None else None
            if values is not None:
                return signature.run(scope, values)
        return None


BUILTINS: dict[str, Builtin] = {}
_MISFIT = object()


def builtin(signature: str, *, lift: Lift = Lift.WHOLE, scope: bool = False) -> Callable[[Body], Body]:
    """Register a function: ``"substring(string: string, start position: number, length: number?) -> string"``.

    ``?`` after the kinds makes the parameter optional, ``...`` makes it take one list or many values,
    ``|`` separates the kinds it takes. A name declared twice has two signatures.
    """
    head, _, result = signature.partition(" -> ")
    name, _, rest = head.partition("(")
    parameters = tuple(_parameter(text) for text in rest.rstrip(")").split(",") if text.strip())

    def register(body: Body) -> Body:
        declared = Signature(parameters, result or "any", body, lift, scope)
        before = BUILTINS[name].signatures if name in BUILTINS else ()
        BUILTINS[name] = Builtin(name, (*before, declared))
        return body

    return register


def _parameter(text: str) -> Parameter:
    name, _, kinds = (part.strip() for part in text.partition(":"))
    variadic, optional = kinds.endswith("..."), kinds.endswith("?")
    allowed = frozenset(kind.strip() for kind in kinds.rstrip(".?").split("|"))
    return Parameter(name, frozenset({"list"}) if variadic else allowed, optional, variadic)


def _gathered(arguments: list[Any], fixed: int) -> list[Any]:
    """Variadic functions take one list or the items themselves; after another argument, the items."""
    rest = arguments[fixed:]
    if not fixed and len(rest) == 1 and isinstance(rest[0], (list, Unknown)):
        return arguments
    return [*arguments[:fixed], rest] if rest else arguments


def fit(value: Any, parameter: Parameter) -> Any:
    """The value as the parameter takes it: itself, as a list of one, or the one item of a list."""
    kinds = parameter.kinds
    if "any" in kinds or isinstance(value, Unknown):
        return value
    kind = type_of(value)
    if kind in kinds or (kind == "null" and parameter.optional):
        return value
    if "list" in kinds and value is not None:
        return [value]
    if kind == "list" and len(value) == 1 and (isinstance(value[0], Unknown) or type_of(value[0]) in kinds):
        return value[0]
    return _MISFIT
