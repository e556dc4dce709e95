"""The value of a decision table when some of its inputs may be unknown.

A rule matches, does not match, or may match. The result is known when every way the doubtful rules
could turn out gives the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any

from onedoor.engine.dmn.nodes import Aggregation, DecisionTable, HitPolicy
from onedoor.engine.feel.compiler import Compiled, Compiler
from onedoor.engine.feel.expression import Expression
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.logic import conjunction, equal
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.values import Unknown, merge

Hit = tuple[Any, Any]  # whether the rule matches (True or Unknown), and its output
Compose = Callable[[list[Any]], Any]


class TableCompiler(Compiler):
    """Compiles FEEL and, inside it, decision tables."""

    def _DecisionTable(self, node: DecisionTable) -> Compiled:  # noqa: N802
        inputs = self._all(node.inputs)
        rules = [(self._all(rule.tests), self._all(rule.outputs)) for rule in node.rules]
        defaults = [self.compile(each.default) if each.default else None for each in node.outputs]
        ranking = tuple(self._all(each.values) for each in node.outputs)
        names = [each.name for each in node.outputs]

        def compose(parts: list[Any]) -> Any:
            return parts[0] if len(parts) == 1 else dict(zip(names, parts, strict=True))

        def decide(scope: Scope) -> Any:
            tested = [scope.inner({"?": each(scope)}) for each in inputs]
            hits: list[Hit] = []
            for tests, outputs in rules:
                scope.budget.spend()
                match = conjunction(test(cell) for test, cell in zip(tests, tested, strict=True))
                if match is True or isinstance(match, Unknown):
                    hits.append((match, compose([output(scope) for output in outputs])))
            if node.hit_policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER):
                hits = _ranked(hits, [[value(scope) for value in values] for values in ranking], names)
            default = compose([each(scope) if each else None for each in defaults]) if any(defaults) else None
            return (
                _SINGLE[node.hit_policy](hits, default)
                if node.is_single_hit
                else _collected(node, hits, default)
            )

        return decide


class BoxedExpression(Expression):
    """An expression whose tree may hold decision tables."""

    compiler = TableCompiler


def _first(hits: list[Hit], default: Any) -> Any:
    """The first match: read from the last rule backwards, each doubtful rule leaves two ways open."""

    def before(rest: Any, hit: Hit) -> Any:
        match, output = hit
        return output if match is True else merge(output, rest, match)

    return reduce(before, reversed(hits), default)


def _unique(hits: list[Hit], default: Any) -> Any:
    """The only match; two matches break the table's promise and give null."""
    certain = [output for match, output in hits if match is True]
    doubtful = [(match, output) for match, output in hits if match is not True]
    value = default if not certain else certain[0] if len(certain) == 1 else None
    if len(certain) > 1 or not doubtful:
        return value
    for match, output in doubtful:
        value = merge(value, output, match)
    return merge(value, None, doubtful[0][0]) if len(hits) > 1 else value


def _any(hits: list[Hit], default: Any) -> Any:
    """The output all matches agree on; if they disagree, null."""
    outputs = [output for _, output in hits]
    agreed = all(equal(outputs[0], output) is True for output in outputs[1:])
    certain = [output for match, output in hits if match is True]
    if agreed and certain:
        return certain[0]
    doubtful = [match for match, _ in hits if match is not True]
    if not doubtful:
        return None if hits else default
    ways = [*outputs, None if len(hits) > 1 else default, *([] if certain else [default])]
    return reduce(lambda one, other: merge(one, other, doubtful[0]), ways)


_SINGLE = {
    HitPolicy.UNIQUE: _unique,
    HitPolicy.FIRST: _first,
    HitPolicy.PRIORITY: _first,
    HitPolicy.ANY: _any,
}


def _ranked(hits: list[Hit], ranking: list[list[Any]], names: list[str]) -> list[Hit]:
    """The hits by the order in which their outputs are listed, column by column."""

    def rank(hit: Hit) -> list[int]:
        output = hit[1]
        parts = [output] if len(names) == 1 else [output[name] for name in names]
        return [_place(part, values) for part, values in zip(parts, ranking, strict=True)]

    return sorted(hits, key=rank)


def _place(part: Any, values: list[Any]) -> int:
    return next((index for index, value in enumerate(values) if equal(part, value) is True), len(values))


def _collected(table: DecisionTable, hits: list[Hit], default: Any) -> Any:
    """All matches as a list, or what the aggregation makes of them."""
    doubtful = [match for match, _ in hits if match is not True]
    if doubtful:
        return reduce(lambda one, other: one | other, doubtful)
    outputs = [output for _, output in hits]
    if table.aggregation is Aggregation.COUNT:
        return Decimal(len(outputs))
    if not outputs:
        return default
    if table.aggregation is None:
        return outputs
    return BUILTINS[table.aggregation.value.lower()](Scope({}), [outputs])
