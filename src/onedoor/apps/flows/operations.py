"""The operations that automatic steps run. Models name them; apps register them in their ``operations.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol, TypeVar

from django.utils.module_loading import autodiscover_modules

from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Invalid
from onedoor.text import Text


class Operation(Protocol):
    """Does its work on the subject and answers with variables for the flow: plain JSON, no floats.

    It runs in the transaction of its step. A second run, after a failure, must leave what one run leaves.
    """

    def __call__(self, *, actor: Actor, subject: str, variables: Mapping[str, Any]) -> Mapping[str, Any]: ...


F = TypeVar("F", bound=Operation)
_registered: dict[str, Operation] = {}


def operation(name: str) -> Callable[[F], F]:
    """Register the function under this name (``cases.review_automatically``); a name is given once."""

    def register(function: F) -> F:
        if name in _registered and _registered[name] is not function:
            raise ValueError(f"operation {name!r} is registered twice")
        _registered[name] = function
        return function

    return register


def operations() -> Mapping[str, Operation]:
    """Every operation of every installed app."""
    _discover()
    return _registered


def operation_named(name: str) -> Operation:
    """The operation, or ``Invalid`` "flow.operation_unknown"."""
    found = operations().get(name)
    if found is None:
        raise unknown_operation(name)
    return found


def unknown_operation(name: str, where: Text | None = None) -> Invalid:
    return Invalid(
        "flow.operation_unknown",
        found=name,
        expected=", ".join(sorted(operations())),
        where=where,
        mend=Text("检查 od:operation 的拼写。", "Check the spelling of od:operation."),
    )


@cache
def _discover() -> None:
    autodiscover_modules("operations")
