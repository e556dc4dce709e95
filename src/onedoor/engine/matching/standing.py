"""How every rule stands for every subject, kept up to date: only what can change is worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onedoor.engine.feel import Expression
from onedoor.engine.matching.changes import Changes
from onedoor.engine.matching.encoding import Encoded, Subjects, encode
from onedoor.engine.matching.matches import Matches, Room
from onedoor.engine.matching.moves import Held, Moves, Rows, joined
from onedoor.engine.matching.narrow import WORD, Words
from onedoor.engine.matching.ruleset import RuleSet
from onedoor.engine.matching.schema import Schema
from onedoor.engine.matching.tables import table_of
from onedoor.engine.matching.updating import blank, owned, put_one, updated
from onedoor.errors import Invalid
from onedoor.text import Text

_NUMBERS = Text("行号（从 0 起的整数）的序列", "a sequence of row numbers: whole numbers from 0 on")
_ROWS = Text(
    "每个行号对应表的一行：rows[i] 是第 i 行的主体。",
    "Give a number for each row of the table: rows[i] is whose row i is.",
)
# For fewer rules a second thread is not worth its start.
MANY_RULES = 64


class Standing:
    """The matches of a rule set over subjects, and both of them, changing together.

    ``rules`` and ``subjects`` are as of the last change. Nothing here is safe for two threads at once.
    """

    def __init__(self, rules: RuleSet, subjects: Subjects, now: datetime | None, threads: int) -> None:
        self.rules = rules
        self.subjects = subjects
        self.now = now
        self.threads = threads
        found = rules.match(subjects, now=now, threads=threads, room=Room())
        self._room = Room()
        self._rows = {rule: (found.certain_words(rule), found.possible_words(rule)) for rule in rules.roots}
        self._index()

    @classmethod
    def of(
        cls, rules: RuleSet, subjects: pa.Table | Subjects, *, now: datetime | None = None, threads: int = 1
    ) -> Self:
        """Everything matched once. Encoded subjects are copied: they are changed in place later."""
        encoded = subjects if isinstance(subjects, Subjects) else encode(subjects, rules.schema)
        return cls(rules, owned(encoded), now, threads)

    @property
    def matches(self) -> Matches:
        """The matches as they stand now; a copy."""
        certain = np.array([certain for certain, _ in self._rows.values()], np.uint64)
        possible = np.array([possible for _, possible in self._rows.values()], np.uint64)
        results = np.concatenate([certain, possible]).reshape(
            2 * len(self._rows), self.subjects.capacity // WORD
        )
        return Matches.of(tuple(self._rows), self.subjects.count, results, self.rules.kernel)

    def change(self, rows: Sequence[int] | Rows, table: pa.Table) -> Changes:
        """The facts of the table now hold for the subjects ``rows``; the events that come of it.

        Columns that the table lacks stay as they are; a null makes a fact unknown. Raises ``Invalid`` for a row
        that is not there or comes twice, and for columns of the wrong type; nothing is changed then.
        """
        places = self._checked(rows, table.num_rows)
        fresh = encode(table, self.rules.schema)
        columns = {name: self._column(name, each) for name, each in fresh.columns.items()}
        changed = {
            name: updated(columns[name], places, new, self.subjects) for name, new in fresh.columns.items()
        }
        self.subjects = self.subjects.with_columns(changed)
        concerned = self._reading(changed)
        if not len(places) or not concerned.any():
            return Changes.of(self._names, joined([]))
        return self._changed(places, concerned)

    def change_one(self, row: int, facts: Mapping[str, Any]) -> Changes:
        """These facts now hold for one subject (a value, ``None`` for absent, ``UNKNOWN``); the events of it.

        Raises ``Invalid`` as ``change`` does.
        """
        schema = self.rules.schema
        self._checked([row], 1)
        held = self.subjects.columns
        puts = [put_one(held.get(name), row, facts[name]) for name in facts if name in schema.columns]
        plain = [put for put in puts if put is not None]
        if len(plain) == len(puts):
            for put in plain:
                put()
            self.subjects.kept.clear()  # what was worked out of the columns as they were
        else:  # a word nobody had, a number beyond the others, a list: the general way
            known = [column for column in schema if column.name in facts]
            table = table_of([facts], Schema.of(*known))
            fresh = encode(table, schema)
            places = np.array([row], np.int64)
            changed = {
                name: updated(self._column(name, each), places, each, self.subjects)
                for name, each in fresh.columns.items()
            }
            self.subjects = self.subjects.with_columns(changed)
        return self._changed_one(row, self._reading(facts))

    def release(self, rules: Mapping[str, Expression | str | None]) -> Changes:
        """The rules are in force now, new ones and others in place of those so called; ``None`` withdraws one.

        The events tell who gained and lost by it. Raises as ``RuleSet.compile`` does, and ``NotFound`` for a
        rule to be withdrawn that is not there.
        """
        revised, fresh = self.rules.revised(rules)
        found = fresh.match(self.subjects, now=self.now, threads=self.threads, room=Room())
        nobody = np.zeros(self.subjects.capacity // WORD, np.uint64)
        names, everybody = tuple(rules), np.arange(self.subjects.count)
        pairs = [self._rows.get(rule) or (nobody.copy(), nobody.copy()) for rule in names]
        new = np.array(
            [
                (nobody, nobody) if given is None else (found.certain_words(rule), found.possible_words(rule))
                for rule, given in rules.items()
            ],
            np.uint64,
        ).reshape(len(names), 2, -1)
        moves = self.rules.kernel.moved(Held.of(pairs), everybody, new[:, :, : -(-len(everybody) // WORD)])
        for rule in names:
            if rules[rule] is None:
                self._rows.pop(rule)
            else:
                self._rows[rule] = found.certain_words(rule), found.possible_words(rule)
        self.rules = revised
        self._rows = {rule: self._rows[rule] for rule in revised.roots}
        self._index()
        return Changes.of(names, moves)

    def _index(self) -> None:
        self._names = tuple(self._rows)
        self._held = Held.of(list(self._rows.values()))
        self._readers: dict[str, NDArray[np.bool_]] = {}
        for place, expression in enumerate(self.rules.expressions.values()):
            for name in expression.free_names:
                reads = self._readers.setdefault(name, np.zeros(len(self._names), np.bool_))
                reads[place] = True

    def _reading(self, names: Iterable[str]) -> NDArray[np.bool_]:
        """The rules that look at any of these facts."""
        found = np.zeros(len(self._names), np.bool_)
        for name in names:
            if name in self._readers:
                found |= self._readers[name]
        return found

    def _checked(self, rows: Sequence[int] | Rows, count: int) -> Rows:
        try:
            places = np.asarray(rows)
        except ValueError:  # lists of different lengths
            raise _wrong_rows(repr(list(rows))[:80], _NUMBERS) from None
        if places.ndim != 1 or (len(places) and places.dtype.kind not in "iu"):
            told = repr(list(rows))[:80] if places.ndim == 1 else f"{places.ndim} dimensions"
            raise _wrong_rows(told, _NUMBERS)
        if len(places) != count:
            found = Text(f"{len(places)} 个行号", f"{len(places)} row numbers")
            raise _wrong_rows(found, Text(f"{count} 个，与表的行数相同", f"{count}, as the table has rows"))
        if len(places) and not 0 <= int(places.min()) <= int(places.max()) < self.subjects.count:
            outside, last = places[(places < 0) | (places >= self.subjects.count)], self.subjects.count - 1
            raise _wrong_rows(str(outside[0]), Text(f"0 到 {last}", f"0 to {last}"))
        if len(np.unique(places)) != len(places):
            numbers, counts = np.unique(places, return_counts=True)
            twice, times = numbers[counts > 1][0], counts[counts > 1][0]
            found = Text(f"行号 {twice} 出现 {times} 次", f"row {twice} comes {times} times")
            raise _wrong_rows(found, Text("每行至多一次", "each row once at most"))
        return places.astype(np.int64)

    def _column(self, name: str, fresh: Encoded) -> Encoded:
        return self.subjects.columns.get(name) or blank(fresh, self.subjects)

    def _changed(self, rows: Rows, concerned: NDArray[np.bool_]) -> Changes:
        rows = np.sort(rows)
        small = self.subjects.take(rows)
        found = self.rules.match(
            small, now=self.now, threads=self.threads, room=self._room, concerned=concerned
        )
        places, words = np.flatnonzero(concerned), -(-len(rows) // WORD)
        new = np.stack([found.certain_matrix[places, :words], found.possible_matrix[places, :words]], axis=1)
        return Changes.of(self._names, self._moved(places, rows, new))

    def _moved(self, places: NDArray[np.intp], rows: Rows, new: Words) -> Moves:
        """Each thread sees to some of the rules."""
        moved, held = self.rules.kernel.moved, self._held
        if self.threads < 2 or len(places) < MANY_RULES:
            return moved(held.only(places), rows, new)
        parts = np.array_split(np.arange(len(places)), self.threads)
        with ThreadPoolExecutor(self.threads) as pool:
            return joined(list(pool.map(lambda part: moved(held.only(places[part]), rows, new[part]), parts)))

    def _changed_one(self, row: int, concerned: NDArray[np.bool_]) -> Changes:
        fitting = self.rules.fitting
        single = fitting.singles.of_stored(self.subjects, row)
        places = np.flatnonzero(concerned)
        certain, possible = fitting.states(
            single, lambda: self.subjects.facts(row, self.rules.names), self.now, places
        )
        new = np.stack([certain, possible], axis=1).astype(np.uint64)[:, :, None]
        subject = np.array([row], np.int64)
        return Changes.of(self._names, self.rules.kernel.moved(self._held.only(places), subject, new))


def _wrong_rows(found: Text | str, expected: Text) -> Invalid:
    return Invalid("matching.rows", found=found, expected=expected, where="rows", mend=_ROWS)
