"""A bound program over one stretch of subjects: formulas first, then the circuit, then what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onedoor.engine.feel import Expression, Unknown
from onedoor.engine.matching.bound import Bound, bind
from onedoor.engine.matching.circuits import Circuit, Pattern
from onedoor.engine.matching.encoding import Subjects
from onedoor.engine.matching.formulas import NOWHERE, Stretch, Verdict, beyond, limits_of, verdict_of
from onedoor.engine.matching.gates import Gates
from onedoor.engine.matching.kernels import Kernel
from onedoor.engine.matching.lazily import Lazy, lazy_circuit
from onedoor.engine.matching.narrow import WORD, Words, flags_of
from onedoor.engine.matching.plan import Asked, Plan, Test, operands
from onedoor.engine.matching.predicates import Sign
from onedoor.engine.matching.program import Program, scheduled
from onedoor.engine.matching.shared import Compared
from onedoor.engine.matching.sources import Part

Flags = NDArray[np.bool_]
# So many different answers of one part are remembered for one stretch.
MOST_TOLD = 4096
_UNASKED, _FALSE, _TRUE, _NULL, _UNKNOWN = range(5)
_PARTS = {
    Part.CERTAIN: (_TRUE,),
    Part.POSSIBLE: (_TRUE, _UNKNOWN, _UNASKED),
    Part.UNREFUTED: (_TRUE, _NULL, _UNKNOWN, _UNASKED),
    Part.ANSWERED: (_FALSE, _TRUE, _NULL, _UNKNOWN),
}


def program_of(
    plan: Plan,
    roots: Iterable[int],
    pattern: Pattern,
    compared: Mapping[int, Compared] | None = None,
    *,
    asked: bool = False,
) -> Program:
    """Two results a root: first where it is certain, for all roots, then where it is possible.

    ``compared`` are formulas that are tests of columns which the table may hold.
    ``asked``: the interpreter's answers come with each chunk; else its parts count as unknown.
    """
    gates, results = _gates(Circuit(plan, pattern, compared or {}, are_answered=asked), roots)
    return scheduled(gates, results)


def lazy_program_of(
    plan: Plan, roots: Iterable[int], pattern: Pattern, compared: Mapping[int, Compared]
) -> tuple[Program, Lazy]:
    """The program, and the same circuit to be walked for one subject."""
    gates, results = _gates(Circuit(plan, pattern, compared), roots)
    program = scheduled(gates, results)
    return program, lazy_circuit(gates, results, program)


def _gates(circuit: Circuit, roots: Iterable[int]) -> tuple[Gates, list[int]]:
    wanted = list(roots)
    found = circuit.roots(wanted)
    certain = [circuit.kleene.certain(found[root]) for root in wanted]
    return circuit.gates, [*certain, *(found[root].possible for root in wanted)]


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that the stretches of one table share. Rules in ``asking`` have parts for the interpreter."""

    plan: Plan
    subjects: Subjects
    kernel: Kernel
    now: datetime | None
    whole: Bound
    asking: Mapping[int, tuple[int, ...]]
    partial: Bound | None
    limits: Mapping[int, Mapping[str, int] | None]

    @classmethod
    def of(
        cls,
        plan: Plan,
        roots: tuple[int, ...],
        subjects: Subjects,
        programs: tuple[Program, Program | None],
        *,
        kernel: Kernel,
        now: datetime | None,
        concerned: Flags | None = None,
    ) -> Run:
        whole, partial = programs
        bound = bind(whole, subjects, kernel.rank)
        again = None if partial is None else bind(partial, subjects, kernel.rank)
        formulas = {
            each.node: limits_of(_formula(plan, each.node), subjects)
            for each in (*bound.decided, *(again.decided if again else ()))
            if isinstance(plan.nodes[each.node], Test)
        }
        asking = {
            row: _questions(plan, root) if concerned is None or concerned[row] else ()
            for row, root in enumerate(roots)
            if plan.asks[root]
        }
        return cls(plan, subjects, kernel, now, bound, asking, again, formulas)

    def stretch(self, start: int, stop: int, results: Words) -> None:
        """Words ``start`` up to ``stop`` of all results are right afterwards, beyond the last subject arbitrary."""
        _Part(self, start, stop, results[:, start:stop]).run()


