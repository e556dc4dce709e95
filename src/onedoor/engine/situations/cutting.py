"""Where the answers of each question are cut: at the constants that conditions compare them with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names, substitute
from onedoor.engine.feel.checker.readings import INPUT, read_cell
from onedoor.engine.situations.cell import Cell
from onedoor.engine.situations.cells import cells_of_number, joined, listed_numbers
from onedoor.engine.situations.domains import Choice, YesNo
from onedoor.engine.situations.outcome import truth_of
from onedoor.engine.situations.questions import Question

if TYPE_CHECKING:
    from onedoor.engine.situations.guide import Guide


def cells_of(guide: Guide) -> tuple[Mapping[str, tuple[Cell, ...]], frozenset[str]]:
    """The cells of each question; and the questions that are numbers and only tried at some places."""
    sampled: set[str] = set()
    expressions = (*guide.whens, *(way.expression for way in guide.ways), *guide.conditions.values())
    leaves = list(dict.fromkeys(leaf for each in expressions for leaf in comparisons(each.root)))
    cells = {each.name: _cells_of(each, leaves, sampled) for each in guide.questions}
    return cells, frozenset(sampled)


def _cells_of(question: Question, leaves: Iterable[n.Node], sampled: set[str]) -> tuple[Cell, ...]:
    domain = question.domain
    if isinstance(domain, Choice):
        return tuple(map(Cell, domain.values))
    if isinstance(domain, YesNo):
        return (Cell(True), Cell(False))
    mine = [each for each in leaves if question.name in free_names(each)]
    parts = [_compared(each, question.name) for each in mine]
    if None in parts:
        listed = listed_numbers(domain)
        if listed is not None:
            return listed
        sampled.add(question.name)
        named = (part.value for each in mine for part in n.walk(each) if isinstance(part, n.NumberLiteral))
        return cells_of_number(domain, named)
    compared = list(dict.fromkeys(part for each in parts for part in each or ()))
    cells = cells_of_number(domain, (value for each in compared for value in _constants(each, question.name)))
    tests = [Expression.of(each) for each in compared]
    signatures = [tuple(truth_of(test({question.name: cell.witness})) for test in tests) for cell in cells]
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


def _compared(node: n.Node, name: str) -> list[n.Node] | None:
    """The parts that compare the question with constants alone; None where something else is done with it."""
    if name not in free_names(node) or isinstance(node, n.Name):
        return []
    try:
        is_opaque = read_cell(_cell(node, name)).opaque
    except ValueError:
        return None
    if not is_opaque:
        return [node]
    parts = n.children(node)
    if any(isinstance(each, n.Name) and each.name == name for each in parts):
        return None
    found = [_compared(each, name) for each in parts]
    return None if None in found else [part for each in found for part in each or ()]


def _constants(node: n.Node, name: str) -> Iterator[Decimal]:
    """The numbers with which a part compares the question."""
    yield from (each for each in read_cell(_cell(node, name)).constants if isinstance(each, Decimal))


def _cell(node: n.Node, name: str) -> n.UnaryTests:
    return n.UnaryTests((substitute(node, {name: n.Name(INPUT)}),))
