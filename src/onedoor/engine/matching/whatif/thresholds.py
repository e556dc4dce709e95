"""The thresholds of a rule: every number and date that a fact is compared with, and every constant of a formula."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.explaining import DEFAULT, Wording
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.whatif.finding import found_in
from onedoor.engine.matching.whatif.literals import Value, literal_of
from onedoor.engine.matching.whatif.places import part_at, with_part
from onedoor.engine.matching.whatif.rule import Rule, remade
from onedoor.engine.matching.whatif.threshold import Threshold
from onedoor.errors import Invalid
from onedoor.text import Text

Subject = TypeVar("Subject", Expression, Rule)


def thresholds(subject: Expression | Rule, wording: Wording = DEFAULT) -> tuple[Threshold, ...]:
    """The constants of a condition or of a whole rule that could be others, in the order of the text.

    In a condition these are the numbers and dates that something made of facts is compared with, and those that
    are reckoned with on the way; in the benefit of a rule also its rates, ceilings and floors.

    >>> from onedoor.engine.feel import parse
    >>> [str(each.value) for each in thresholds(parse("人数 <= 30 and 研发费用 >= 收入 * 0.05"))]
    ['30', '0.05']
    """
    found: dict[object, Threshold] = {}
    for key, each in found_in(_tree_of(subject), wording):
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
