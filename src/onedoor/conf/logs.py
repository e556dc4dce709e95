"""How a log line is written: what failed and where, never what was said, which may name people."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any


class Line(logging.Formatter):
    """Tracebacks keep their frames and the kinds of their errors; the words of an error stay out.

    A database quotes the row that it refuses, a parser the text that it cannot read.
    """

    def formatException(self, ei: Any) -> str:  # noqa: N802
        _, error, _ = ei
        return "\n".join(_told(error)) if isinstance(error, BaseException) else ""


def _told(error: BaseException) -> list[str]:
    lines: list[str] = []
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        lines[:0] = [*_frames(found.__traceback__), type(found).__qualname__]
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return lines


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
