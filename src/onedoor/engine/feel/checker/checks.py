"""Checking one expression, or one cell of a decision table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import wording
from onedoor.engine.feel.checker.checker import Checker
from onedoor.engine.feel.checker.findings import Finding
from onedoor.engine.feel.checker.fits import fits
from onedoor.engine.feel.checker.lattice import labels_in, worded
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.operations import possible
from onedoor.engine.feel.checker.readings import INPUT
from onedoor.engine.feel.checker.rules import RULES
from onedoor.engine.feel.errors import FeelError
from onedoor.engine.feel.expression import Expression
from onedoor.engine.feel.parser import parse_expression, parse_tests
from onedoor.engine.feel.types import ANY, Type
from onedoor.text import Text


@dataclass(frozen=True)
class Checked:
    """The type of what was checked (``Any`` where that cannot be told), and what was found, in its order."""

    type: Type
    findings: tuple[Finding, ...]


def check(
    expression: Expression | str,
    names: Mapping[str, Type] | None = None,
    *,
    wanted: Type = ANY,
    types: Mapping[str, Type] | None = None,
    parameters: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Finding]:
    """What is wrong with an expression, without running it; nothing for one that is right.

    ``names`` are the names in scope with their types, ``wanted`` is the type the result must fit,
    ``types`` are the types that a model defines, and ``parameters`` the parameter names of functions among
    the names. An error says that a part can only be null or cannot be read; a warning that it means
    something, though hardly what was meant. Types are those of DMN 1.5, 10.3.2.

    >>> from onedoor.engine.feel.types import NUMBER
    >>> [found.code for found in check('人数 >= "10"', {"人数": NUMBER})]
    ['feel.comparison']
    """
    return list(
        checked(expression, Names(names or {}, parameters=parameters), wanted=wanted, types=types).findings
    )


def check_cell(
    cell: Expression | str,
    tested: Type,
    names: Mapping[str, Type] | None = None,
    *,
    types: Mapping[str, Type] | None = None,
) -> list[Finding]:
    """What is wrong with a cell of a decision table whose input is of the type ``tested``."""
    scope = Names({**(names or {}), INPUT: tested})
    return list(checked(cell, scope, types=types, cell=True).findings)


def checked(
    expression: Expression | str,
    names: Names,
    *,
    wanted: Type = ANY,
    types: Mapping[str, Type] | None = None,
    cell: bool = False,
) -> Checked:
    """The type of an expression or cell and what was found; a text that cannot be read is one finding."""
    if isinstance(expression, str):
        source = expression
        known = sorted(known_names(names))
        try:
            tree: n.Node = parse_tests(source, known) if cell else parse_expression(source, known)
        except FeelError as error:
            return Checked(ANY, (Finding.of_error(error),))
    else:
        source, tree = expression.source, expression.root
    checker = Checker(source, RULES, types)
    found = checker.type_of(tree, names)
    result(checker, tree, found, wanted)
    return Checked(found, tuple(checker.findings))


def known_names(names: Names) -> set[str]:
    """The names an author may write: those in scope, and the members of what they stand for."""
    known = set(names) - {INPUT}
    for name in tuple(known):
        known.update(labels_in(names.find(name) or ANY))
    return known


def result(checker: Checker, node: n.Node, found: Type, wanted: Type) -> None:
    """Report a result that does not fit the type wanted of it."""
    if fits(found, wanted):
        possible(checker, wanted, node)
        return
    checker.report(
        "result", node,
        Text(f"结果是{worded(found).zh}", f"the result is {wording.a_type(found).en}"),
        expected=worded(wanted),
        mend=wording.conversion(checker, node, found, wanted),
    )  # fmt: skip
