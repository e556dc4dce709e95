"""The one way in which a set-up stops: what is wrong, and what to do."""

from __future__ import annotations


class Refusal(Exception):
    """The command ends with status 2 after ``found`` and, where there is a remedy, ``mend``."""

    def __init__(self, found: str, mend: str = "") -> None:
        self.found = found
        self.mend = mend
        super().__init__(found)

    def __str__(self) -> str:
        return f"{self.found}\n{self.mend}".strip()
