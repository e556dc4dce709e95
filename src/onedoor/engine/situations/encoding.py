"""The conditions of a guide as diagrams over all complete sets of answers.

What is compared is asked of the interpreter, cell by cell; what joins comparisons (``and``, ``or``, ``not``) is joined
as diagrams, so that the work grows with what conditions read together and not with all questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.feel.logic import conjunction, disjunction, negation
from onedoor.engine.situations.cutting import cells_of
from onedoor.engine.situations.diagrams import Diagrams, is_not_true, is_true
from onedoor.engine.situations.outcome import truth_of
from onedoor.engine.situations.variables import together

if TYPE_CHECKING:
    from onedoor.engine.situations.guide import Guide


class Encoding:
    """A guide's questions as variables, each after those it depends on.

    Variable ``level`` of a question has its cells as values, and *not asked* as the last where it has a condition.
    Further variables may stand between them: ``outputs`` are the names that each output reads. ``sampled`` names the
    questions that are numbers and only tried at some places.
    """

    def __init__(self, guide: Guide, most: int, outputs: Iterable[frozenset[str]] = ()) -> None:
        self.guide = guide
        self.cells, self.sampled = cells_of(guide)
        names = together(guide)
        after = [max((names.index(name) for name in read), default=-1) for read in outputs]
        self.level: dict[str, int] = {}
        self.outputs: dict[int, int] = {}
        sizes: list[int] = []

        def put_outputs(place: int) -> None:
            for output in (each for each, at in enumerate(after) if at == place):
                self.outputs[output] = len(sizes)
                sizes.append(2)

        put_outputs(-1)
        waits = {each.name: bool(each.when.strip()) for each in guide.questions}
        for place, name in enumerate(names):
            self.level[name] = len(sizes)
            sizes.append(len(self.cells[name]) + waits[name])
            put_outputs(place)
        self.diagrams = Diagrams(sizes, most)
        self._leaves: dict[n.Node, int] = {}
        self.asked: dict[str, int] = {}
        self.complete = self._complete()

    def condition(self, expression: Expression) -> int:
        """The diagram of a condition's value."""
        return self._tree(expression.root)

    def example(self, members: int) -> dict[str, Any]:
        """A complete set of answers in this set, in the order of the guide."""
        values = self.diagrams.member(members)
        return {
            question.name: self.cells[question.name][at].witness
            for question in self.guide.questions
            if (at := values.get(self.level[question.name], 0)) < len(self.cells[question.name])
        }

    @property
    def question_levels(self) -> frozenset[int]:
        return frozenset(self.level.values())

    def _complete(self) -> int:
        """The complete sets of answers: each question that is asked has an answer, the others have none."""
        parts = []
        for at in self.guide.order:
            question = self.guide.questions[at]
            level, size = self.level[question.name], len(self.cells[question.name])
            if not question.when.strip():
                self.asked[question.name] = self.diagrams.true
                continue
            when = self.condition(self.guide.whens[at])
            self.asked[question.name] = asked = self.diagrams.change(is_true, when)
            silent = self.diagrams.change(is_not_true, when)
            answered = self.diagrams.choice(level, range(size))
            unanswered = self.diagrams.choice(level, (size,))
            parts.append(
                self.diagrams.any_of(
                    (
                        self.diagrams.all_of((asked, answered)),
                        self.diagrams.all_of((silent, unanswered)),
                    )
                )
            )
        return self.diagrams.all_of(reversed(parts))

    def _tree(self, node: n.Node) -> int:
        match node:
            case n.And(operands=parts):
                return self._joined(conjunction, parts)
            case n.Or(operands=parts):
                return self._joined(disjunction, parts)
            case n.Call(function=n.Name(name="not"), arguments=(n.Argument(name=None, value=inner),)):
                return self.diagrams.change(negation, self._tree(inner))
        if node not in self._leaves:
            self._leaves[node] = self._leaf(node)
        return self._leaves[node]

    def _joined(self, logic: Any, parts: Iterable[n.Node]) -> int:
        first, *rest = [self._tree(each) for each in parts]
        for each in rest:
            first = self.diagrams.join(logic, first, each)
        return first

    def _leaf(self, node: n.Node) -> int:
        """The diagram of a comparison, asked of the interpreter for every combination of the cells it reads."""
        expression = Expression.of(node)
        names = sorted(free_names(node), key=self.level.__getitem__)
        values = [self._values(name) for name in names]
        self.diagrams.spend(prod(map(len, values)))
        rows = [
            self.diagrams.end(truth_of(expression(dict(zip(names, row, strict=True)))))
            for row in product(*values)
        ]
        for name in reversed(names):
            level = self.level[name]
            size = self.diagrams.sizes[level]
            rows = [self.diagrams.node(level, rows[at : at + size]) for at in range(0, len(rows), size)]
        return rows[0]

    def _values(self, name: str) -> list[Any]:
        found: list[Any] = [each.witness for each in self.cells[name]]
        return found + [None] * (self.diagrams.sizes[self.level[name]] - len(found))
