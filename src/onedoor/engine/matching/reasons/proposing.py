"""From moves to proposals: applied to the facts, and put before the interpreter."""

from __future__ import annotations

from collections.abc import Iterator

from onedoor.engine.feel import Expression
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.reasons.moves import Move, Moves
from onedoor.engine.matching.reasons.prepared import Prepared
from onedoor.engine.matching.reasons.present import answer
from onedoor.engine.matching.reasons.results import Answer, Change, Proposal
from onedoor.engine.matching.reasons.spans import Spans
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import TRUE
from onedoor.engine.matching.reasons.units import Unit, value_of


class Proposer:
    """Proposals for one rule and one subject."""

    def __init__(self, ready: Prepared, subject: Subject, rule: str) -> None:
        self.ready = ready
        self.subject = subject
        self.expression: Expression = ready.rules.expressions[rule]

    def proposal(self, moves: Moves) -> Proposal | None:
        """The proposal, or None where the interpreter does not find the rule true with it.

        Of an answer that may be any number of a span, the interpreter is asked about both ends.
        """
        units = moves.units
        if not self._is_true(units) or not all(map(self._is_true, self._ends(moves))):
            return None
        changes = (self._change(name, move, units) for name, move in moves.changes.items())
        answers = (self._answer(name, move, moves) for name, move in moves.answers.items())
        return Proposal(tuple(changes), tuple(answers), moves.cost)

    def _is_true(self, units: dict[str, Unit]) -> bool:
        return answer(self.expression, self.subject, self.subject.with_units(units)) == TRUE

    def _ends(self, moves: Moves) -> Iterator[dict[str, Unit]]:
        for name, move in moves.answers.items():
            for end in _span_of(move):
                if end != move.unit:
                    yield {**moves.units, name: end}

    def _is_least(self, name: str, move: Move, units: dict[str, Unit]) -> bool:
        """Whether a number that moves one step less far does not suffice, all others being as proposed."""
        before = self.subject.unit(name)
        if not isinstance(before, int) or not isinstance(move.unit, int):
            return False
        step = 1 if before < move.unit else -1
        return not self._is_true({**units, name: move.unit - step})

    def _change(self, name: str, move: Move, units: dict[str, Unit]) -> Change:
        column = self.subject.schema.columns[name]
        before, after = (value_of(column, unit) for unit in (self.subject.unit(name), move.unit))
        return Change(column, before, after, move.values, self._is_least(name, move, units))

    def _answer(self, name: str, move: Move, moves: Moves) -> Answer:
        column = self.subject.schema.columns[name]
        shared = [sign for sign in moves.joint if name in sign.names]
        beside = {other for sign in shared for other in sign.names if other in moves.answers} - {name}
        condition = self._source(shared[0]) if shared else ""
        return Answer(column, move.values, value_of(column, move.unit), tuple(sorted(beside)), condition)

    def _source(self, sign: Sign) -> str:
        return self.ready.sources.get(sign, "")


def _span_of(move: Move) -> tuple[int, ...]:
    """The ends of the span that the value is in."""
    if isinstance(move.values, Spans) and isinstance(move.unit, int):
        for span in move.values.spans:
            if span[0] <= move.unit <= span[1]:
                return span
    return ()
