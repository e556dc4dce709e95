"""Rules compiled once, matched against any number of subjects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from onedoor.engine.feel import Expression, FeelError, evaluate, parse
from onedoor.engine.matching.circuits import Pattern, in_order
from onedoor.engine.matching.derived import derived_column
from onedoor.engine.matching.encoding import Subjects, encode
from onedoor.engine.matching.execution import Run, program_of
from onedoor.engine.matching.faults import no_such_rule
from onedoor.engine.matching.fits import Fit, Fitting
from onedoor.engine.matching.kernels import Kernel, kernel_named
from onedoor.engine.matching.lowering import Lowering
from onedoor.engine.matching.matches import Matches, Room
from onedoor.engine.matching.narrow import BLOCK_WORDS, WORD
from onedoor.engine.matching.plan import Constant, Plan, Test
from onedoor.engine.matching.predicates import Contains
from onedoor.engine.matching.program import Program
from onedoor.engine.matching.report import Report
from onedoor.engine.matching.schema import Schema
from onedoor.engine.matching.shared import Compared
from onedoor.engine.matching.shared import shared_columns as shared_columns_of
from onedoor.engine.matching.terms import Terms
from onedoor.errors import Invalid
from onedoor.text import Text

# The subjects of one piece of work: enough to be worth a thread's while.
STRETCH = 1 << 17
MOST_PROGRAMS = 8
Programs = tuple[Program, Program | None]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Conditions over the facts of a subject, by name, lowered to one shared plan.

    ``names`` are the facts that rules look at, ``codes`` by column those that rules look for in lists.
    """

    schema: Schema
    expressions: Mapping[str, Expression]
    report: Report
    kernel: Kernel
    plan: Plan
    roots: Mapping[str, int]
    names: frozenset[str]
    codes: Mapping[str, frozenset[str]]
    _terms: Terms = field(repr=False)
    _programs: dict[Pattern, Programs] = field(default_factory=dict, repr=False)
    _shared: list[Mapping[int, Compared]] = field(default_factory=list, repr=False)
    _fitting: list[Fitting] = field(default_factory=list, repr=False)

    @classmethod
    def compile(
        cls, rules: Mapping[str, Expression | str], schema: Schema, *, kernel: str | None = None
    ) -> Self:
        """Lower every rule. ``report`` tells what was left to the interpreter and why.

        Texts are read with the schema's column names in scope. ``kernel`` is ``"compiled"`` or ``"numpy"``;
        the best that is here where it is not given. Raises ``FeelSyntaxError`` for a text that is not FEEL, with the
        name of its rule, and ``Invalid`` ("matching.condition") for what is no expression at all; nothing that can
        be read is refused.
        """
        return cls._lowered(Terms(schema), Plan(), rules, schema, kernel_named(kernel))

    @classmethod
    def _lowered(
        cls, terms: Terms, plan: Plan, rules: Mapping[str, Expression | str], schema: Schema, kernel: Kernel
    ) -> Self:
        names = tuple(sorted(schema.columns))
        expressions = {rule: _expression(rule, given, names) for rule, given in rules.items()}
        roots, fallbacks = {}, []
        for rule, expression in expressions.items():
            lowering = Lowering(plan, terms, rule, expression)
            roots[rule] = lowering.condition(expression.root)
            fallbacks += lowering.fallbacks
        columns = schema.columns.keys()
        looked_at = {rule: expression.free_names for rule, expression in expressions.items()}
        unknown = {rule: names - columns for rule, names in looked_at.items() if names - columns}
        tests = sum(isinstance(node, Test) for node in plan.nodes)
        conditions = sum(not isinstance(node, Test | Constant) for node in plan.nodes)
        report = Report(tests, conditions, tuple(fallbacks), MappingProxyType(unknown))
        return cls(
            schema,
            MappingProxyType(expressions),
            report,
            kernel,
            plan,
            MappingProxyType(roots),
            frozenset(name for names in looked_at.values() for name in names),
            MappingProxyType(_codes_in(plan)),
            terms,
        )

    def __reduce__(self) -> tuple[Callable[..., RuleSet], tuple[Any, ...]]:
        """Another process has the same rule set by compiling the same expressions."""
        return RuleSet.compile, (dict(self.expressions), self.schema)

    def encode(self, table: pa.Table) -> Subjects:
        """The columns of the schema as whole numbers; good for any number of matches, of other rule sets too.

        An Arrow null is unknown, ``<name>#absent`` marks FEEL null, a column that is not there is unknown for
        everybody; a list of codes that holds a null is unknown whole. Raises ``Invalid`` when a column's type is not
        an exact one of its kind or a value does not fit, ``TooLarge`` when a column of lists has more than 4,096
        codes: all are kept here, while ``match`` keeps of a table only those that rules look for.
        """
        return encode(table, self.schema)

    def match(
        self,
        subjects: pa.Table | Subjects,
        *,
        now: datetime | None = None,
        threads: int = 1,
        stretch: int = STRETCH,
        room: Room | None = None,
        concerned: NDArray[np.bool_] | None = None,
    ) -> Matches:
        """Every rule for every subject, as ``evaluate`` would decide it.

        A table is encoded first. ``now`` is what ``now()`` and ``today()`` answer. ``stretch`` subjects at a
        time are worked on by each of ``threads``. ``room`` is reused for the results where it is large enough:
        matches that were made in it before are no longer right. Where only the rules ``concerned``, by place,
        are wanted, the interpreter is asked about no others: those are right only as far as it has no part.
        """
        encoded = (
            subjects
            if isinstance(subjects, Subjects)
            else encode(subjects, self.schema, self.names, self.codes)
        )
        run = self._run(encoded, now, concerned)
        results = (room or Room()).results(2 * len(self.roots), encoded.capacity // WORD)
        step = max(stretch // WORD // BLOCK_WORDS, 1) * BLOCK_WORDS
        starts = range(0, run.whole.words if encoded.count else 0, step)

        def work(start: int) -> None:
            run.stretch(start, min(start + step, run.whole.words), results)

        if threads < 2 or len(starts) < 2:
            for start in starts:
                work(start)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, starts))
        return Matches.of(tuple(self.roots), encoded.count, results, self.kernel)

    def revised(self, rules: Mapping[str, Expression | str | None]) -> tuple[RuleSet, RuleSet]:
        """The set with these rules new, replaced or (``None``) left out; and a set of the new ones alone.

        All share one plan, so only new rules are lowered. Raises ``NotFound`` for a rule to be left out that is
        not there.
        """
        if gone := [rule for rule, given in rules.items() if given is None and rule not in self.roots]:
            raise no_such_rule(gone[0], self.roots)
        given = {rule: each for rule, each in rules.items() if each is not None}
        fresh = self._lowered(self._terms, self.plan, given, self.schema, self.kernel)
        kept = {rule: root for rule, root in self.roots.items() if rule not in rules or rule in given}
        roots = {**kept, **fresh.roots}
        expressions = {**self.expressions, **fresh.expressions}
        return replace(
            fresh,
            expressions=MappingProxyType({rule: expressions[rule] for rule in roots}),
            report=self.report.revised(fresh.report, frozenset(rules)),
            roots=MappingProxyType(roots),
            names=frozenset(name for rule in roots for name in expressions[rule].free_names),
            _programs={},
            _shared=[],
            _fitting=[],
        ), fresh

    def _run(self, subjects: Subjects, now: datetime | None, concerned: NDArray[np.bool_] | None) -> Run:
        roots = tuple(self.roots.values())
        subjects = self._with_shared(subjects)
        held = (each.derived.column for each in self.shared_columns.values())
        programs = self._programs_for(subjects.pattern({*self.names, *held}), roots)
        return Run.of(self.plan, roots, subjects, programs, kernel=self.kernel, now=now, concerned=concerned)

    @property
    def shared_columns(self) -> Mapping[int, Compared]:
        """The formulas, by node, that are tests of a column which others test too."""
        if not self._shared:
            self._shared.append(shared_columns_of(self.plan, in_order(self.plan, self.roots.values())))
        return self._shared[0]

    def _with_shared(self, subjects: Subjects) -> Subjects:
        """The subjects with the columns that formulas share, as far as those can be exact."""
        wanted = tuple(dict.fromkeys(each.derived for each in self.shared_columns.values()))
        if wanted not in subjects.kept:
            made = {each.column: derived_column(each, subjects) for each in wanted}
            held = {name: column for name, column in made.items() if column is not None}
            subjects.kept[wanted] = subjects.with_columns(held) if held else subjects
        found: Subjects = subjects.kept[wanted]
        return found

    def _programs_for(self, pattern: Pattern, roots: tuple[int, ...]) -> Programs:
        found = self._programs.get(pattern)
        if found is None:
            asking = [root for root in roots if self.plan.asks[root]]
            shared = self.shared_columns
            partial = program_of(self.plan, asking, pattern, shared, asked=True) if asking else None
            for oldest in list(self._programs)[: max(len(self._programs) - MOST_PROGRAMS + 1, 0)]:
                self._programs.pop(oldest, None)
            found = self._programs[pattern] = program_of(self.plan, roots, pattern, shared), partial
        return found

    def fit(self, facts: Mapping[str, Any], *, now: datetime | None = None) -> Fit:
        """One subject against every rule: which it certainly meets, and which are open.

        A fact that is not given is unknown; ``None`` is known to be absent.
        """
        return self.fitting.fit(facts, now)

    @property
    def fitting(self) -> Fitting:
        """The set made ready for one subject at a time, once."""
        if not self._fitting:
            self._fitting.append(Fitting(self))
        return self._fitting[0]

    def match_one(self, facts: Mapping[str, Any], *, now: datetime | None = None) -> dict[str, Any]:
        """Each rule's value for one subject, by the interpreter: unknowns name their missing facts.

        A fact that is not given is unknown; ``None`` is known to be absent.
        """
        return {rule: evaluate(expression, facts, now=now) for rule, expression in self.expressions.items()}


