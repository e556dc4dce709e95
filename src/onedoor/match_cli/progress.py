"""How far long work has come, told on standard error: a bar in a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType
from typing import IO, Self

from onedoor.text import Text

WIDTH = 30
EVERY, EVERY_LINE = 0.1, 10.0  # seconds between two pictures of a bar, and between two lines


class Progress:
    """``with Progress(total, label, …) as told:`` and ``told.advance(done)`` from time to time.

    ``seconds`` is a clock that never goes back. A ``quiet`` one says nothing.
    """

    def __init__(
        self,
        total: int,
        label: Text,
        *,
        language: str,
        seconds: Callable[[], float],
        quiet: bool = False,
        stream: IO[str] | None = None,
    ) -> None:
        self.total = total
        self.label = label.in_(language)
        self.language = language
        self.seconds = seconds
        self.stream = stream if stream is not None else sys.stderr
        self.is_terminal = self.stream.isatty()
        self.quiet = quiet
        self.done = 0
        self.begun = self.last = seconds()

    def __enter__(self) -> Self:
        if self.is_terminal:
            self._show()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_terminal and not self.quiet:
            if kind is None:
                self._show()
            self.stream.write("\n")
            self.stream.flush()

    def advance(self, done: int) -> None:
        """So many more are done."""
        self.done += done
        now = self.seconds()
        if now - self.last >= (EVERY if self.is_terminal else EVERY_LINE):
            self.last = now
            self._show()

    def _show(self) -> None:
        if self.quiet:
            return
        line = f"{self.label} {self._bar()}{self.share:3} %  {self.done:,}/{self.total:,}{self._rest()}"
        self.stream.write(f"\r{line}\x1b[K" if self.is_terminal else f"{line}\n")
        self.stream.flush()

    @property
    def share(self) -> int:
        """How much is done, in percent."""
        return min(100, 100 * self.done // self.total) if self.total else 100

    def _bar(self) -> str:
        if not self.is_terminal:
            return ""
        full = WIDTH * self.share // 100
        return f"[{'#' * full}{' ' * (WIDTH - full)}] "

    def _rest(self) -> str:
        """How long it will take yet, where something is done and something is left."""
        passed = self.seconds() - self.begun
        if not 0 < self.done < self.total or passed <= 0:
            return ""
        left = round(passed * (self.total - self.done) / self.done)
        return Text(f"  还需 {left} 秒", f"  {left} s left").in_(self.language)
