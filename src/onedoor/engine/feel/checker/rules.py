"""Which rule checks which node."""

from __future__ import annotations

from collections.abc import Mapping

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import access, basics, calls, cells, operations
from onedoor.engine.feel.checker.checker import Rule

RULES: Mapping[type[n.Node], Rule] = {
    n.NumberLiteral: basics.number,
    n.StringLiteral: basics.string,
    n.BooleanLiteral: basics.boolean,
    n.NullLiteral: basics.null,
    n.TemporalLiteral: basics.temporal,
    n.ListLiteral: basics.list_,
    n.ContextLiteral: basics.context,
    n.RangeLiteral: basics.range_,
    n.Name: basics.name,
    n.Path: access.path,
    n.Filter: access.filter_,
    n.Call: calls.call,
    n.FunctionDefinition: basics.function,
    n.Negation: operations.negation,
    n.Arithmetic: operations.arithmetic,
    n.Comparison: operations.comparison,
    n.And: operations.conjunction,
    n.Or: operations.conjunction,
    n.Between: operations.between,
    n.In: cells.in_,
    n.InstanceOf: basics.instance_of,
    n.If: basics.if_,
    n.For: basics.for_,
    n.Quantified: basics.quantified,
    n.UnaryComparison: cells.unary_comparison,
    n.UnaryTests: cells.unary_tests,
}
