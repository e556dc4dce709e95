"""A model from a file, from bytes or from text."""

from __future__ import annotations

from pathlib import Path

from onedoor.engine.dmn.model import Model
from onedoor.engine.dmn.reader import read_model


def load(source: Path | str | bytes, *, lenient: bool = False) -> Model:
    """The model in a file (a path) or in a document (bytes)."""
    data = source if isinstance(source, bytes) else Path(source).read_bytes()
    return read_model(data, lenient=lenient)
