#!/usr/bin/env python3
"""Onedoor's two commands: ``up`` starts it with its demo, ``test`` tests all of it.

Standard library only. This file stays readable for older Pythons, so that they can be told what is missing.
"""

import sys


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs an older Python is to read this line
        found = ".".join(str(part) for part in sys.version_info[:2])
        print(f"Onedoor needs Python 3.11 or newer; {sys.executable} is {found}.", file=sys.stderr)
        print("Install a newer Python and run this command with it: python3.11 run.py up", file=sys.stderr)
        return 2
    from bootstrap.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
