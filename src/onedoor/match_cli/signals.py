"""A command that is asked to end cleans up first."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asked the command to end; no handler of errors is to catch it."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """A signal inside unwinds the block, so that nothing partial is left; then the process ends at once.

    The status is 128 and the signal's number. Threads that are still at work have nothing to write to.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)  # a second one must not stop the cleaning up
        raise Stopped(number)

    before = {number: signal.signal(number, stop) for number in SIGNALS}
    try:
        yield
    except (Stopped, KeyboardInterrupt) as stopped:
        number = stopped.number if isinstance(stopped, Stopped) else signal.SIGINT
        sys.stderr.flush()
        os._exit(128 + number)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
