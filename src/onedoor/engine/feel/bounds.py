"""How large a syntax tree may be."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.errors import FeelLimitError
from onedoor.text import Text

MAX_DEPTH = 160
MAX_NODES = 20_000


def check_bounds(tree: n.Node) -> None:
    """Refuse trees so deep or large that walking them would cost more than any rule is worth."""
    level, depth, total = [tree], 0, 0
    while level:
        depth += 1
        total += len(level)
        if depth > MAX_DEPTH:
            raise FeelLimitError(Text(zh="语法树层数", en="levels of the syntax tree"), MAX_DEPTH)
        if total > MAX_NODES:
            raise FeelLimitError(Text(zh="语法树节点数", en="nodes of the syntax tree"), MAX_NODES)
        level = n.below(level)
