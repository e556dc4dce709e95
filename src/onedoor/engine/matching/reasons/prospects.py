"""What the answer to one missing fact does to each open rule that rests on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from onedoor.engine.matching.plan import Test
from onedoor.engine.matching.predicates import Member
from onedoor.engine.matching.reasons.blocks import Block
from onedoor.engine.matching.reasons.cells import answers_in, apart, cut, local, marks
from onedoor.engine.matching.reasons.outlooks import Outlook
from onedoor.engine.matching.reasons.prepared import Prepared
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import TRUE, UNMET, Planes, truth_at
from onedoor.engine.matching.reasons.units import Unit
from onedoor.engine.matching.reasons.values import Values, joined

Leaves = tuple[int, ...]


class Prospect(NamedTuple):
    """What the fact does for one rule: ``settling`` of ``total``.

    ``is_told`` is false where only the interpreter can say which answer does what.
    """

    rule: str
    settling: int
    total: int
    is_told: bool = True


@dataclass(slots=True)
class Missing:
    """One missing fact. Rules that have the same conditions on it share the cells."""

    ready: Prepared
    subject: Subject
    planes: Mapping[int, Planes]
    block: Block
    prior: Mapping[Unit, int] | None
    _marks: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _cells: dict[Leaves, tuple[int, ...]] = field(default_factory=dict)
    _values: dict[tuple[Leaves, int], Values | None] = field(default_factory=dict)

    def prospect(self, rule: str, root: int, lacks_only: Callable[[str], bool]) -> Prospect:
        """``lacks_only`` tells whether a rule with parts for the interpreter lacks nothing else."""
        leaves = self.ready.leaves(root)[self.block.column]
        if self.ready.plan.asks[root] and lacks_only(rule):
            return Prospect(rule, 1, 1, is_told=False)
        certain, possible, _ = self.planes[root]
        answers = self._answers(leaves)
        is_open = (possible & ~certain) >> self.block.start & answers
        if not is_open and answers:
            return Prospect(rule, 1, 1)
        if is_open == answers:
            return Prospect(rule, 0, 1)
        if self.prior is not None:
            total = sum(self.prior.values())
            return Prospect(rule, total - self._weight(is_open), max(total, 1))
        cells = self.cells(leaves)
        return Prospect(rule, sum(not cell & is_open for cell in cells), len(cells))

    def _weight(self, answers: int) -> int:
        assert self.prior is not None
        units = enumerate(self.block.units)
        return sum(self.prior.get(unit, 0) for place, unit in units if answers >> place & 1)

    def _answers(self, leaves: Leaves) -> int:
        """The answers that count: that there is no value is one only where somebody speaks of that."""
        is_asked = not self.block.null or (self.prior is not None and None in self.prior)
        if is_asked or any(each in self.ready.about_null for each in leaves):
            return self.block.all
        return self.block.all & ~self.block.null

    def cells(self, leaves: Leaves) -> tuple[int, ...]:
        """The cells into which these conditions cut the answers."""
        if (found := self._cells.get(leaves)) is None:
            found = self._cells[leaves] = cut(self._answers(leaves), map(self._marked, leaves))
        return found

    def _marked(self, leaf: int) -> tuple[int, ...]:
        if (found := self._marks.get(leaf)) is None:
            node, places = self.ready.plan.nodes[leaf], self.block.places
            found = marks(local(self.planes[leaf], self.block), self.block.all)
            if isinstance(node, Test) and isinstance(node.predicate, Member):
                found = apart(found, [places[each] for each in node.predicate.values if each in places])
            self._marks[leaf] = found
        return found

    def outlook(self, prospect: Prospect, root: int, benefit: Fraction) -> Outlook:
        """The prospect in the values of the column: which answers do what."""
        certain = refused = None
        if prospect.is_told:
            leaves, planes = self.ready.leaves(root)[self.block.column], local(self.planes[root], self.block)
            truths = [(cell, truth_at(planes, cell & -cell)) for cell in self.cells(leaves)]
            certain = self._joined(leaves, [cell for cell, truth in truths if truth == TRUE])
            refused = self._joined(leaves, [cell for cell, truth in truths if truth & UNMET])
        return Outlook(prospect.rule, Fraction(prospect.settling, prospect.total), benefit, certain, refused)

    def _joined(self, leaves: Leaves, cells: Sequence[int]) -> tuple[Values, ...] | None:
        sets = [self._values_in(leaves, cell) for cell in cells]
        return joined(each for each in sets if each is not None) if None not in sets else None

    def _values_in(self, leaves: Leaves, cell: int) -> Values | None:
        key = leaves, cell
        if key not in self._values:
            bit = (cell & -cell) << self.block.start
            truths = [(leaf, truth_at(self.planes[leaf], bit)) for leaf in leaves]
            self._values[key] = answers_in(cell, truths, self.block, self.ready.plan, self.subject)
        return self._values[key]
