"""The amounts of many subjects by several formulas, over one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from onedoor.engine.feel import Expression
from onedoor.engine.matching.bits import BitSet, unpack
from onedoor.engine.matching.matches import Matches
from onedoor.engine.matching.ruleset import RuleSet
from onedoor.engine.matching.schema import Schema
from onedoor.engine.matching.whatif.amounts import Amounts
from onedoor.engine.matching.whatif.asking import asked
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.formulas import Formula, formula_of
from onedoor.engine.matching.whatif.marks import OPEN_ABOVE, OPEN_BELOW, UNKNOWN, Flags, NotInColumns, Units
from onedoor.engine.matching.whatif.vectors import Numbers


class Valuation:
    """Reckons formulas for a set of subjects: whole columns at once where that is exact, else by the interpreter.

    All formulas are told beforehand, so that their conditions are matched together.
    """

    def __init__(self, everyone: Everyone, formulas: Iterable[Expression], subjects: BitSet) -> None:
        self.everyone = everyone
        self.rows: Units = subjects.indices()
        self._held = {id(each): each for each in formulas}  # so that an id stays that of its formula
        self._formulas = _in_columns(self._held, everyone.schema)
        conditions = {
            name: part for each in self._formulas.values() for name, part in each.conditions.items()
        }
        self._reading = _Reading(everyone, self.rows, everyone.match(conditions) if conditions else None)

    def amounts(self, formula: Expression) -> Amounts:
        """What each of the subjects is due by one of the formulas.

        Raises ``Invalid`` for an amount beyond 10**16 yuan.
        """
        known = self._formulas.get(id(formula))
        if known is not None:
            try:
                numbers = self._unbound(known.step(self._reading), known.asked_for)
                return Amounts.of(self.rows, numbers)
            except NotInColumns:  # with these facts a number might leave 62 bits
                pass
        return Amounts.of(self.rows, asked(formula, self.everyone, self.rows))

    def _unbound(self, numbers: Numbers, names: frozenset[str]) -> Numbers:
        """Without bounds where one of these facts is unknown: once it is told, another branch may be taken."""
        marks = numbers.marks
        for name in names:
            told = self.everyone.told(name)
            if told is not None and told.unknown is None:
                continue
            lacking = np.True_ if told is None or told.unknown is None else told.unknown[self.rows]
            marks = np.where(lacking & ((marks & UNKNOWN) != 0), marks | OPEN_BELOW | OPEN_ABOVE, marks)
        return replace(numbers, marks=marks)


def _in_columns(given: Mapping[int, Expression], schema: Schema) -> dict[int, Formula]:
    """The formulas that columns can do. A condition that is left to the interpreter leaves the whole formula to it."""
    found = {}
    for number, (key, expression) in enumerate(given.items()):
        formula = formula_of(expression, schema, f"{number}:")
        if formula is None:
            continue
        if not RuleSet.compile(formula.conditions, schema).report.fallbacks:
            found[key] = formula
    return found


@dataclass(slots=True)
class _Reading:
    """The columns and conditions of the subjects alone."""

    everyone: Everyone
    rows: Units
    matches: Matches | None

    def numbers(self, name: str) -> Numbers:
        told = self.everyone.told(name)
        if told is None:
            return Numbers.unknown()
        unknown, absent = (
            None if flags is None else flags[self.rows] for flags in (told.unknown, told.absent)
        )
        return Numbers.of(told.units[self.rows], unknown, absent, told.column.places)

    def holds(self, condition: str) -> tuple[Flags, Flags]:
        assert self.matches is not None
        certain, possible = (
            unpack(found.bits, found.size)[self.rows]
            for found in (self.matches.certain(condition), self.matches.possible(condition))
        )
        return certain, possible & ~certain
