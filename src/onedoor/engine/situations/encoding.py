"""The conditions of a guide as diagrams over all complete sets of answers.

What is compared is asked of the interpreter, cell by cell; what joins comparisons (``and``, ``or``, ``not``) is joined
as diagrams, so that the work grows with what conditions read together and not with all questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from onedoor.engine.feel import Expression, Unknown
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names, substitute
from onedoor.engine.feel.checker.readings import INPUT, read_cell
from onedoor.engine.feel.logic import conjunction, disjunction, negation
from onedoor.engine.situations.cells import Cell, cells_of_number, joined, listed_numbers
from onedoor.engine.situations.diagrams import Diagrams, is_not_true, is_true
from onedoor.engine.situations.questions import Choice, Question, YesNo

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
        self.sampled: set[str] = set()
        self.cells = self._cells()
        names = self._together()
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

    def _together(self) -> list[str]:
        """The questions, each after those it depends on, and those near each other that a condition reads together."""
        guide = self.guide
        waits = {each.name: when for each, when in zip(guide.questions, guide.whens, strict=True)}
        place = {guide.questions[at].name: number for number, at in enumerate(guide.order)}
        found: dict[str, None] = {}

        def put(names: Iterable[str]) -> None:
            for name in sorted(names, key=place.__getitem__):
                if name not in found:
                    put(waits[name].free_names)
                    found[name] = None

        for each in (*(way.expression for way in guide.ways), *guide.conditions.values()):
            put(each.free_names)
        put(place)
        return list(found)

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
            self.diagrams.end(_truth(expression(dict(zip(names, row, strict=True)))))
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

    def _cells(self) -> Mapping[str, tuple[Cell, ...]]:
        leaves = list(dict.fromkeys(self._comparisons()))
        return {each.name: self._cells_of(each, leaves) for each in self.guide.questions}

    def _comparisons(self) -> Iterator[n.Node]:
        guide = self.guide
        for each in (*guide.whens, *(way.expression for way in guide.ways), *guide.conditions.values()):
            yield from comparisons(each.root)

    def _cells_of(self, question: Question, leaves: Iterable[n.Node]) -> tuple[Cell, ...]:
        domain = question.domain
        if isinstance(domain, Choice):
            return tuple(map(Cell, domain.values))
        if isinstance(domain, YesNo):
            return (Cell(True), Cell(False))
        mine = [each for each in leaves if question.name in free_names(each)]
        readings = [_constants(each, question.name) for each in mine]
        if None in readings:
            listed = listed_numbers(domain)
            if listed is not None:
                return listed
            self.sampled.add(question.name)
            named = (
                part.value for each in mine for part in n.walk(each) if isinstance(part, n.NumberLiteral)
            )
            return cells_of_number(domain, named)
        cells = cells_of_number(domain, (value for each in readings for value in each or ()))
        tests = [Expression.of(each) for each in mine]
        signatures = [tuple(_truth(test({question.name: cell.witness})) for test in tests) for cell in cells]
        return joined(cells, signatures)[0]


def comparisons(node: n.Node) -> Iterator[n.Node]:
    """The conditions that ``and``, ``or`` and ``not`` join."""
    match node:
        case n.And(operands=parts) | n.Or(operands=parts):
            for part in parts:
                yield from comparisons(part)
        case n.Call(function=n.Name(name="not"), arguments=(n.Argument(name=None, value=inner),)):
            yield from comparisons(inner)
        case _:
            yield node


def _constants(node: n.Node, name: str) -> tuple[Decimal, ...] | None:
    """The numbers that a condition compares the question with; None where it does more than compare it with constants."""
    if name not in free_names(node) or isinstance(node, n.Name):
        return ()
    try:
        reading = read_cell(n.UnaryTests((substitute(node, {name: n.Name(INPUT)}),)))
    except ValueError:
        return None
    if not reading.opaque:
        return tuple(each for each in reading.constants if isinstance(each, Decimal))
    parts = n.children(node)
    if any(isinstance(each, n.Name) and each.name == name for each in parts):
        return None
    found = [_constants(each, name) for each in parts]
    return None if None in found else tuple(value for each in found for value in each or ())


def _truth(value: Any) -> bool | Unknown | None:
    return value if isinstance(value, (bool, Unknown)) else None
