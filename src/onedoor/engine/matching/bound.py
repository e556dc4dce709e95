"""The sources of a program, as what they are in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.matching.encoding import Encoded, Subjects
from onedoor.engine.matching.narrow import WORD, Units, Words
from onedoor.engine.matching.predicates import AtLeast, Contains, Member, Prefix
from onedoor.engine.matching.program import Program
from onedoor.engine.matching.sources import Absent, ColumnTest, Decided, Holds, Known

Interval = tuple[int, int]
MOST_KEPT = 16


@dataclass(frozen=True, slots=True, eq=False)
class Copied:
    """A plane that is there already, over all subjects."""

    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A plane of one chunk: ``place`` among those that are decided outside the circuit."""

    place: int


@dataclass(frozen=True, slots=True, eq=False)
class Tested:
    """Where a column's units lie in one of the ``intervals`` (ends included), or bit ``bit`` is set in them.

    ``negated`` turns that round; then the plane is ``if_absent`` where the column is absent, and set where
    it is not known. With ``ranks``, the units are ranks from 0 up to that.
    """

    units: Units
    intervals: tuple[Interval, ...]
    bit: int
    negated: bool
    known: Words | None
    absent: Words | None
    if_absent: bool
    ranks: int = 0


Spec = Copied | Looked | Tested


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A program over one table. ``decided`` are the sources a chunk brings along, by place.

    ``packed`` is room for a kernel's own form of the sources, made once.
    """

    program: Program
    subjects: Subjects
    specs: tuple[Spec, ...]
    decided: tuple[Decided, ...]
    packed: dict[str, Any]

    @property
    def words(self) -> int:
        """Words of 64 subjects, padding included."""
        return self.subjects.capacity // WORD


class Ranking(Protocol):
    def __call__(self, units: Units, edges: Units, into: Units) -> None:
        """``into`` tells for each number how many of the ascending edges it reaches."""
        ...


def bind(program: Program, subjects: Subjects, rank: Ranking) -> Bound:
    """The program with its sources found in the table; worked out once for each of the last few programs."""
    found: Bound | None = subjects.kept.get(program)
    if found is None:
        for oldest in list(subjects.kept)[: max(len(subjects.kept) - MOST_KEPT + 1, 0)]:
            subjects.kept.pop(oldest, None)
        found = subjects.kept[program] = _bound(program, subjects, rank)
    return found


def bind_plainly(program: Program, subjects: Subjects) -> Bound:
    """The program over a table whose numbers will change in place: nothing is worked out beforehand."""
    return _bound(program, subjects, None)


def _bound(program: Program, subjects: Subjects, rank: Ranking | None) -> Bound:
    decided = tuple(each for each in program.sources if isinstance(each, Decided))
    places = {each: place for place, each in enumerate(decided)}
    specs: list[Spec] = []
    for source in program.sources:
        match source:
            case Known(column=name):
                specs.append(Copied(_plane(subjects.columns[name].known)))
            case Absent(column=name):
                specs.append(Copied(_plane(subjects.columns[name].absent)))
            case Decided():
                specs.append(Looked(places[source]))
            case Holds(test=test, negated=negated):
                specs.append(tested(test, subjects.columns[test.column], negated=negated))
    return Bound(
        program,
        subjects,
        tuple(specs if rank is None or subjects.count < MANY_SUBJECTS else _ranked(specs, rank)),
        decided,
        {},
    )


def _plane(words: Words | None) -> Words:
    assert words is not None, "the pattern of the circuit is that of the table"
    return words


def tested(test: ColumnTest, column: Encoded, *, negated: bool) -> Tested:
    """The test in the column's own numbers."""
    answers_null = test.null if isinstance(test, Member) else False
    if_absent = answers_null != negated if isinstance(test, Member) else False
    if isinstance(test, Contains):
        code = column.code(test.text)
        units = column.masks[0 if code is None else code // WORD]
        bit = -1 if code is None else code % WORD
        return Tested(units, (), bit, negated, column.known, column.absent, if_absent)
    intervals = _clamped(_intervals(test, column), column.units.dtype)
    return Tested(column.units, intervals, -1, negated, column.known, column.absent, if_absent)


def _intervals(test: AtLeast | Member | Prefix, column: Encoded) -> list[Interval]:
    match test:
        case AtLeast(units=least):
            return [(least, 1 << 63)]
        case Prefix(text=text):
            low, high = column.codes_of_prefix(text)
            return [(low, high - 1)]
        case Member(values=values):
            codes = (column.code(value) if isinstance(value, str) else value for value in values)
            return runs(code for code in codes if code is not None)


def runs(numbers: Iterable[int]) -> list[Interval]:
    """The fewest intervals that hold just these whole numbers."""
    found: list[Interval] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def _clamped(intervals: Iterable[Interval], kind: np.dtype[Any]) -> tuple[Interval, ...]:
    least, most = limits_of(kind)
    inside = ((max(low, least), min(high, most)) for low, high in intervals)
    return tuple((low, high) for low, high in inside if low <= high)


@cache
def limits_of(kind: np.dtype[Any]) -> tuple[int, int]:
    """The least and the greatest number of a type."""
    limits = np.iinfo(kind)
    return int(limits.min), int(limits.max)


def _ranked(specs: list[Spec], rank: Ranking) -> Iterator[Spec]:
    """The same tests, where a column has many of them on its numbers' ranks among all their ends.

    A rank takes one byte or two where the number takes four or eight, so a test of it costs a fraction; and the
    tests of one column may be answered together.
    """
    ends: dict[int, set[int]] = {}
    for spec in specs:
        if isinstance(spec, Tested) and spec.bit < 0:
            ends.setdefault(id(spec.units), set()).update(_ends(spec))
    made: dict[int, tuple[Units, dict[int, int]]] = {}
    for spec in specs:
        key = id(spec.units) if isinstance(spec, Tested) and spec.bit < 0 else 0
        if not isinstance(spec, Tested) or len(ends.get(key, ())) < _worth_ranking(spec.units):
            yield spec
            continue
        if key not in made:
            edges = sorted(ends[key])
            ranks = np.zeros(len(spec.units), _kind_for(len(edges)))
            rank(spec.units, np.array(edges, spec.units.dtype), ranks)
            made[key] = ranks, {edge: place for place, edge in enumerate(edges, 1)}
        ranks, places = made[key]
        last, top = limits_of(spec.units.dtype)[1], limits_of(ranks.dtype)[1]
        intervals = tuple(
            (places[low], top if high == last else places[high + 1] - 1) for low, high in spec.intervals
        )
        yield replace(spec, units=ranks, intervals=intervals, ranks=len(places))


def _worth_ranking(units: Units) -> int:
    return MANY_ENDS if units.itemsize >= WIDE else VERY_MANY_ENDS


def _kind_for(most: int) -> type[np.signedinteger[Any]]:
    return next(kind for kind in (np.int8, np.int16, np.int32) if most <= np.iinfo(kind).max)


def _ends(spec: Tested) -> Iterator[int]:
    last = limits_of(spec.units.dtype)[1]
    for low, high in spec.intervals:
        yield low
        if high != last:
            yield high + 1


def flags_where(units: NDArray[Any], intervals: tuple[Interval, ...]) -> NDArray[np.bool_]:
    """Which numbers lie in one of the intervals."""
    if len(intervals) > FEW_INTERVALS:
        return _searched(units, intervals)
    found = np.zeros(len(units), np.bool_)
    least, most = limits_of(units.dtype)
    for low, high in intervals:
        if low == high:
            found |= units == low
        elif high == most:
            found |= units >= low
        elif low == least:
            found |= units <= high
        else:
            found |= (units >= low) & (units <= high)
    return found


def _searched(units: NDArray[Any], intervals: tuple[Interval, ...]) -> NDArray[np.bool_]:
    lows = np.array([low for low, _ in intervals], np.int64)
    highs = np.array([high for _, high in intervals], np.int64)
    place = np.searchsorted(lows, units, side="right") - 1
    found: NDArray[np.bool_] = (place >= 0) & (units <= highs[place])
    return found


# Above this many intervals each number is looked up instead of compared with all.
FEW_INTERVALS = 48
# So many ends of intervals are worth ranking a column for, of numbers of so many bytes and of any.
WIDE, MANY_ENDS, VERY_MANY_ENDS = 4, 16, 96
# For fewer subjects, finding out costs more than it saves.
MANY_SUBJECTS = 1 << 16
