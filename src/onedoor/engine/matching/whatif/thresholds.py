"""The thresholds of a rule: every number and date that a fact is compared with, and every constant of a formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.feel.explaining import DEFAULT, Wording
from onedoor.engine.feel.explaining.requirements import MIRRORED
from onedoor.engine.feel.printer import shown
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.whatif.comparisons import Compared, compared_in, standing
from onedoor.engine.matching.whatif.constants import Constant, Role, constants_in
from onedoor.engine.matching.whatif.literals import Value, constant_value, literal_of
from onedoor.engine.matching.whatif.places import Place, part_at, with_part
from onedoor.engine.matching.whatif.rule import Rule, remade
from onedoor.engine.matching.whatif.sources import SourceKeys
from onedoor.engine.matching.whatif.words import amount_words, limit_words
from onedoor.errors import Invalid
from onedoor.text import Text

Subject = TypeVar("Subject", Expression, Rule)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One constant of the source text; a decision that is asked twice puts it into ``places`` twice.

    ``term`` is what is compared with it by ``operator`` (as ``term operator value``); both are ``None`` for a
    constant of a formula. ``facts`` are the names that take part, ``text`` the comparison or formula it stands in,
    ``span`` where it stands in the text of its expression.
    """

    places: tuple[Place, ...]
    value: Value
    role: Role
    operator: n.Operator | None
    term: n.Node | None
    facts: frozenset[str]
    text: str
    span: n.Span
    words: Text

    @property
    def is_date(self) -> bool:
        return isinstance(self.value, Date)

    @property
    def is_ordering(self) -> bool:
        """Whether moving it moves a boundary: it is not asked whether something equals it."""
        return self.operator not in (n.Operator.EQUAL, n.Operator.UNEQUAL)


def thresholds(subject: Expression | Rule, wording: Wording = DEFAULT) -> tuple[Threshold, ...]:
    """The constants of a condition or of a whole rule that could be others, in the order of the text.

    In a condition these are the numbers and dates that something made of facts is compared with, and those that
    are reckoned with on the way; in the benefit of a rule also its rates, ceilings and floors.

    >>> from onedoor.engine.feel import parse
    >>> [str(each.value) for each in thresholds(parse("人数 <= 30 and 研发费用 >= 收入 * 0.05"))]
    ['30', '0.05']
    """
    found: dict[object, Threshold] = {}
    for key, each in _found(_tree_of(subject), wording):
        before = found.get(key)
        found[key] = replace(before, places=(*before.places, *each.places)) if before else each
    return tuple(found.values())


def with_threshold(subject: Subject, threshold: Threshold, value: Value | int) -> Subject:
    """The same rule or condition with another value in that place.

    The threshold is one of ``thresholds(subject)``. Raises ``Invalid`` when a number is put where a date stands
    or the other way round.
    """
    given = Decimal(value) if isinstance(value, int) else value
    if isinstance(given, Date) is not threshold.is_date:
        expected = Text("日期", "a date") if threshold.is_date else Text("数字", "a number")
        raise Invalid("matching.threshold_value", where=threshold.words, found=str(value), expected=expected)
    tree = _tree_of(subject)
    if given == threshold.value:
        return subject
    for place in threshold.places:
        tree = with_part(tree, place, literal_of(given, part_at(tree, place)))
    return subject.with_tree(tree) if isinstance(subject, Rule) else remade(subject, tree)


def _tree_of(subject: Expression | Rule) -> n.Node:
    return subject.tree if isinstance(subject, Rule) else subject.root


def _found(tree: n.Node, wording: Wording) -> Iterator[tuple[object, Threshold]]:
    """Every occurrence of a threshold, with a key that tells its constant in the source text from all others."""
    keys, names = SourceKeys(), free_names(tree)
    for each in standing(tree):
        for compared in compared_in(each.node, each.place):
            for constant, on_left in _of_comparison(compared):
                operator = MIRRORED[compared.operator] if on_left else compared.operator
                made = Threshold(
                    **_told(constant, compared.host, names),
                    operator=operator,
                    term=compared.right if on_left else compared.left,
                    words=limit_words(constant, compared, on_left=on_left, wording=wording),
                )
                yield keys.of(constant, each), made
        if each.place == ("items", 1) and isinstance(tree, n.ListLiteral):
            for constant in constants_in(each.node, each.place):
                words = amount_words(constant, wording)
                told = _told(constant, each.node, names)
                yield keys.of(constant, None), Threshold(**told, operator=None, term=None, words=words)


def _told(constant: Constant, host: n.Node, names: frozenset[str]) -> dict[str, Any]:
    return {
        "places": (constant.place,),
        "value": constant.value,
        "role": constant.role,
        "facts": free_names(host) & names,
        "text": shown(host),
        "span": constant.node.span,
    }


def _of_comparison(compared: Compared) -> Iterator[tuple[Constant, bool]]:
    """The constants of a comparison, and whether they are on its left; none where a side is null or both are fixed."""
    sides = (compared.left, compared.right)
    if n.NullLiteral() in sides or all(constant_value(side) is not None for side in sides):
        return
    for constant in constants_in(compared.left, (*compared.at, *compared.left_at), Role.BOUND):
        yield constant, True
    for constant in constants_in(compared.right, (*compared.at, *compared.right_at), Role.BOUND):
        yield constant, False
