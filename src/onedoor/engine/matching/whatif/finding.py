"""Where thresholds stand in the tree of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import free_names
from onedoor.engine.feel.explaining import Wording
from onedoor.engine.feel.explaining.requirements import MIRRORED
from onedoor.engine.feel.printer import shown
from onedoor.engine.matching.whatif.comparisons import Compared, compared_in, standing
from onedoor.engine.matching.whatif.constants import Constant, Role, constants_in
from onedoor.engine.matching.whatif.literals import constant_value
from onedoor.engine.matching.whatif.sources import SourceKeys
from onedoor.engine.matching.whatif.threshold import Threshold
from onedoor.engine.matching.whatif.words import amount_words, limit_words


def found_in(tree: n.Node, wording: Wording) -> Iterator[tuple[object, Threshold]]:
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
