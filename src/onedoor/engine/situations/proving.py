"""Every complete set of answers tried, in parts that have nothing to do with each other.

Questions that share no condition multiply: each part is tried by itself. Of a number only one value for each stretch
between the constants of the conditions is tried; a condition that does more with a number than compare it makes
the proof incomplete, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from onedoor.engine.feel import Expression, evaluate
from onedoor.engine.feel import nodes as n
from onedoor.engine.situations.domains import Number
from onedoor.engine.situations.proof import Finding, Kind, Proof

if TYPE_CHECKING:
    from onedoor.engine.situations.guide import Guide, Question

Facts = dict[str, Any]
SITUATIONS = "*"


def prove(guide: Guide, most: int) -> Proof:
    """See ``Guide.prove``."""
    constants, exact = _constants(guide)
    values = {
        each.name: each.domain.representatives(constants.get(each.name, ())) for each in guide.questions
    }
    leaves, lists, complete = 1, 1, exact
    findings: list[Finding] = []
    for part in _parts(guide):
        tried = _Trial(guide, part, values, most).run()
        leaves *= max(tried.leaves, 1)
        lists *= max(len(tried.outcomes), 1)
        complete = complete and tried.complete
        findings += tried.findings
    order = {kind: place for place, kind in enumerate(Kind)}
    return Proof(leaves, lists, complete, tuple(sorted(findings, key=lambda each: order[each.kind])))


@dataclass
class _Part:
    """Questions that hang together, the conditions over them, and whether the situations are among these."""

    questions: tuple[Question, ...]
    conditions: tuple[str, ...]
    decides: bool


def _parts(guide: Guide) -> list[_Part]:
    names = {each.name for each in guide.questions}
    edges: list[tuple[str, set[str]]] = []
    deciding = [
        *guide.situations.values(),
        *guide.inputs,
        *(test for row in guide.rows for test in row.tests),
    ]
    if deciding:
        edges.append((SITUATIONS, set[str]().union(*(each.free_names & names for each in deciding))))
    edges += [(name, set(each.free_names & names)) for name, each in guide.conditions.items()]
    edges += [("", {name, *(when.free_names & names)}) for name, when in guide.asked.items()]
    groups: list[tuple[set[str], list[str]]] = [({name}, []) for name in names]
    for label, read in edges:
        touched = [group for group in groups if group[0] & read]
        merged = (
            set[str]().union(*(group[0] for group in touched)),
            [x for group in touched for x in group[1]],
        )
        merged[1].append(label)
        groups = [group for group in groups if group not in touched] + [merged]
    return [
        _Part(
            tuple(each for each in guide.order if each.name in group),
            tuple(label for label in labels if label not in ("", SITUATIONS)),
            SITUATIONS in labels,
        )
        for group, labels in groups
    ]


@dataclass
class _Trial:
    """One part, tried whole."""

    guide: Guide
    part: _Part
    values: Mapping[str, Sequence[Any]]
    most: int
    leaves: int = 0
    complete: bool = True
    outcomes: dict[tuple[Any, ...], Facts] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    held: dict[str, set[Any]] = field(default_factory=dict)
    said: set[tuple[Kind, str, tuple[str, ...]]] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    effects: dict[str, dict[tuple[Any, ...], set[tuple[Any, ...]]]] = field(default_factory=dict)
    memory: dict[int, dict[tuple[Any, ...], Any]] = field(default_factory=dict)

    def run(self) -> _Trial:
        for facts in self._assignments(0, {}):
            if self.leaves >= self.most:
                self.complete = False
                break
            self.leaves += 1
            self._look(facts)
        self._sum_up()
        return self

    def _assignments(self, place: int, facts: Facts) -> Iterator[Facts]:
        if place == len(self.part.questions):
            yield facts
            return
        question = self.part.questions[place]
        when = self.guide.asked.get(question.name)
        if when is not None:
            is_asked = self._value(when, facts)
            if not isinstance(is_asked, bool):
                self._tell(Kind.UNDECIDED, question.name, facts)
            if is_asked is not True:
                yield from self._assignments(place + 1, {**facts, question.name: None})
                return
        self.asked.add(question.name)
        for value in self.values[question.name]:
            yield from self._assignments(place + 1, {**facts, question.name: value})

    def _look(self, facts: Facts) -> None:
        outcome: list[Any] = []
        if self.part.decides:
            outcome.append(self._situation(facts))
        for name in self.part.conditions:
            value = self._value(self.guide.conditions[name], facts)
            if not isinstance(value, bool) and not self._may_be_open(self.guide.conditions[name], facts):
                self._tell(Kind.UNDECIDED, name, facts)
            self.held.setdefault(name, set()).add(value is True)
            outcome.append(value is True)
        found = tuple(outcome)
        self.outcomes.setdefault(found, facts)
        shape = tuple(facts[each.name] for each in self.part.questions)
        for place, each in enumerate(self.part.questions):
            rest = shape[:place] + shape[place + 1 :]
            self.effects.setdefault(each.name, {}).setdefault(rest, set()).add(found)

    def _reads_unasked(self, condition: Expression, facts: Facts) -> bool:
        """What hangs on a question that is not asked does not hold: that is meant, not a mistake."""
        return any(facts.get(name, 0) is None for name in condition.free_names)

    def _may_be_open(self, condition: Expression, facts: Facts) -> bool:
        """A part may hang on what no answer tells but a register does."""
        return bool(condition.free_names - facts.keys()) or self._reads_unasked(condition, facts)

    def _situation(self, facts: Facts) -> tuple[str, ...]:
        """The situations that apply, which should be one."""
        guide = self.guide
        if guide.rows:
            found = tuple(guide.possible(facts))
            self.held.setdefault(SITUATIONS, set()).update(found)
        else:
            found = ()
            for id_, when in guide.situations.items():
                value = self._value(when, facts)
                if not isinstance(value, bool) and not self._reads_unasked(when, facts):
                    self._tell(Kind.UNDECIDED, id_, facts)
                if value is True:
                    found += (id_,)
                    self.held.setdefault(SITUATIONS, set()).add(id_)
        if not found:
            self._tell(Kind.GAP, "", facts)
        elif len(found) > 1:
            self._tell(Kind.OVERLAP, found[0], facts, found[1:])
        return found

    def _value(self, expression: Expression, facts: Facts) -> Any:
        """What the interpreter says, asked once for each set of answers that the expression reads."""
        known = self.memory.setdefault(id(expression), {})
        key = tuple(facts.get(name) for name in sorted(expression.free_names))
        if key not in known:
            known[key] = evaluate(expression, facts)
        return known[key]

    def _tell(self, kind: Kind, subject: str, facts: Facts, others: tuple[str, ...] = ()) -> None:
        if (kind, subject, others) not in self.said:
            self.said.add((kind, subject, others))
            example = {name: value for name, value in facts.items() if value is not None}
            self.findings.append(Finding(kind, subject, others, example))

    def _sum_up(self) -> None:
        """What can only be said once all was tried."""
        if not self.complete:
            return
        readers = set[str]().union(*(each.free_names for each in self.guide.asked.values()))
        for question in self.part.questions:
            if question.name not in self.asked:
                self.findings.append(Finding(Kind.NEVER_ASKED, question.name))
            elif question.name not in readers and all(
                len(found) == 1 for found in self.effects.get(question.name, {}).values()
            ):
                self.findings.append(Finding(Kind.CHANGES_NOTHING, question.name))
        for name in self.part.conditions:
            if self.held.get(name) == {False}:
                self.findings.append(Finding(Kind.NEVER_HOLDS, name))
            elif self.held.get(name) == {True}:
                self.findings.append(Finding(Kind.ALWAYS_HOLDS, name))
        if self.part.decides:
            every = list(self.guide.situations) or list(dict.fromkeys(row.id for row in self.guide.rows))
            reached = self.held.get(SITUATIONS, set())
            self.findings += [Finding(Kind.NEVER_HOLDS, id_) for id_ in every if id_ not in reached]


def _constants(guide: Guide) -> tuple[dict[str, set[Decimal]], bool]:
    """The numbers with which each number is compared, and whether no condition does more than compare."""
    found: dict[str, set[Decimal]] = {}
    exact = True
    numbers = {each.name for each in guide.questions if isinstance(each.domain, Number)}
    expressions = [*guide.asked.values(), *guide.situations.values(), *guide.conditions.values()]
    for expression in expressions:
        exact = _constants_of(expression.root, numbers, found) and exact
    for place, asked in enumerate(guide.inputs):
        tests = [row.tests[place] for row in guide.rows]
        if isinstance(asked.root, n.Name) and asked.root.name in numbers:
            for test in tests:
                found.setdefault(asked.root.name, set()).update(_literals(test.root))
        else:
            exact = _constants_of(asked.root, numbers, found) and exact
    return found, exact


def _constants_of(node: n.Node, numbers: set[str], found: dict[str, set[Decimal]]) -> bool:
    """Whether every number in it is only compared with constants, which are added to ``found``."""
    match node:
        case n.Name(name=name):
            return name not in numbers
        case n.Comparison(left=n.Name(name=name), right=right) if name in numbers and not _names(right):
            found.setdefault(name, set()).update(_literals(right))
            return True
        case n.Comparison(left=left, right=n.Name(name=name)) if name in numbers and not _names(left):
            found.setdefault(name, set()).update(_literals(left))
            return True
        case n.Between(value=n.Name(name=name), low=low, high=high) if name in numbers and not (
            _names(low) or _names(high)
        ):
            found.setdefault(name, set()).update(_literals(low) | _literals(high))
            return True
        case n.In(value=n.Name(name=name), tests=tests) if name in numbers and not any(map(_names, tests)):
            found.setdefault(name, set()).update(*(_literals(test) for test in tests))
            return True
    are_compared = [_constants_of(each, numbers, found) for each in n.children(node)]
    return all(are_compared)


def _names(node: n.Node) -> set[str]:
    return {each.name for each in n.walk(node) if isinstance(each, n.Name)} - {"?"}


def _literals(node: n.Node) -> set[Decimal]:
    """The numbers written in it, with both signs where one is negated."""
    found: set[Decimal] = set()
    for each in n.walk(node):
        if isinstance(each, n.NumberLiteral):
            found |= {each.value}
        elif isinstance(each, n.Negation) and isinstance(each.operand, n.NumberLiteral):
            found |= {-each.operand.value}
    return found
