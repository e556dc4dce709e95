"""From the plan of all rules to gates, for tables of one pattern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from onedoor.engine.matching.gates import ZEROS, Gates
from onedoor.engine.matching.plan import (
    All,
    Asked,
    Choice,
    Constant,
    Merged,
    Modal,
    Node,
    Not,
    Plan,
    Some,
    Test,
    Truth,
    operands,
)
from onedoor.engine.matching.predicates import Member, Sign
from onedoor.engine.matching.shared import Compared
from onedoor.engine.matching.sources import Absent, ColumnTest, Decided, Holds, Known, Part
from onedoor.engine.matching.threefold import Threefold, ThreeValued


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a circuit may count on: columns in which something is unknown, or known to be absent.

    ``missing`` columns are unknown for everybody.
    """

    missing: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def is_nullable(self, test: ColumnTest) -> bool:
        """Whether the test can be null; membership is decided about null as about any value."""
        return test.column in self.absent and not isinstance(test, Member)


@dataclass(slots=True)
class Circuit:
    """The gates of every node asked for.

    ``compared`` are formulas that are tests of one column which others test too, where the table has that.

    With ``are_answered`` the interpreter's parts are sources, with what is not answered yet unknown; without,
    they are unknown altogether. Either way an answer can only settle what is open, so nobody need be asked
    about subjects for whom a rule is settled without it.
    """

    plan: Plan
    pattern: Pattern
    compared: Mapping[int, Compared] = field(default_factory=dict)
    are_answered: bool = False
    gates: Gates = field(default_factory=Gates)
    _found: dict[int, Threefold] = field(default_factory=dict)

    @property
    def kleene(self) -> ThreeValued:
        return ThreeValued(self.gates)

    def roots(self, wanted: Iterable[int]) -> Mapping[int, Threefold]:
        """The gates of these nodes and of all they rest on."""
        kleene = self.kleene
        for index in in_order(self.plan, wanted):
            if index not in self._found:
                self._found[index] = self._of(kleene, index, self.plan.nodes[index])
        return self._found

    def _of(self, kleene: ThreeValued, index: int, node: Node) -> Threefold:
        found = self._found
        match node:
            case All():
                return kleene.both([found[each] for each in node.operands])
            case Some():
                return kleene.either([found[each] for each in node.operands])
            case Constant(value=value):
                return kleene.constant(value)
            case Test(predicate=Sign()) as formula:
                if (column := self._shared(index)) is not None:
                    return self._test(kleene, column.test, negated=column.negated)
                return self._formula(index, formula)
            case Test(predicate=test):
                assert not isinstance(test, Sign)
                return self._test(kleene, test, negated=False)
            case Not(operand=operand):
                inner = self.plan.nodes[operand]
                if (column := self._shared(operand)) is not None:
                    return self._test(kleene, column.test, negated=not column.negated)
                if isinstance(inner, Test) and not isinstance(inner.predicate, Sign):
                    return self._test(kleene, inner.predicate, negated=True)
                return kleene.negative(found[operand])
            case Choice():
                return kleene.choose(found[node.condition], found[node.yes], found[node.no])
            case Merged():
                same = found[node.same]
                return kleene.choose(found[node.condition], found[node.yes], found[node.no], same)
            case Modal(operand=operand, unknown=unknown):
                answered = self._answered(operand)
                return Threefold(
                    self.gates.some_of(
                        (kleene.modal(found[operand], unknown=unknown).possible, self.gates.invert(answered))
                    ),
                    answered,
                )
            case Asked():
                if self.are_answered:
                    return self._decided(index, has_null=True)
                return kleene.constant(Truth.UNKNOWN)

    def _test(self, kleene: ThreeValued, test: ColumnTest, *, negated: bool) -> Threefold:
        if test.column in self.pattern.missing:
            return kleene.constant(Truth.UNKNOWN)
        gates, unrefuted = self.gates, None
        possible = gates.source(Holds(test, negated))
        if self.pattern.is_nullable(test):
            unrefuted = gates.some_of((possible, gates.source(Absent(test.column))))
        if test.column not in self.pattern.unknown:
            return Threefold(possible, unrefuted=unrefuted, is_open_where_unsettled=True)
        return Threefold(possible, gates.source(Known(test.column)), unrefuted, is_open_where_unsettled=True)

    def _shared(self, index: int) -> Compared | None:
        """The formula as a test of a column that the table holds."""
        found = self.compared.get(index)
        return None if found is None or found.test.column in self.pattern.missing else found

    def _answered(self, index: int) -> int:
        """Where every part below that the interpreter decides is answered: "is it unknown?" must not be told before."""
        asked = [each for each in in_order(self.plan, [index]) if isinstance(self.plan.nodes[each], Asked)]
        if asked and not self.are_answered:
            return ZEROS
        return self.gates.all_of(self.gates.source(Decided(each, Part.ANSWERED)) for each in asked)

    def _formula(self, index: int, node: Test) -> Threefold:
        formula = node.predicate
        assert isinstance(formula, Sign)
        divides = formula.left_denominator is not None or formula.right_denominator is not None
        can_be_null = not formula.equality and (divides or bool(formula.names & self.pattern.absent))
        return self._decided(index, has_null=can_be_null)

    def _decided(self, index: int, *, has_null: bool) -> Threefold:
        source = self.gates.source
        certain, possible = source(Decided(index, Part.CERTAIN)), source(Decided(index, Part.POSSIBLE))
        unrefuted = source(Decided(index, Part.UNREFUTED)) if has_null else None
        return Threefold(possible, certain, unrefuted)


def in_order(plan: Plan, wanted: Iterable[int]) -> list[int]:
    """The nodes and all below them, operands first."""
    seen: set[int] = set()
    open_ = list(wanted)
    while open_:
        index = open_.pop()
        if index not in seen:
            seen.add(index)
            open_ += operands(plan.nodes[index])
    return sorted(seen)
