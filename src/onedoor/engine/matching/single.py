"""One subject against every rule: the same program over a table of one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.bound import Bound, bind_plainly
from onedoor.engine.matching.circuits import Pattern
from onedoor.engine.matching.encoding import Encoded, Subjects
from onedoor.engine.matching.execution import lazy_program_of
from onedoor.engine.matching.lazily import Lazy
from onedoor.engine.matching.linear import Formulas, SharedValues
from onedoor.engine.matching.narrow import WORD, Words
from onedoor.engine.matching.plan import Plan, Test
from onedoor.engine.matching.predicates import Contains, Member, Prefix
from onedoor.engine.matching.schema import Column, Kind
from onedoor.engine.matching.units import codes_in, number_of

if TYPE_CHECKING:
    from onedoor.engine.matching.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Single:
    """One subject in the columns' numbers, by place. ``state``: 0 unknown, 1 known, 2 absent."""

    units: list[int]
    state: list[int]
    codes: Mapping[int, frozenset[str]]


class Singles:
    """The rules made ready for one subject at a time. Texts are numbered by where they stand among all texts
    that rules mention, so no dictionary of anybody's is needed.
    """

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.columns = [column for column in rules.schema if column.name in rules.names]
        self.place = {column.name: place for place, column in enumerate(self.columns)}
        mentioned = _mentioned(rules.plan)
        self.words = [tuple(sorted(mentioned.get(column.name, set()))) for column in self.columns]
        self._numbers = [
            (column.name, number_of(column, words))
            for column, words in zip(self.columns, self.words, strict=True)
        ]
        self._shared = SharedValues(rules.shared_columns, self.columns)
        self._lock = Lock()
        self._tables = {has_absent: self._table(has_absent=has_absent) for has_absent in (False, True)}

    def of_facts(self, facts: Mapping[str, Any]) -> Single:
        """The facts as numbers. Raises ``Unfit`` for a value that its column cannot hold."""
        units, state = [0] * len(self.columns), [0] * len(self.columns)
        codes: dict[int, frozenset[str]] = {}
        for place, (name, number) in enumerate(self._numbers):
            value = facts.get(name, _MISSING)
            if value is None:
                state[place] = 2
            elif value is not _MISSING and not isinstance(value, Unknown):
                state[place] = 1
                if number is not None:
                    units[place] = number(value)
                elif self.columns[place].kind is Kind.CODES:
                    codes[place] = codes_in(value)
        return Single(units, state, codes)

    def of_stored(self, subjects: Subjects, row: int) -> Single:
        """One subject of a table, as numbers."""
        units, state = [0] * len(self.columns), [0] * len(self.columns)
        codes: dict[int, frozenset[str]] = {}
        word, bit = row // WORD, row % WORD
        for place, column in enumerate(self.columns):
            held = subjects.columns.get(column.name)
            if held is None or (held.known is not None and not int(held.known[word]) >> bit & 1):
                continue
            if held.absent is not None and int(held.absent[word]) >> bit & 1:
                state[place] = 2
                continue
            state[place] = 1
            if column.kind is Kind.CATEGORY:
                units[place] = bisect_right(self.words[place], held.words[held.units[row]]) - 1
            elif column.kind is Kind.CODES:
                codes[place] = codes_in(held.value(row))
            elif column.kind is not Kind.OBJECTS:
                units[place] = int(held.units[row])
        return Single(units, state, codes)

    def run(
        self, single: Single, rules: NDArray[np.intp] | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_], frozenset[int]]:
        """For each rule (of these places, else all) whether it is certain, and whether it is possible.

        What only the interpreter can tell counts as unknown; so do the formulas that the numbers are too large
        for, which come third.
        """
        shared, too_large = self._shared.values(single.units, single.state)
        has_absent = 2 in single.state or any(state == 2 for state, _ in shared)
        with self._lock:
            table = self._tables[has_absent]
            table.fill(single, shared)
            decided = table.decided(single)
            lazy = table.lazy if rules is None else table.lazy.only(rules)
            found = self.rules.kernel.one(table.bound, lazy, decided)
            wide = too_large | table.formulas.wide
        half = len(found) // 2
        return found[:half], found[half:], wide

    def _table(self, *, has_absent: bool) -> _Table:
        names = frozenset(self.place)
        rules = self.rules
        held = {
            column.name: _empty(column, self.words[place], has_absent=has_absent)
            for place, column in enumerate(self.columns)
        }
        shared = [
            _empty(Column(derived.column, Kind.INTEGER), (), has_absent=has_absent)
            for derived in self._shared.nodes
        ]
        held |= {column.column.name: column for column in shared}
        pattern = Pattern(
            rules.names - names, frozenset(held), frozenset(held) if has_absent else frozenset()
        )
        subjects = Subjects(1, held)
        compared = {
            node: each for node, each in rules.shared_columns.items() if each.derived in self._shared.nodes
        }
        program, lazy = lazy_program_of(rules.plan, rules.roots.values(), pattern, compared)
        bound = bind_plainly(program, subjects)
        formulas = Formulas(rules.plan, [each.node for each in bound.decided], self.columns)
        return _Table([held[column.name] for column in self.columns], shared, bound, lazy, formulas)


