"""Calling a function: built in, defined in FEEL, or business knowledge."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.registry import Builtin
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import coerce
from onedoor.engine.feel.values import Function, Unknown


def call_builtin(builtin: Builtin, values: list[Any], scope: Scope) -> Any:
    """The result for arguments by position."""
    budget = scope.budget
    budget.enter()
    try:
        return builtin(scope, values)
    finally:
        budget.leave()


def call_function(function: Any, labels: tuple[str | None, ...], values: list[Any], scope: Scope) -> Any:
    """The result; null when it is no function or the arguments do not fit its parameters."""
    if isinstance(function, Unknown):
        return function
    if not isinstance(function, Function):
        return None
    named = bool(labels) and labels[0] is not None
    if isinstance(function.body, Builtin):
        if not named:
            return call_builtin(function.body, values, scope)
        scope.budget.enter()
        try:
            return function.body.by_name(scope, _by_name(labels, values))
        finally:
            scope.budget.leave()
    if named:
        given = _by_name(labels, values)
        if given.keys() != set(function.parameters):
            return None
        values = [given[name] for name in function.parameters]
    return invoke(function, values, scope)


def invoke(function: Function, values: list[Any], scope: Scope) -> Any:
    """The result of a function for arguments by position, made to fit its signature (DMN 1.5, 10.3.2.13.2)."""
    if len(values) != len(function.parameters) and not isinstance(function.body, Builtin):
        return None
    budget = scope.budget
    budget.enter()
    try:
        if function.signature is None:
            return function.body(scope, values)
        *takes, gives = function.signature.parts
        budget.look_at(values)
        fitted = [coerce(value, wanted) for value, wanted in zip(values, takes, strict=True)]
        if any(now is None and before is not None for now, before in zip(fitted, values, strict=True)):
            return None
        return coerce(function.body(scope, fitted), gives)
    finally:
        budget.leave()


def _by_name(labels: tuple[str | None, ...], values: list[Any]) -> dict[str, Any]:
    return {label: value for label, value in zip(labels, values, strict=True) if label is not None}
