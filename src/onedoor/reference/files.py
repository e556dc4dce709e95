"""Reading the shipped files, wherever the package is installed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any


def text(name: str) -> str:
    """The file as text; a name that ends in ``.gz`` is unpacked."""
    held = files("onedoor.reference").joinpath(name)
    if name.endswith(".gz"):
        return gzip.decompress(held.read_bytes()).decode("utf-8")
    return held.read_text(encoding="utf-8")


def document(name: str) -> Any:
    """One JSON document."""
    return json.loads(text(name))


def lines(name: str) -> Iterator[Any]:
    """One JSON value a line."""
    return (json.loads(line) for line in text(name).splitlines())


def rows(name: str) -> Iterator[list[str]]:
    """Fields between tabs, a line at a time."""
    return (line.split("\t") for line in text(name).splitlines())
