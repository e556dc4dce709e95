"""The two commands and their options."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from bootstrap.refusal import Refusal
from bootstrap.steps import say

REFUSED, INTERRUPTED = 2, 130


def run(arguments: Sequence[str]) -> int:
    """The exit status of one command: 0 well, 1 tests failed, 2 refused with a reason, 130 interrupted."""
    if os.name != "posix":
        return refuse(Refusal("Onedoor runs on Linux and macOS.", "On Windows use it inside WSL."))
    try:
        options, rest = read(arguments)
        if options.command == "up":
            from bootstrap.up import up

            return up(options)
        from bootstrap.checks import check_everything

        return check_everything(rest)
    except Refusal as refusal:
        return refuse(refusal)
    except KeyboardInterrupt:
        say("\nStopped.")
        return INTERRUPTED


def refuse(refusal: Refusal) -> int:
    print(refusal, file=sys.stderr, flush=True)
    return REFUSED


def read(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """The options of one command; what follows ``test`` is pytest's and is handed on unread."""
    if arguments[:1] == ["test"]:
        return argparse.Namespace(command="test"), list(arguments[1:])
    parser = argparse.ArgumentParser(prog="run.py", description="Onedoor 一扇门", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    up = commands.add_parser("up", help="set up what is missing, then serve the demo", allow_abbrev=False)
    up.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    up.add_argument("--port", type=whole(1, 65535), default=8000, help="port to listen on (default: 8000)")
    up.add_argument(
        "--database-url", default="", metavar="URL", help="postgres://… (default: SQLite in var/)"
    )
    up.add_argument(
        "--enterprises",
        type=whole(1, 1_000_000),
        default=10_000,
        help="synthetic enterprises of the demo (default: 10000)",
    )
    commands.add_parser("test", help="run every test; what follows is handed to pytest")
    return parser.parse_args(arguments), []


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two bounds, both included."""

    def read_number(raw: str) -> int:
        if not raw.isdecimal() or not least <= int(raw) <= most:
            raise argparse.ArgumentTypeError(f"{raw!r} is not a whole number from {least} to {most}")
        return int(raw)

    return read_number
