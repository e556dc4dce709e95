"""The results of a decision table with several outputs, written out as ``if`` between contexts."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.matching.whatif.marks import NotInColumns


def results(node: n.Node) -> list[n.Node]:
    if isinstance(node, n.If):
        return [*results(node.then), *results(node.otherwise)]
    return [node]


def member_of(node: n.Node, name: str) -> n.Node | None:
    """The member of a result that is written out; None of one that is null. Raises ``NotInColumns`` for others."""
    if isinstance(node, n.NullLiteral):
        return None
    if not isinstance(node, n.ContextLiteral):
        raise NotInColumns
    keys = {entry.key for entry in node.entries}
    found = [entry.value for entry in node.entries if entry.key == name]
    inner = {each.name for value in found for each in n.walk(value) if isinstance(each, n.Name)}
    if len(found) != 1 or len(keys) != len(node.entries) or inner & keys:
        raise NotInColumns
    return found[0]
