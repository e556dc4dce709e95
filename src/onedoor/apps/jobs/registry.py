"""Which function does which kind of job. Handlers live in the ``tasks.py`` of their app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Protocol, TypeVar

from django.utils.module_loading import autodiscover_modules

from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import NotFound


class Handler(Protocol):
    """Does one job of a kind. What it returns is not looked at; what it raises is tried again later."""

    def __call__(self, *, actor: Actor, payload: Mapping[str, Any]) -> object: ...


H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Registration:
    """A handler and how it is run; see ``job``."""

    kind: str
    handler: Handler
    outside: bool
    every: timedelta | None


_registered: dict[str, Registration] = {}


def job(kind: str, *, outside: bool = False, every: timedelta | None = None) -> Callable[[H], H]:
    """Register the function below as the handler of ``kind``.

    The handler runs in the transaction that marks its job done, so its effect happens exactly once. An effect
    outside the database (a mail, a call) cannot: with ``outside`` it runs before that transaction, holds no
    lock meanwhile, may happen again after a crash, and must carry a key that its receiver can compare.
    ``every`` makes the kind come round for each tenant. Two handlers of one kind are refused.
    """

    def register(handler: H) -> H:
        if kind in _registered:
            raise ValueError(f"two handlers of the job kind {kind!r}")
        _registered[kind] = Registration(kind, handler, outside, every)
        return handler

    return register


def registration_of(kind: str) -> Registration:
    """The handler of a kind; ``NotFound`` "job.kind" where no app has one."""
    registered = registrations()
    if kind not in registered:
        raise NotFound("job.kind", found=kind, expected=", ".join(sorted(registered)))
    return registered[kind]


def registrations() -> Mapping[str, Registration]:
    """All handlers, every app's ``tasks.py`` having been read."""
    _discover()
    return _registered


@cache
def _discover() -> None:
    autodiscover_modules("tasks")
