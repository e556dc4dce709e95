"""Reading the shipped files, wherever the package is installed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def text(name: str) -> str:
    return files("onedoor.reference").joinpath(name).read_text(encoding="utf-8")


def document(name: str) -> Any:
    """One JSON document."""
    return json.loads(text(name))


def lines(name: str) -> Iterator[Any]:
    """One JSON value a line."""
    return (json.loads(line) for line in text(name).splitlines())


def rows(name: str) -> Iterator[list[str]]:
    """Fields between tabs, a line at a time."""
    return (line.split("\t") for line in text(name).splitlines())
