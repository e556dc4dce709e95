"""Calling a function: built in, defined in FEEL, or business knowledge."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.registry import Builtin
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import Function, Unknown


def call_function(function: Any, labels: tuple[str | None, ...], values: list[Any], scope: Scope) -> Any:
    """The result; null when it is no function or the arguments do not fit its parameters."""
    if isinstance(function, Unknown):
        return function
    if not isinstance(function, Function):
        return None
    named = bool(labels) and labels[0] is not None
    scope.budget.enter()
    try:
        if isinstance(function.body, Builtin):
            if named:
                return function.body.by_name(scope, _by_name(labels, values))
            return function.body(scope, values)
        if named:
            given = _by_name(labels, values)
            if given.keys() != set(function.parameters):
                return None
            values = [given[name] for name in function.parameters]
        return function.body(scope, values) if len(values) == len(function.parameters) else None
    finally:
        scope.budget.leave()


def _by_name(labels: tuple[str | None, ...], values: list[Any]) -> dict[str, Any]:
    return {label: value for label, value in zip(labels, values, strict=True) if label is not None}