def _expression(rule: str, given: Any, names: tuple[str, ...]) -> Expression:
    """The condition of a rule, read where it is a text; what it is refused for names the rule."""
    if isinstance(given, Expression):
        return given
    place = Text(f"规则“{rule}”", f"rule {rule}")
    if not isinstance(given, str):
        raise Invalid(
            "matching.condition",
            found=f"{type(given).__name__} {given!r}"[:80],
            expected=Text("FEEL 文本，或读好的表达式", "FEEL as a text, or an expression that was read"),
            where=place,
            mend=Text(
                '把条件写成文本，如 "参保人数 >= 3"。', 'Write the condition as a text, such as "a >= 3".'
            ),
        )
    try:
        return parse(given, names=names)
    except FeelError as error:
        inner = Text.of(error.where) if error.where is not None else None
        error.where = Text(f"{place.zh}，{inner.zh}", f"{place.en}, {inner.en}") if inner else place
        raise


def _codes_in(plan: Plan) -> dict[str, frozenset[str]]:
    """By column the codes that are looked for in its lists."""
    found: dict[str, set[str]] = {}
    for node in plan.nodes:
        if isinstance(node, Test) and isinstance(node.predicate, Contains):
            found.setdefault(node.predicate.column, set()).add(node.predicate.text)
    return {column: frozenset(codes) for column, codes in found.items()}