class _Table:
    """Arrays for one subject, changed in place from one to the next."""

    def __init__(
        self,
        columns: list[Encoded],
        shared: list[Encoded],
        bound: Bound,
        lazy: Lazy,
        formulas: Formulas,
    ) -> None:
        self.columns = columns
        self.shared = shared
        self.bound = bound
        self.lazy = lazy
        self.formulas = formulas

    def fill(self, single: Single, shared: list[tuple[int, int]]) -> None:
        for column, (stands, unit) in zip(self.shared, shared, strict=True):
            _put(column, stands)
            column.units[0] = unit
        for place, column in enumerate(self.columns):
            stands = single.state[place]
            _put(column, stands)
            if column.masks:
                _fill_masks(column, single.codes.get(place, frozenset()))
            elif len(column.units):
                column.units[0] = single.units[place]

    def decided(self, single: Single) -> Words:
        planes = self.formulas.decide(single.units, single.state)
        return np.array(
            [[planes[source.node][source.part]] for source in self.bound.decided], np.uint64
        ).reshape(-1, 1)


def _put(column: Encoded, stands: int) -> None:
    assert column.known is not None
    column.known[0] = stands > 0
    if column.absent is not None:
        column.absent[0] = stands == 2


def _empty(column: Column, words: tuple[str, ...], *, has_absent: bool) -> Encoded:
    known, absent = np.zeros(1, np.uint64), np.zeros(1, np.uint64) if has_absent else None
    if column.kind is Kind.CODES:
        masks = tuple(np.zeros(WORD, np.uint64) for _ in range(max(-(-len(words) // WORD), 1)))
        return Encoded(column, np.zeros(0, np.int8), known, absent, words=words, masks=masks)
    size = 0 if column.kind is Kind.OBJECTS else WORD
    return Encoded(column, np.zeros(size, np.int64), known, absent, words=words)


def _fill_masks(column: Encoded, held: frozenset[str]) -> None:
    bits = 0
    for word in held:
        code = column.code(word)
        if code is not None:
            bits |= 1 << code
    for place, mask in enumerate(column.masks):
        mask[0] = bits >> (place * WORD) & (1 << WORD) - 1


def _mentioned(plan: Plan) -> dict[str, set[str]]:
    """Texts between which no test of a column tells any difference: its members, prefixes, and where those end."""
    found: dict[str, set[str]] = {}
    for node in plan.nodes:
        match node:
            case Test(predicate=Contains(column=name, text=text)):
                found.setdefault(name, set()).add(text)
            case Test(predicate=Member(column=name, values=values)):
                words = found.setdefault(name, {""})
                for value in values:
                    if isinstance(value, str):
                        words |= {value, value + "\0"}
            case Test(predicate=Prefix(column=name, text=text)):
                words = found.setdefault(name, {""})
                words.add(text)
                if (after := _after(text)) is not None:
                    words.add(after)
    return found


def _after(prefix: str) -> str | None:
    """The least text beyond all that start so; ``None`` where there is none."""
    while prefix:
        last = ord(prefix[-1])
        if last < 0x10FFFF:
            return prefix[:-1] + chr(last + 1)
        prefix = prefix[:-1]
    return None


_MISSING = object()
