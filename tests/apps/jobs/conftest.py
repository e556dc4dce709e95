"""Handlers that exist for one test."""

import pytest

from onedoor.apps.jobs import registry


@pytest.fixture
def handle(monkeypatch):
    """``handle("kind", function)`` registers a handler until the test ends; the house's own do not come round."""
    once = {kind: found for kind, found in registry.registrations().items() if found.every is None}
    monkeypatch.setattr(registry, "_registered", once)

    def register(kind, handler, **how):
        registry.job(kind, **how)(handler)

    return register


@pytest.fixture
def seen(handle):
    """The payloads that jobs of the kind ``test.see`` were done with, in order."""
    payloads = []
    handle("test.see", lambda *, actor, payload: payloads.append(payload["n"]))
    return payloads
