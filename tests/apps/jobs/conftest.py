"""Handlers that exist for one test."""

import pytest

from onedoor.apps.jobs import registry


@pytest.fixture
def handle(monkeypatch):
    """``handle("kind", function)`` is the registration of a handler until the test ends."""
    monkeypatch.setattr(registry, "_registered", dict(registry.registrations()))

    def register(kind, handler, **how):
        registry.job(kind, **how)(handler)

    return register


@pytest.fixture
def seen(handle):
    """The payloads that jobs of the kind ``test.see`` were done with, in order."""
    payloads = []
    handle("test.see", lambda *, actor, payload: payloads.append(payload["n"]))
    return payloads
