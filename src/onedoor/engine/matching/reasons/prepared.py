"""What is the same for every subject: the plan ready to be run, and what each rule rests on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from onedoor.engine.matching.faults import no_such_rule
from onedoor.engine.matching.plan import Asked, Plan, Test
from onedoor.engine.matching.predicates import AtLeast, Member, Predicate, Sign
from onedoor.engine.matching.reasons.programs import Program, reached
from onedoor.engine.matching.ruleset import RuleSet

PREPARED = 8
_NONE = frozenset[str]()


class Prepared:
    """Made once for a rule set. ``roots`` are the nodes of its rules."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.plan: Plan = rules.plan
        self.roots: Mapping[str, int] = rules.roots
        self._rests: dict[int, Mapping[str, tuple[int, ...]]] = {}

    @cached_property
    def program(self) -> Program:
        return Program.of(self.plan, self.roots.values())

    def root(self, rule: str) -> int:
        """Raises ``NotFound`` ("matching.rule") for a rule that was not compiled."""
        if rule not in self.roots:
            raise no_such_rule(rule, self.roots)
        return self.roots[rule]

    def leaves(self, index: int) -> Mapping[str, tuple[int, ...]]:
        """By column the tests, and the parts left to the interpreter, that a node rests on."""
        if (found := self._rests.get(index)) is None:
            by_column: dict[str, list[int]] = {}
            for each in sorted(reached(self.plan, [index])):
                for name in self.names(each):
                    by_column.setdefault(name, []).append(each)
            found = self._rests[index] = {name: tuple(each) for name, each in by_column.items()}
        return found

    def names(self, index: int) -> frozenset[str]:
        """The columns that a leaf of the plan looks at; none where the node is no leaf."""
        match self.plan.nodes[index]:
            case Test(predicate=predicate):
                return columns_of(predicate)
            case Asked(expression=expression):
                return self.plan.expressions[expression].free_names & self.rules.schema.columns.keys()
        return _NONE

    @cached_property
    def about_null(self) -> frozenset[int]:
        """The tests that ask whether a fact is absent."""
        return frozenset(
            index
            for index, node in enumerate(self.plan.nodes)
            if isinstance(node, Test) and isinstance(node.predicate, Member) and node.predicate.null
        )

    @cached_property
    def sources(self) -> Mapping[Sign, str]:
        """How a comparison of several facts is written."""
        return {
            node.predicate: self.plan.expressions[node.check].source
            for node in self.plan.nodes
            if isinstance(node, Test) and isinstance(node.predicate, Sign) and node.check is not None
        }

    @cached_property
    def typical(self) -> Mapping[str, tuple[int, ...]]:
        """By column the greatest number that rules compare it with: values that are worth a guess."""
        found: dict[str, int] = {}
        for node in self.plan.nodes:
            match node:
                case Test(predicate=AtLeast(column=name, units=units)):
                    found[name] = max(units, found.get(name, units))
                case Test(predicate=Member(column=name, values=values)):
                    whole = [each for each in values if isinstance(each, int)]
                    found[name] = max([*whole, found.get(name, 0)])
        return {name: (most,) for name, most in found.items() if most > 0}


def columns_of(predicate: Predicate) -> frozenset[str]:
    return predicate.names if isinstance(predicate, Sign) else frozenset({predicate.column})


class _Same:
    """A rule set told from others by being another object."""

    __slots__ = ("rules",)

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return id(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.rules is other.rules


@lru_cache(maxsize=PREPARED)
def _prepared(same: _Same) -> Prepared:
    return Prepared(same.rules)


def prepared(rules: RuleSet) -> Prepared:
    """The preparation of a rule set; those of the last few are kept."""
    return _prepared(_Same(rules))
