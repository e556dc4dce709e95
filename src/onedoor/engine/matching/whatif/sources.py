"""Which constants of a tree are one constant of the source text.

A decision that is asked in several places is written into the tree as often. Its parts then say the same and have
the same places in their text, which no two constants of one text have.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.whatif.comparisons import Standing
from onedoor.engine.matching.whatif.constants import Constant


class SourceKeys:
    """Gives equal keys to occurrences of one constant of the source, as far as places in texts tell."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._known: dict[int, int] = {}
        self._held: list[n.Node] = []  # so that an id stays that of its node

    def of(self, constant: Constant, host: Standing | None) -> object:
        """The key of a constant; ``host`` is the comparison that it stands in, None for one of a formula."""
        if constant.node.span == n.NOWHERE:
            return constant.place
        if constant.choice is not None:
            below = constant.place[len(constant.choice.place) :]
            return self._number(constant.choice.node), below
        if host is None:
            return constant.place
        below = constant.place[len(host.place) :]
        if host.node.span != n.NOWHERE:
            return self._number(host.node), below
        # The cell of a table has places within the cell only: its row, the choice around it, tells it from others.
        if host.choice is None:
            return constant.place
        around, part = host.choice
        return self._number(host.node), self._number(around), part, below

    def _number(self, node: n.Node) -> int:
        """The same for nodes that are equal, their places in the text included."""
        if (known := self._known.get(id(node))) is None:
            key = (type(node), *(self._part(getattr(node, each.name)) for each in fields(node)))
            known = self._known[id(node)] = self._numbers.setdefault(key, len(self._numbers))
            self._held.append(node)
        return known

    def _part(self, value: Any) -> object:
        if isinstance(value, n.Node):
            return self._number(value)
        if isinstance(value, tuple) and not isinstance(value, n.Span):
            return tuple(self._part(item) for item in value)
        return str(value) if isinstance(value, Decimal) else value
