"""All open rules of one subject beside all answers to the facts that they lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from onedoor.engine.feel import Unknown
from onedoor.engine.matching.plan import Asked, Test
from onedoor.engine.matching.reasons.candidates import candidates
from onedoor.engine.matching.reasons.code_sets import codes_in
from onedoor.engine.matching.reasons.hypotheses import Hypotheses
from onedoor.engine.matching.reasons.outlooks import Question
from onedoor.engine.matching.reasons.prepared import Prepared
from onedoor.engine.matching.reasons.present import present
from onedoor.engine.matching.reasons.programs import Program
from onedoor.engine.matching.reasons.prospects import Missing, Prospect
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import UNKNOWN, Planes
from onedoor.engine.matching.reasons.units import Unit, unit_of
from onedoor.engine.matching.reasons.weights import Number, in_wholes
from onedoor.engine.matching.schema import Kind

Prior = Mapping[str, Mapping[Any, Number]]


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
        words = sorted(unit for unit in whole if isinstance(unit, str))
        lists = [unit for unit in whole if isinstance(unit, frozenset)]
        return [*numbers, *words, *lists, *([None] if None in found or None in more else [])]

    @cached_property
    def planes(self) -> Mapping[int, Planes]:
        """The planes of every node that open rules rest on, for every answer."""
        is_most = 2 * len(self.open) > len(self.ready.roots)
        program = self.ready.program if is_most else Program.of(self.ready.plan, self.open.values())
        return program.run(self.hypotheses.leaf, self.hypotheses.everyone)

    def missing(self, name: str) -> Missing:
        """One of the facts that open rules rest on."""
        block, prior = self.hypotheses.blocks[name], self._prior.get(name)
        return Missing(self.ready, self.subject, self.planes, block, prior)

    def prospects(self, missing: Missing) -> list[Prospect]:
        """What the fact does for each open rule that rests on it."""
        name = missing.block.column
        return [
            missing.prospect(rule, self.open[rule], lambda each: self._lacks_only(name, each))
            for rule in self.resting[name]
        ]

    def _lacks_only(self, name: str, rule: str) -> bool:
        """Whether the interpreter, where it alone can tell, finds the rule to lack just this fact."""
        nodes = self.ready.plan.nodes
        if not any(isinstance(nodes[each], Asked) for each in self.ready.leaves(self.open[rule])[name]):
            return False
        expression = self.ready.rules.expressions[rule]
        value = expression.run(expression.scope(self.subject.facts, self.subject.now))
        return isinstance(value, Unknown) and {fact.partition(".")[0] for fact in value.facts} == {name}

    def question(
        self, missing: Missing, found: Sequence[Prospect], score: Fraction, benefits: Mapping[str, Fraction]
    ) -> Question:
        """The question in full; rules that no answer settles are counted only."""
        outlooks = [
            missing.outlook(each, self.open[each.rule], benefits.get(each.rule, Fraction(1)))
            for each in found
            if each.settling
        ]
        ranked = sorted(outlooks, key=lambda each: (-each.share * each.benefit, -each.share))
        column = self.subject.schema.columns[missing.block.column]
        return Question(column, score, len(found), tuple(ranked), self.hypotheses.is_cut)