class _Part:
    """One stretch: what it has worked out besides the circuit."""

    def __init__(self, run: Run, start: int, stop: int, results: Words) -> None:
        self.all = run
        self.start, self.stop, self.results = start, stop, results
        self.first = start * WORD
        self.count = max(min(stop * WORD, run.subjects.count) - self.first, 0)
        self.decided: dict[int, dict[Part, Words]] = {}
        self.answers: dict[int, NDArray[np.int8]] = {}

    def run(self) -> None:
        self._run(self.all.whole, self.results)
        if self.all.partial is not None and self.count:
            self._ask_in_rounds(self.all.partial)

    def _run(self, bound: Bound, results: Words) -> None:
        decided = np.zeros((len(bound.decided), self.stop - self.start), np.uint64)
        for place, source in enumerate(bound.decided):
            decided[place] = self._planes(source.node)[source.part]
        self.all.kernel.run(bound, self.start, self.stop, decided, results)

    def _planes(self, node: int) -> Mapping[Part, Words]:
        if node not in self.decided:
            self.decided[node] = self._formula(node) if node in self.all.limits else self._answered(node)
        return self.decided[node]

    def _formula(self, node: int) -> dict[Part, Words]:
        formula, limits = _formula(self.all.plan, node), self.all.limits[node]
        stretch = Stretch(self.all.subjects, self.start, self.stop)
        if limits is not None and NOWHERE in limits.values():
            nobody = np.zeros(stretch.words, np.uint64)
            verdict, wide = Verdict(nobody, nobody, nobody), np.ones(self.count, np.bool_)
        else:
            verdict = verdict_of(formula, self.all.kernel.signs(formula, stretch), stretch)
            wide = np.zeros(0, np.bool_) if limits is None else beyond(stretch, limits)[: self.count]
        planes = {
            Part.CERTAIN: verdict.certain, Part.POSSIBLE: verdict.possible, Part.UNREFUTED: verdict.unrefuted
        }  # fmt: skip
        if not wide.any():
            return planes
        test = self.all.plan.nodes[node]
        assert isinstance(test, Test)
        assert test.check is not None
        answers = self._asked(self.all.plan.expressions[test.check], wide)
        here = self._packed(wide)
        return {
            part: (words & ~here) | (self._packed(np.isin(answers, _PARTS[part])) & here)
            for part, words in planes.items()
        }

    def _answered(self, node: int) -> dict[Part, Words]:
        answers = self.answers.setdefault(node, np.zeros(self.count, np.int8))
        return {part: self._packed(np.isin(answers, values)) for part, values in _PARTS.items()}

    def _ask_in_rounds(self, partial: Bound) -> None:
        """Each round asks one part of each rule, for the subjects that everything before leaves open."""
        rows = list(self.all.asking)
        left = {row: list(self.all.asking[row]) for row in rows}
        own = np.zeros((2 * len(rows), self.stop - self.start), np.uint64)
        rules = self.all.whole.program.results // 2
        while any(left.values()):
            wanted: dict[int, Flags] = {}
            for row in rows:
                if left[row] and (open_ := self._open(row, rules)).any():
                    node = left[row].pop(0)
                    wanted[node] = wanted[node] | open_ if node in wanted else open_
                else:
                    left[row].clear()
            for node, flags in wanted.items():
                self._ask(node, flags)
            self._run(partial, own)
            for place, row in enumerate(rows):
                self.results[row], self.results[rules + row] = own[place], own[len(rows) + place]

    def _open(self, row: int, rules: int) -> Flags:
        return flags_of(self.results[rules + row] & ~self.results[row], 0, self.count)

    def _ask(self, node: int, needed: Flags) -> None:
        asked = self.all.plan.nodes[node]
        assert isinstance(asked, Asked)
        answers = self.answers.setdefault(node, np.zeros(self.count, np.int8))
        needed = needed & (answers == _UNASKED)
        answers[needed] = self._asked(self.all.plan.expressions[asked.expression], needed)[needed]
        self.decided.pop(node, None)

    def _asked(self, rule: Expression, needed: Flags) -> NDArray[np.int8]:
        """The interpreter's answers for the needed subjects; those who have the same facts are asked about once."""
        answers = np.zeros(self.count, np.int8)
        names = sorted(rule.free_names & self.all.subjects.columns.keys())
        told: dict[tuple[Any, ...], int] = {}
        for row in np.flatnonzero(needed).tolist():
            facts = self.all.subjects.facts(self.first + row, names)
            key = tuple(facts.values())
            try:
                answer = told.get(key)
            except TypeError:  # a list or a context is no key
                answer = _answer(rule.run(rule.scope(facts, self.all.now)))
            else:
                if answer is None:
                    answer = _answer(rule.run(rule.scope(facts, self.all.now)))
                    if len(told) < MOST_TOLD:
                        told[key] = answer
            answers[row] = answer
        return answers

    def _packed(self, flags: Flags) -> Words:
        found = np.zeros((self.stop - self.start) * 8, np.uint8)
        bits = np.packbits(flags, bitorder="little")
        found[: len(bits)] = bits
        return found.view(np.uint64)


def _formula(plan: Plan, node: int) -> Sign:
    test = plan.nodes[node]
    assert isinstance(test, Test)
    assert isinstance(test.predicate, Sign)
    return test.predicate


def _questions(plan: Plan, root: int) -> tuple[int, ...]:
    """The parts below that the interpreter decides, in the order of the plan."""
    seen: set[int] = set()
    open_ = [root]
    while open_:
        index = open_.pop()
        if index not in seen and plan.asks[index]:
            seen.add(index)
            open_ += operands(plan.nodes[index])
    return tuple(sorted(index for index in seen if isinstance(plan.nodes[index], Asked)))


def _answer(value: Any) -> int:
    if isinstance(value, Unknown):
        return _UNKNOWN
    return _TRUE if value is True else _FALSE if value is False else _NULL
