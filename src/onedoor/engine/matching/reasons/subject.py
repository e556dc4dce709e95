"""One subject's facts in the units of their columns, and which of them could be otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onedoor.engine.feel import Unknown, to_feel
from onedoor.engine.feel.values import unknown_in
from onedoor.engine.matching.reasons.units import NOT_KNOWN, Unit, unit_of, value_of
from onedoor.engine.matching.schema import Kind, Schema

_AS_GIVEN = (Kind.OBJECTS, Kind.CODES)


@dataclass(frozen=True, slots=True)
class Subject:
    """``units`` by column; ``facts`` as the interpreter reads them; ``fixed`` are the columns that stay as they are.

    A fact that is not known has no units: it cannot be changed, but somebody may tell it. That goes for a list of
    records of which a part is missing, too.
    """

    schema: Schema
    units: Mapping[str, Unit]
    facts: Mapping[str, Any]
    fixed: frozenset[str]
    now: datetime | None

    @classmethod
    def of(
        cls,
        schema: Schema,
        facts: Mapping[str, Any],
        *,
        frozen: Collection[str] = (),
        movable: Collection[str] = (),
        now: datetime | None = None,
    ) -> Subject:
        """Read the facts as a table of them would be read. Dates are fixed unless they are ``movable``.

        Raises ``Invalid`` ("matching.value") for a value that its column cannot hold exactly.
        """
        units: dict[str, Unit] = {}
        read = {name: value for name, value in facts.items() if name not in schema.columns}
        for column in schema:
            given = facts.get(column.name, NOT_KNOWN)
            if given is NOT_KNOWN or isinstance(given, Unknown):
                continue
            unit = unit_of(column, given)
            read[column.name] = given if column.kind in _AS_GIVEN else value_of(column, unit)
            if column.kind is not Kind.OBJECTS or unknown_in(to_feel(given)) is None:
                units[column.name] = unit
        still = {
            column.name
            for column in schema
            if column.kind is Kind.OBJECTS
            or ((column.kind is Kind.DATE or column.fixed) and column.name not in movable)
        }
        return cls(schema, units, read, frozenset(still | set(frozen)), now)

    def unit(self, name: str) -> Unit:
        return self.units.get(name, NOT_KNOWN)

    def can_change(self, name: str) -> bool:
        """Whether the fact is known and not fixed; what is unknown cannot be changed, only told."""
        return name in self.units and name not in self.fixed

    def with_units(self, units: Mapping[str, Unit]) -> dict[str, Any]:
        """The facts for the interpreter with these in the place of what was."""
        changed = {name: value_of(self.schema.columns[name], unit) for name, unit in units.items()}
        return {**self.facts, **changed}
