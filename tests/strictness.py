"""Django, made less forgiving than in production: what works here by luck fails here by name."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.db.models.query import QuerySet
from django.test import TransactionTestCase

from onedoor.apps.audit import triggers


def turn_unordered_queries_round(patch: pytest.MonkeyPatch) -> None:
    """A list whose query names no order comes back in the other order: nobody may lean on the one seen so far."""
    fetch = QuerySet._fetch_all

    def fetch_all(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        fetch(self)
        if fresh:
            _refuse_vague_lock(self)
            if not self.ordered:
                self._result_cache.reverse()

    patch.setattr(QuerySet, "_fetch_all", fetch_all)


def _refuse_vague_lock(rows: QuerySet[Any]) -> None:
    """A lock over a join names whose rows it means; PostgreSQL locks all of them, or refuses."""
    query = rows.query
    if not query.select_for_update or query.select_for_update_of:
        return
    joined = sum(1 for uses in query.alias_refcount.values() if uses) > 1
    if query.select_related or joined:
        raise AssertionError(f'select_for_update over a join needs of=("self",): {query.model.__name__}')


def flush_past_the_audit(patch: pytest.MonkeyPatch) -> None:
    """The flush after a transactional test may empty the audit; nothing else may."""
    teardown = TransactionTestCase._fixture_teardown

    def fixture_teardown(self: TransactionTestCase) -> None:
        with triggers.suspended(connections["default"]):
            teardown(self)

    patch.setattr(TransactionTestCase, "_fixture_teardown", fixture_teardown)


@contextmanager
def no_network(*, loopback: bool) -> Iterator[None]:
    """No Python code reaches another machine, nor this one unless ``loopback``; databases use drivers in C."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        if loopback and _is_loopback(host):
            return
        raise AssertionError(f"a test reached for the network: {host!r}")

    def guarded(original: Any) -> Any:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                check(address[0])
            return original(self, address)

        return call

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _is_loopback(host):
            check(host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(connect))
        patch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


def _is_loopback(host: object) -> bool:
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def forget_process_caches() -> None:
    """Every ``functools.cache`` above the engine is empty: what one test's database said is not the next one's."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("onedoor.apps", "onedoor.pages", "onedoor.api", "onedoor.demo")):
            for found in list(vars(module).values()):
                clear = getattr(found, "cache_clear", None)
                if clear is not None and getattr(found, "__module__", "").startswith("onedoor"):
                    clear()
