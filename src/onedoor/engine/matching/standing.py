"""How every rule stands for every subject, kept up to date: only what can change is worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onedoor.engine.feel import Expression
from onedoor.engine.matching.changes import Changes, joined
from onedoor.engine.matching.encoding import Encoded, Subjects, encode
from onedoor.engine.matching.matches import Matches, Room
from onedoor.engine.matching.narrow import WORD, Words, flags_of
from onedoor.engine.matching.ruleset import RuleSet
from onedoor.engine.matching.schema import ABSENT
from onedoor.engine.matching.single import Unfit
from onedoor.engine.matching.tables import table_of
from onedoor.engine.matching.updating import blank, owned, updated
from onedoor.errors import Invalid

Rows = NDArray[np.int64]


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
            return joined(self._names, [])
        return self._changed(places, concerned)

    def change_one(self, row: int, facts: Mapping[str, Any]) -> Changes:
        """These facts now hold for one subject (a value, ``None`` for absent, ``UNKNOWN``); the events of it.

        Raises ``Invalid`` as ``change`` does.
        """
        table = table_of([facts], self.rules.schema).select(_columns(facts, self.rules.schema.columns))
        places = self._checked([row], 1)
        fresh = encode(table, self.rules.schema)
        changed = {
            name: updated(self._column(name, each), places, each, self.subjects)
            for name, each in fresh.columns.items()
        }
        self.subjects = self.subjects.with_columns(changed)
        concerned = self._reading(changed)
        return self._changed_one(row, concerned)

    def release(self, rules: Mapping[str, Expression | str | None]) -> Changes:
        """The rules are in force now, new ones and others in place of those so called; ``None`` withdraws one.

        The events tell who gained and lost by it. Raises as ``RuleSet.compile`` does, and ``NotFound`` for a
        rule to be withdrawn that is not there.
        """
        revised, fresh = self.rules.revised(rules)
        found = fresh.match(self.subjects, now=self.now, threads=self.threads, room=Room())
        nobody = np.zeros(self.subjects.capacity // WORD, np.uint64)
        parts, names = [], tuple(rules)
        for place, rule in enumerate(names):
            certain, possible = self._rows.get(rule, (nobody, nobody))
            after = nobody, nobody
            if rules[rule] is not None:
                after = found.certain_words(rule), found.possible_words(rule)
            moved = (certain ^ after[0]) | (possible ^ after[1])
            if len(subjects := np.flatnonzero(flags_of(moved, 0, self.subjects.count))):
                planes = (certain, possible, *after)
                was = tuple(flags_of(plane, 0, self.subjects.count)[subjects] for plane in planes)
                parts.append((place, subjects.astype(np.int64), (was[0], was[1], was[2], was[3])))
        for rule in names:
            if rules[rule] is None:
                self._rows.pop(rule)
            else:
                self._rows[rule] = found.certain_words(rule), found.possible_words(rule)
        self.rules = revised
        self._rows = {rule: self._rows[rule] for rule in revised.roots}
        self._index()
        return joined(names, parts)

    def _index(self) -> None:
        self._names = tuple(self._rows)
        self._planes = tuple(self._rows.values())
        self._addresses = np.array(
            [[each.ctypes.data for each in planes] for planes in self._rows.values()], np.int64
        ).reshape(-1, 2)
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
        places = np.asarray(rows, np.int64)
        if len(places) != count:
            raise Invalid("matching.rows", found=f"{len(places)} rows", expected=f"{count}")
        if len(places) and not 0 <= int(places.min()) <= int(places.max()) < self.subjects.count:
            raise Invalid(
                "matching.rows",
                found=f"{places.min()}..{places.max()}",
                expected=f"0..{self.subjects.count - 1}",
            )
        if len(np.unique(places)) != len(places):
            raise Invalid("matching.rows", found="a row twice", expected="each row once")
        return places

    def _column(self, name: str, fresh: Encoded) -> Encoded:
        return self.subjects.columns.get(name) or blank(fresh, self.subjects)

    def _changed(self, rows: Rows, concerned: NDArray[np.bool_]) -> Changes:
        order = np.argsort(rows)
        rows = rows[order]
        small = self.subjects.take(rows)
        found = self.rules.match(small, now=self.now, threads=self.threads, room=Room(), concerned=concerned)
        places = np.flatnonzero(concerned)
        old = self._gathered(places, rows)
        old = old.reshape(len(places), 2, -1)
        new = np.stack([found.certain_matrix[places], found.possible_matrix[places]], axis=1)[
            :, :, : old.shape[2]
        ]
        moved = (old ^ new).any(axis=(1, 2))
        parts = []
        for at in np.flatnonzero(moved):
            was = [flags_of(plane, 0, len(rows)) for plane in (*old[at], *new[at])]
            differ = (was[0] != was[2]) | (was[1] != was[3])
            subjects = rows[differ]
            flags = tuple(each[differ] for each in was)
            self._write(self._names[places[at]], subjects, flags[2], flags[3])
            parts.append((int(places[at]), subjects, (flags[0], flags[1], flags[2], flags[3])))
        return joined(self._names, parts)

    def _changed_one(self, row: int, concerned: NDArray[np.bool_]) -> Changes:
        fitting = self.rules.fitting
        facts = self.subjects.facts(row, self.rules.names)
        try:
            single = fitting.singles.of_facts(facts)
        except Unfit:  # pragma: no cover - a stored fact always fits its own column
            return self._changed(np.array([row], np.int64), concerned)
        new = fitting.states(single, facts, self.now, concerned)
        places = np.flatnonzero(concerned)
        old = self._bits(places, row)
        after = new[0][places], new[1][places]
        differ = np.flatnonzero((old[0] != after[0]) | (old[1] != after[1]))
        parts = []
        subject = np.array([row], np.int64)
        for at in differ.tolist():
            flags = [each[at : at + 1] for each in (*old, *after)]
            self._write(self._names[places[at]], subject, flags[2], flags[3])
            parts.append((int(places[at]), subject, (flags[0], flags[1], flags[2], flags[3])))
        return joined(self._names, parts)

    def _gathered(self, places: Rows, rows: Rows) -> Words:
        """The certain and the possible plane of these rules, in turn: the bits of these rows."""
        planes = [plane for place in places.tolist() for plane in self._planes[place]]
        return self.rules.kernel.gathered(planes, self._addresses[places].reshape(-1), rows)

    def _bits(self, places: Rows, row: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        found = self._gathered(places, np.array([row], np.int64))
        bits = (found[:, 0] & np.uint64(1)).astype(np.bool_).reshape(-1, 2)
        return bits[:, 0], bits[:, 1]

    def _write(self, rule: str, rows: Rows, certain: NDArray[np.bool_], possible: NDArray[np.bool_]) -> None:
        words, bits = rows // WORD, np.left_shift(np.uint64(1), (rows % WORD).astype(np.uint64))
        for plane, flags in zip(self._rows[rule], (certain, possible), strict=True):
            np.bitwise_or.at(plane, words[flags], bits[flags])
            np.bitwise_and.at(plane, words[~flags], ~bits[~flags])


def _columns(facts: Mapping[str, Any], known: Iterable[str]) -> list[str]:
    wanted = set(known)
    found = [name for name in facts if name in wanted]
    return found + [name + ABSENT for name in found if facts[name] is None]
