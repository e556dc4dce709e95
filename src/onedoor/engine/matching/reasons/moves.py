"""From a box to the values themselves: the least moves that bring a subject into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.along import segments
from onedoor.engine.matching.reasons.boxes import Box, Compared
from onedoor.engine.matching.reasons.prices import FREE, Cost, distance, in_reach, target
from onedoor.engine.matching.reasons.signs import sign_truth
from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.units import NOT_KNOWN, Unit, limits
from onedoor.engine.matching.reasons.values import Values

MOST_STEPS = 3  # facts that are moved for the sake of comparisons
MOST_TRIED = 200
THOUSAND = 1_000


class Move(NamedTuple):
    """One fact at another value, and all the values that would do, the other facts being where they are."""

    unit: Unit
    values: Values


class Moves(NamedTuple):
    """A way out: what changes and what has to be told. ``joint`` are comparisons that several answers share."""

    changes: Mapping[str, Move]
    answers: Mapping[str, Move]
    joint: tuple[Sign, ...]
    cost: Cost

    @property
    def units(self) -> dict[str, Unit]:
        return {name: move.unit for name, move in (*self.changes.items(), *self.answers.items())}


class Mover:
    """Looks for moves into one box. ``is_cut`` tells afterwards that it gave up looking."""

    def __init__(self, subject: Subject, box: Box, typical: Mapping[str, tuple[int, ...]]) -> None:
        self.subject = subject
        self.box = box
        self.typical = typical
        self.is_cut = False
        self._tried = 0

    def moves(self) -> list[Moves]:
        """Those found, the cheapest first."""
        chosen: dict[str, Unit] = {}
        for name, demand in self.box.demands.items():
            if demand.cost != FREE:
                chosen[name] = target(self.subject, name, demand.values)
        found = [self._told(units) for units in self._settled(chosen, MOST_STEPS)]
        return sorted(found, key=lambda moves: moves.cost)

    def _settled(self, chosen: dict[str, Unit], steps: int) -> Iterator[dict[str, Unit]]:
        """The choices completed so that every comparison holds."""
        failing = self._failing(chosen)
        if failing is None:
            yield chosen
            return
        self._tried += 1
        if not steps or self._tried > MOST_TRIED:
            self.is_cut = True
            return
        names = sorted(failing.predicate.names)
        lacking = [name for name in names if self._unit(name, chosen) is NOT_KNOWN]
        if len(lacking) > 1:
            yield from self._guessed(lacking[0], chosen, steps)
            return
        is_found = False
        for name in lacking or [name for name in names if self._may_move(name)]:
            unit = self._reached(name, chosen, self.box.compared)
            if unit is NOT_KNOWN:
                unit = self._reached(name, chosen, (failing,))
            if unit is not NOT_KNOWN:
                is_found = True
                yield from self._settled({**chosen, name: unit}, steps - 1)
        if not is_found and not lacking:
            for name in names:
                for unit in self._ends(name, chosen):
                    yield from self._settled({**chosen, name: unit}, steps - 1)

    def _failing(self, chosen: Mapping[str, Unit]) -> Compared | None:
        for each in self.box.compared:
            if not sign_truth(each.predicate, lambda name: self._unit(name, chosen)) & each.truths:
                return each
        return None

    def _unit(self, name: str, chosen: Mapping[str, Unit]) -> Unit:
        return chosen[name] if name in chosen else self.subject.unit(name)

    def _may_move(self, name: str) -> bool:
        return self.subject.unit(name) is NOT_KNOWN or self.subject.can_change(name)

    def _allowed(self, name: str) -> Spans:
        """What the box leaves to a number by itself."""
        demand = self.box.demands.get(name)
        if demand is not None and isinstance(demand.values, Spans):
            return demand.values
        return Spans((limits(self.subject.schema.columns[name]),))

    def _reached(self, name: str, chosen: Mapping[str, Unit], compared: tuple[Compared, ...]) -> Unit:
        """The nearest value at which these comparisons hold, the other facts being as chosen."""
        values = self._along(name, chosen, compared)
        return target(self.subject, name, values) if not values.is_empty else NOT_KNOWN

    def _along(self, name: str, chosen: Mapping[str, Unit], compared: tuple[Compared, ...]) -> Spans:
        values, (low, high) = self._allowed(name), limits(self.subject.schema.columns[name])
        for predicate, truths, _ in compared:
            if name not in predicate.names or values.is_empty:
                continue
            parts = segments(predicate, name, lambda other: self._unit(other, chosen), low, high)
            values = values.meet(Spans(tuple((p.low, p.high) for p in parts if p.truth & truths)))
        return values

    def _ends(self, name: str, chosen: Mapping[str, Unit]) -> Iterator[Unit]:
        """As far as the box lets the fact go either way, where it alone does not suffice."""
        if not self._may_move(name) or name not in self.box.demands:
            return
        now = self._unit(name, chosen)
        for span in in_reach(self.subject, name, self._allowed(name)).spans:
            for end in span:
                if end != now and end not in limits(self.subject.schema.columns[name]):
                    yield end

    def _guessed(self, name: str, chosen: dict[str, Unit], steps: int) -> Iterator[dict[str, Unit]]:
        """One of two facts that nobody has told set to the first guess that lets the other one be found."""
        allowed, one = self._allowed(name), 10 ** self.subject.schema.columns[name].places
        guesses = (*self.typical.get(name, ()), THOUSAND * one, one, 0)
        for unit in dict.fromkeys(allowed.nearest(guess) for guess in guesses):
            found = False
            for settled in self._settled({**chosen, name: unit}, steps):
                found = True
                yield settled
            if found:
                return

    def _told(self, chosen: Mapping[str, Unit]) -> Moves:
        changes: dict[str, Move] = {}
        answers: dict[str, Move] = {}
        for name, unit in chosen.items():
            if unit == self.subject.unit(name):
                continue
            kept = self._kept(name, chosen)
            if self.subject.unit(name) is NOT_KNOWN:
                answers[name] = Move(unit, kept)
            else:
                changes[name] = Move(unit, kept)
        far = sum(
            distance(self.subject.schema.columns[name], self.subject.unit(name), move.unit)
            for name, move in changes.items()
        )
        joint = [
            each.predicate
            for each in self.box.compared
            if sum(name in answers for name in each.predicate.names) > 1
        ]
        return Moves(changes, answers, tuple(dict.fromkeys(joint)), Cost(len(changes), len(answers), far))

    def _kept(self, name: str, chosen: Mapping[str, Unit]) -> Values:
        """All values that would do in the place of the chosen one."""
        compared = tuple(each for each in self.box.compared if name in each.predicate.names)
        if compared:
            return self._along(name, chosen, compared)
        demand = self.box.demands.get(name)
        assert demand is not None, "what no comparison moves is moved by its demand"
        return demand.values
