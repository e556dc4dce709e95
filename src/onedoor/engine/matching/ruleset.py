"""Rules compiled once, matched against any number of subjects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pyarrow as pa

from onedoor.engine.feel import Expression, evaluate, parse
from onedoor.engine.matching.bits import clear_tail
from onedoor.engine.matching.encoding import encode
from onedoor.engine.matching.execution import Execution
from onedoor.engine.matching.kernel import Block, Kernel, NumpyKernel
from onedoor.engine.matching.lowering import Lowering
from onedoor.engine.matching.matches import Matches
from onedoor.engine.matching.plan import Constant, Plan, Test
from onedoor.engine.matching.report import Report
from onedoor.engine.matching.schema import Schema
from onedoor.engine.matching.terms import Terms

# Three planes a node must stay in the cache of a core together with the column they come from.
BLOCK = 1 << 17


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Conditions over the facts of a subject, by name, lowered to one shared plan."""

    schema: Schema
    expressions: Mapping[str, Expression]
    report: Report
    _plan: Plan
    _roots: Mapping[str, int]
    _kernel: Kernel

    @classmethod
    def compile(
        cls, rules: Mapping[str, Expression | str], schema: Schema, *, kernel: Kernel | None = None
    ) -> Self:
        """Lower every rule. ``report`` tells what was left to the interpreter and why.

        Texts are read with the schema's column names in scope. Raises ``FeelSyntaxError`` for a text
        that is not FEEL; nothing that can be read is refused.
        """
        names = tuple(sorted(schema.columns))
        expressions = {
            rule: parse(given, names=names) if isinstance(given, str) else given
            for rule, given in rules.items()
        }
        plan, terms, roots, fallbacks = Plan(), Terms(schema), {}, []
        for rule, expression in expressions.items():
            lowering = Lowering(plan, terms, rule, expression)
            roots[rule] = lowering.condition(expression.root)
            fallbacks += lowering.fallbacks
        columns = schema.columns.keys()
        unknown = {
            rule: expression.free_names - columns
            for rule, expression in expressions.items()
            if expression.free_names - columns
        }
        tests = sum(isinstance(node, Test) for node in plan.nodes)
        conditions = sum(not isinstance(node, Test | Constant) for node in plan.nodes)
        report = Report(tests, conditions, tuple(fallbacks), MappingProxyType(unknown))
        frozen = MappingProxyType(expressions), report, plan, MappingProxyType(roots)
        return cls(schema, *frozen, kernel or NumpyKernel())

    def __reduce__(self) -> tuple[Callable[..., RuleSet], tuple[Any, ...]]:
        """Another process has the same rule set by compiling the same expressions."""
        return RuleSet.compile, (dict(self.expressions), self.schema)

    def match(self, table: pa.Table, *, now: datetime | None = None, block: int = BLOCK) -> Matches:
        """Every rule for every row, as ``evaluate`` would decide it.

        An Arrow null is unknown, ``<name>#absent`` marks FEEL null, a column that is not there is
        unknown for everybody. ``now`` is what ``now()`` and ``today()`` answer. ``block`` rows are
        worked on at a time. Raises ``Invalid`` when a column's type is not the exact one of its kind.
        """
        names = frozenset(name for each in self.expressions.values() for name in each.free_names)
        subjects = encode(table, self.schema, names)
        block = max(8, block // 8 * 8)
        shape = len(self._roots), -(-subjects.count // 8)
        certain, possible = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
        for start in range(0, subjects.count, block):
            rows = Block(subjects.columns, start, min(start + block, subjects.count))
            execution = Execution(self._plan, subjects, rows, self._kernel, now)
            where = slice(start // 8, -(-rows.stop // 8))
            for row, root in enumerate(self._roots.values()):
                planes = execution.run(root)
                certain[row, where] = planes.certain
                possible[row, where] = planes.possible
        for plane in (*certain, *possible):
            if subjects.count:
                clear_tail(plane, subjects.count)
        return Matches({rule: row for row, rule in enumerate(self._roots)}, subjects.count, certain, possible)

    def match_one(self, facts: Mapping[str, Any], *, now: datetime | None = None) -> dict[str, Any]:
        """Each rule's value for one subject, by the interpreter: unknowns name their missing facts.

        A fact that is not given is unknown; ``None`` is known to be absent.
        """
        return {rule: evaluate(expression, facts, now=now) for rule, expression in self.expressions.items()}
