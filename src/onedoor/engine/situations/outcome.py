"""Where answers lead, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.table_traces import TableTrace, trace_table
from onedoor.engine.feel import Trace, Unknown, explain
from onedoor.engine.situations.reading import Way

if TYPE_CHECKING:
    from onedoor.engine.situations.guide import Guide

Truth = bool | Unknown | None


@dataclass(frozen=True)
class Outcome:
    """Where answers lead.

    ``situation`` is the one whose condition holds; None while that is open, where none holds, and where several do.
    ``matching`` are the ways that hold, ``possible`` the situations that may still come out, ``missing`` the questions
    whose answers would settle it. ``trace`` says why: of each situation, or of the table.
    """

    situation: str | None
    matching: tuple[Way, ...]
    possible: tuple[str, ...]
    missing: frozenset[str]
    facts: Mapping[str, Any] = field(repr=False)
    _guide: Guide = field(repr=False, compare=False)

    @property
    def is_open(self) -> bool:
        """Are there answers still to be given that matter?"""
        return bool(self.missing)

    @property
    def trace(self) -> TableTrace | Mapping[str, Trace]:
        table = self._guide.table
        if table is not None:
            return trace_table(table, table.root, table.scope(self.facts))  # type: ignore[arg-type]
        return {way.situation: explain(way.expression, self.facts) for way in self._guide.ways}


def truth_of(value: Any) -> Truth:
    """The value of a condition; what is neither true nor false is null."""
    return value if isinstance(value, (bool, Unknown)) else None
