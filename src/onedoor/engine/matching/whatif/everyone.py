"""The subjects of a what-if: encoded once, matched and read as often as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from onedoor.engine.feel import Expression
from onedoor.engine.matching.encoding import Encoded, encode
from onedoor.engine.matching.matches import Matches
from onedoor.engine.matching.narrow import flags_of
from onedoor.engine.matching.ruleset import RuleSet
from onedoor.engine.matching.schema import Column, Schema
from onedoor.engine.matching.whatif.marks import Flags, Units


@dataclass(frozen=True, slots=True)
class Told:
    """One column of all subjects: whole units with flags beside them (``None``: nowhere), or values one by one."""

    encoded: Encoded
    units: Units
    unknown: Flags | None
    absent: Flags | None

    @property
    def column(self) -> Column:
        return self.encoded.column

    def value(self, row: int) -> Any:
        """The FEEL value of one subject."""
        return self.encoded.value(row)


class Everyone:
    """All subjects of a table, as far as these facts are concerned."""

    def __init__(
        self, table: pa.Table, schema: Schema, names: Iterable[str], now: datetime | None = None
    ) -> None:
        self.schema = schema
        self.now = now
        self.count: int = table.num_rows
        self._table = table
        self._subjects = encode(table, schema, frozenset(names), {})
        self._codes: dict[str, frozenset[str]] = {}
        self._told: dict[str, Told] = {}

    def match(self, rules: Mapping[str, Expression]) -> Matches:
        """Rules over these subjects; they name no other facts than those that were encoded."""
        compiled = RuleSet.compile(rules, self.schema)
        self._look_for(compiled.codes)
        return compiled.match(self._subjects, now=self.now)

    def _look_for(self, codes: Mapping[str, frozenset[str]]) -> None:
        """The lists of codes tell of these codes, too: at first they tell of none, and never of all."""
        wanted = {name: asked | self._codes.get(name, frozenset()) for name, asked in codes.items()}
        if new := {name: asked for name, asked in wanted.items() if asked != self._codes.get(name)}:
            self._codes |= new
            self._subjects = self._subjects.with_columns(
                encode(self._table, self.schema, new.keys(), new).columns
            )

    def told(self, name: str) -> Told | None:
        """A column; None where nobody was asked for it, so that it is unknown for all."""
        if name in self._told:
            return self._told[name]
        encoded = self._subjects.columns.get(name)
        if encoded is None:
            return None
        found = self._told[name] = _plain(encoded, self.count)
        return found


def _plain(encoded: Encoded, count: int) -> Told:
    absent = None if encoded.absent is None else flags_of(encoded.absent, 0, count)
    unknown = None if encoded.known is None else ~flags_of(encoded.known, 0, count)
    if not len(encoded.units):
        return Told(encoded, np.zeros(count, np.int64), unknown, absent)
    units: Units = encoded.units[:count]
    for flags in (unknown, absent):
        if flags is not None:
            units = np.where(flags, units.dtype.type(0), units)
    return Told(encoded, units, unknown, absent)
