"""What is compared: who is entitled, and to how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from onedoor.engine.feel import Expression, parse
from onedoor.engine.feel import nodes as n


@dataclass(frozen=True, slots=True)
class Rule:
    """``condition`` says who is entitled, ``benefit`` how many yuan each of them is due (``None``: no money)."""

    condition: Expression
    benefit: Expression | None = None

    @classmethod
    def read(cls, condition: str, benefit: str | None = None, *, names: Iterable[str] = ()) -> Self:
        """A rule from FEEL texts; raises ``FeelSyntaxError`` for a text that is none."""
        given = tuple(names)
        return cls(parse(condition, names=given), None if benefit is None else parse(benefit, names=given))

    @property
    def tree(self) -> n.Node:
        """Both parts as one tree, in which a constant of either has a place."""
        parts = (self.condition.root,) if self.benefit is None else (self.condition.root, self.benefit.root)
        return n.ListLiteral(parts)

    def with_tree(self, tree: n.Node) -> Self:
        """The rule whose parts are those of a tree that was made from ``tree``; untouched parts stay as they are."""
        assert isinstance(tree, n.ListLiteral)
        old = (self.condition, self.benefit)
        condition, *rest = (
            expression if expression is None or expression.root is root else remade(expression, root)
            for expression, root in zip(old, (*tree.items, None), strict=False)
            if root is not None
        )
        assert condition is not None
        return replace(self, condition=condition, benefit=rest[0] if rest else None)

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that either part asks for."""
        return self.condition.free_names | (self.benefit.free_names if self.benefit else frozenset())


def remade(expression: Expression, root: n.Node) -> Expression:
    """An expression of the same sort (a decision keeps the types of its model) with another tree."""
    return replace(expression, source=type(expression).of(root).source, root=root, is_printed=True)
