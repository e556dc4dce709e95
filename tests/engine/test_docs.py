"""The examples in the engine's documentation are what the engine does."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from onedoor import engine

MODULES = [each.name for each in pkgutil.walk_packages(engine.__path__, "onedoor.engine.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
