"""Constants of a rule that can be changed: numbers and dates, read from a tree and written into one."""

from __future__ import annotations

from decimal import Decimal

from onedoor.engine.feel import BUILTINS, Expression, evaluate
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.temporal import Date

Value = Decimal | Date

# What may stand in a constant: anything with a name or a clock in it differs from scope to scope.
_PARTS = (n.NumberLiteral, n.StringLiteral, n.TemporalLiteral, n.Negation, n.Arithmetic, n.Call, n.Argument)


def constant_value(node: n.Node) -> Value | None:
    """The number or date that a part always is, however it is written; None for other parts.

    >>> from onedoor.engine.feel import parse
    >>> constant_value(parse("300 * 10000").root)
    Decimal('3000000')
    """
    if not _is_closed(node):
        return None
    value = evaluate(Expression("", node), {})
    return value if isinstance(value, (Decimal, Date)) else None


def _is_closed(node: n.Node) -> bool:
    if isinstance(node, n.Call):
        function = node.function
        if not isinstance(function, n.Name) or function.name not in BUILTINS:
            return False
        return all(_is_closed(each) for each in node.arguments)
    return isinstance(node, _PARTS) and all(_is_closed(child) for child in n.children(node))


def literal_of(value: Value, old: n.Node) -> n.Node:
    """The part that says ``value``, at the place in the source where ``old`` stands, in the way ``old`` says it."""
    if isinstance(value, Date):
        if isinstance(old, n.Call) and old.function == n.Name("date"):
            return n.Call(old.function, (n.Argument(None, n.StringLiteral(str(value))),), span=old.span)
        return n.TemporalLiteral(str(value), span=old.span)
    if value < 0:
        return n.Negation(n.NumberLiteral(-value), span=old.span)
    return n.NumberLiteral(value.copy_abs(), span=old.span)
