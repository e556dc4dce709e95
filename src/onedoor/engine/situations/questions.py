"""What a guide is written in: questions, situations, a decision table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onedoor.engine.situations.domains import Domain
from onedoor.errors import Invalid


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``name`` is what conditions call its answer; it is asked where ``when`` (FEEL) holds, else always."""

    name: str
    domain: Domain
    when: str = ""

    def value(self, answer: Any) -> Any:
        """The answer as rules read it.

        Raises:
            Invalid: "situations.answer": it is none of the values that the question may have.
        """
        found = self.domain.value(answer)
        if found is None:
            raise Invalid("situations.answer", found=str(answer), expected=self.domain.words, where=self.name)
        return found


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation that answers lead to, where ``when`` (FEEL over questions) holds; always, if it is empty."""

    id: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: for each input its tests (a cell of DMN; empty or ``-`` for any), and the situation's id."""

    cells: tuple[str, ...]
    situation: str


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table of hit policy UNIQUE that chooses the situation; ``inputs`` are FEEL over questions."""

    inputs: tuple[str, ...]
    rules: tuple[Row, ...]
