"""All open rules of one subject beside all answers to the facts that they lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.plan import Asked, Test
from onedoor.engine.matching.predicates import Member
from onedoor.engine.matching.reasons.candidates import candidates, codes_in
from onedoor.engine.matching.reasons.cells import Cell, answers_in, apart, cells, joined, local, marks, share
from onedoor.engine.matching.reasons.hypotheses import Hypotheses
from onedoor.engine.matching.reasons.prepared import Prepared
from onedoor.engine.matching.reasons.present import present
from onedoor.engine.matching.reasons.results import Outlook, Question
from onedoor.engine.matching.reasons.subject import Subject, Unit, unit_of
from onedoor.engine.matching.reasons.truths import TRUE, UNKNOWN, UNMET, Planes, Program
from onedoor.engine.matching.reasons.values import Values
from onedoor.engine.matching.reasons.weights import Number, in_wholes
from onedoor.engine.matching.schema import Kind

Prior = Mapping[str, Mapping[Any, Number]]


class Prospect(NamedTuple):
    """What one fact does for one rule: ``settling`` of ``total``.

    ``is_told`` is false where only the interpreter can say which answer does what.
    """

    rule: str
    settling: int
    total: int
    is_told: bool = True


class Survey:
    """Open rules by the missing facts that they rest on, of those that can be asked for."""

    def __init__(
        self, ready: Prepared, subject: Subject, askable: Collection[str] | None, prior: Prior | None
    ) -> None:
        self.ready = ready
        self.subject = subject
        truths = present(ready, subject)
        self.open = {rule: root for rule, root in ready.roots.items() if truths[root] == UNKNOWN}
        self.resting: dict[str, list[str]] = {}
        for rule, root in self.open.items():
            for name in ready.leaves(root):
                if name not in subject.units and (askable is None or name in askable):
                    self.resting.setdefault(name, []).append(rule)
        given = {name: prior[name] for name in self.resting if prior and name in prior}
        self._known: dict[tuple[str, int], tuple[int, ...]] = {}
        self._prior = {name: self._read(name, each) for name, each in given.items()}

    def _read(self, name: str, frequencies: Mapping[Any, Number]) -> dict[Unit, int]:
        column = self.subject.schema.columns[name]
        units = [unit_of(column, value) for value in frequencies]
        return dict(zip(units, in_wholes(frequencies.values()), strict=True))

    @cached_property
    def hypotheses(self) -> Hypotheses:
        """Every answer to every fact."""
        return Hypotheses(self.ready, self.subject, {name: self._answers(name) for name in self.resting})

    def _answers(self, name: str) -> Sequence[Unit]:
        nodes = self.ready.plan.nodes
        by_rule = [self.ready.leaves(self.open[rule])[name] for rule in self.resting[name]]
        leaves = sorted({each for own in by_rule for each in own})
        tests = {each: node.predicate for each in leaves if isinstance(node := nodes[each], Test)}
        asked = [node.expression for each in leaves if isinstance(node := nodes[each], Asked)]
        column = self.subject.schema.columns[name]
        together = set[frozenset[str]]()
        if column.kind is Kind.CODES:
            together = {codes_in(tests[each] for each in own if each in tests) for own in by_rule}
        parts = (self.ready.plan.expressions[each] for each in asked)
        found = candidates(column, tests.values(), parts, together, self.subject)
        more = [unit for unit in self._prior.get(name, {}) if unit not in found]
        whole = [unit for unit in (*found, *more) if unit is not None]
        numbers = sorted(unit for unit in whole if isinstance(unit, int))
        others = [unit for unit in whole if not isinstance(unit, int)]
        return [*numbers, *others, *([None] if None in found or None in more else [])]

    @cached_property
    def planes(self) -> Mapping[int, Planes]:
        """The planes of every node that open rules rest on, for every answer."""
        is_most = 2 * len(self.open) > len(self.ready.roots)
        program = self.ready.program if is_most else Program.of(self.ready.plan, self.open.values())
        return program.run(self.hypotheses.leaf, self.hypotheses.everyone)

    def prospects(self, name: str) -> list[Prospect]:
        """What the fact does for each open rule that rests on it."""
        block = self.hypotheses.blocks[name]
        weights = [self._prior[name].get(unit, 0) for unit in block.units] if name in self._prior else None
        found = []
        for rule in self.resting[name]:
            root = self.open[rule]
            answers = self._answers_to(name, root)
            certain, possible, _ = local(self.planes[root], block)
            is_open = possible & ~certain & answers
            if self.ready.plan.asks[root] and self._lacks_only(name, rule):
                found.append(Prospect(rule, 1, 1, is_told=False))
            elif not is_open and answers:
                found.append(Prospect(rule, 1, 1))
            elif is_open == answers:
                found.append(Prospect(rule, 0, 1))
            else:
                found.append(Prospect(rule, *share(self._cells(name, root), weights)))
        return found

    def _answers_to(self, name: str, root: int) -> int:
        """The answers that count for a rule: that there is no value is one only where it asks about that."""
        block = self.hypotheses.blocks[name]
        is_asked = None in self._prior.get(name, ()) or any(
            each in self.ready.about_null for each in self.ready.leaves(root)[name]
        )
        return block.all if is_asked else block.all & ~block.null

    def _cells(self, name: str, root: int) -> list[Cell]:
        block = self.hypotheses.blocks[name]
        leaves = [self._marks(name, each) for each in self.ready.leaves(root)[name]]
        return cells(leaves, local(self.planes[root], block), self._answers_to(name, root))

    def _marks(self, name: str, leaf: int) -> tuple[int, ...]:
        key = name, leaf
        if (found := self._known.get(key)) is None:
            block, node = self.hypotheses.blocks[name], self.ready.plan.nodes[leaf]
            found = marks(local(self.planes[leaf], block), block.all)
            if isinstance(node, Test) and isinstance(node.predicate, Member):
                found = apart(
                    found, [block.places[each] for each in node.predicate.values if each in block.places]
                )
            self._known[key] = found
        return found

    def _lacks_only(self, name: str, rule: str) -> bool:
        """Whether the interpreter, where it alone can tell, finds the rule to lack just this fact."""
        nodes = self.ready.plan.nodes
        if not any(isinstance(nodes[each], Asked) for each in self.ready.leaves(self.open[rule])[name]):
            return False
        expression = self.ready.rules.expressions[rule]
        value = expression.run(expression.scope(self.subject.facts, self.subject.now))
        return isinstance(value, Unknown) and {fact.partition(".")[0] for fact in value.facts} == {name}

    def outlook(self, name: str, prospect: Prospect, benefit: Fraction) -> Outlook:
        """The prospect in the values of the column: which answers do what."""
        certain = refused = None
        if prospect.is_told:
            found = self._cells(name, self.open[prospect.rule])
            certain = self._joined(name, prospect.rule, [each for each in found if each.truth == TRUE])
            refused = self._joined(name, prospect.rule, [each for each in found if each.truth & UNMET])
        return Outlook(prospect.rule, Fraction(prospect.settling, prospect.total), benefit, certain, refused)

    def _joined(self, name: str, rule: str, found: Sequence[Cell]) -> tuple[Values, ...] | None:
        block, leaves = self.hypotheses.blocks[name], self.ready.leaves(self.open[rule])[name]
        planes = {each: local(self.planes[each], block) for each in leaves}
        sets = [answers_in(cell, planes, block, self.ready.plan, self.subject) for cell in found]
        return joined(each for each in sets if each is not None) if None not in sets else None

    def question(
        self, name: str, found: Sequence[Prospect], score: Fraction, benefits: Mapping[str, Fraction]
    ) -> Question:
        """The question in full; rules that no answer settles are counted only."""
        outlooks = [
            self.outlook(name, each, benefits.get(each.rule, Fraction(1))) for each in found if each.settling
        ]
        ranked = sorted(outlooks, key=lambda each: (-each.share * each.benefit, -each.share))
        column = self.subject.schema.columns[name]
        return Question(column, score, len(found), tuple(ranked), self.hypotheses.is_cut)
