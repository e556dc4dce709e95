"""Decision diagrams: functions of all sets of answers at once, each set being one path.

A node asks one variable and has a child for each of its values; equal nodes are one, and a node whose children are all the
same is not made (Bryant 1986; with several values, Srinivasan et al. 1990). Ends are true, false, null and unknown, joined by
the rule language's own logic. Functions whose ends are true and false alone are sets.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from onedoor.engine.feel import UNKNOWN, Unknown
from onedoor.engine.feel.logic import Truth, conjunction, disjunction

Logic = Callable[[Iterable[Truth]], Truth]
_ABSORBING: dict[Logic, Truth] = {conjunction: False, disjunction: True}


class OutOfSteps(Exception):
    """The bound was met; what was computed before is true all the same."""


class Diagrams:
    """Makes and joins diagrams over variables with so many values each, at most ``most`` steps in all."""

    def __init__(self, sizes: Sequence[int], most: int) -> None:
        self.sizes = tuple(sizes)
        self.left = most
        self._nodes: list[tuple[int, tuple[int, ...]]] = []
        self._ends: dict[int, Truth] = {}
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._joined: dict[tuple[Logic, int, int], int] = {}
        self._mapped: dict[tuple[Callable[[Truth], Truth], int], int] = {}
        self.false, self.true, self.null, self.unknown = (
            self._end(each) for each in (False, True, None, UNKNOWN)
        )

    def _end(self, value: Truth) -> int:
        self._nodes.append((len(self.sizes), ()))
        self._ends[len(self._nodes) - 1] = value
        return len(self._nodes) - 1

    def end(self, value: Truth) -> int:
        """The diagram that is this value everywhere."""
        if isinstance(value, Unknown):
            return self.unknown
        return self.null if value is None else self.true if value else self.false

    def node(self, level: int, children: Sequence[int]) -> int:
        """The diagram that asks a variable and goes on with the child of its value."""
        if all(each == children[0] for each in children):
            return children[0]
        key = (level, tuple(children))
        found = self._known.get(key)
        if found is None:
            self._nodes.append(key)
            found = self._known[key] = len(self._nodes) - 1
        return found

    def choice(self, level: int, values: Collection[int]) -> int:
        """The set in which the variable has one of these values."""
        size = range(self.sizes[level])
        return self.node(level, [self.true if each in values else self.false for each in size])

    def spend(self, steps: int = 1) -> None:
        self.left -= steps
        if self.left < 0:
            raise OutOfSteps

    def join(self, logic: Logic, one: int, other: int) -> int:
        """``conjunction`` or ``disjunction`` of two diagrams."""
        if one > other:
            one, other = other, one
        if one in self._ends and other in self._ends:
            return self.end(logic((self._ends[one], self._ends[other])))
        absorbing = self.end(_ABSORBING[logic])
        if absorbing in (one, other):
            return absorbing
        neutral = self.false if absorbing == self.true else self.true
        if one in (other, neutral):
            return other
        if other == neutral:
            return one
        key = (logic, one, other)
        found = self._joined.get(key)
        if found is None:
            self.spend()
            level = min(self._nodes[one][0], self._nodes[other][0])
            left, right = self._below(one, level), self._below(other, level)
            found = self.node(level, [self.join(logic, a, b) for a, b in zip(left, right, strict=True)])
            self._joined[key] = found
        return found

    def all_of(self, diagrams: Iterable[int]) -> int:
        found = self.true
        for each in diagrams:
            found = self.join(conjunction, found, each)
        return found

    def any_of(self, diagrams: Iterable[int]) -> int:
        found = self.false
        for each in diagrams:
            found = self.join(disjunction, found, each)
        return found

    def change(self, of: Callable[[Truth], Truth], diagram: int) -> int:
        """The diagram with its ends changed; ``of`` is a function by name, so that what was done is remembered."""
        if diagram in self._ends:
            return self.end(of(self._ends[diagram]))
        found = self._mapped.get((of, diagram))
        if found is None:
            self.spend()
            level, children = self._nodes[diagram]
            found = self.node(level, [self.change(of, each) for each in children])
            self._mapped[of, diagram] = found
        return found

    def without(self, diagram: int, levels: frozenset[int]) -> int:
        """The set of what can be made a member by some values of these variables."""
        done: dict[int, int] = {}

        def below(node: int) -> int:
            if node in self._ends:
                return node
            if node not in done:
                self.spend()
                level, children = self._nodes[node]
                rest = [below(each) for each in children]
                done[node] = self.any_of(rest) if level in levels else self.node(level, rest)
            return done[node]

        return below(diagram)

    def count(self, diagram: int, levels: Collection[int]) -> int:
        """How many values of these variables (all that it asks) make a member of the set."""
        order = sorted(levels)
        place = {level: at for at, level in enumerate(order)} | {len(self.sizes): len(order)}
        free = [1] * (len(order) + 1)
        for at in reversed(range(len(order))):
            free[at] = free[at + 1] * self.sizes[order[at]]
        done: dict[int, int] = {}

        def members(node: int) -> int:
            """Those over the variables from the node's own on."""
            if node in self._ends:
                return int(node == self.true)
            if node not in done:
                self.spend()
                level, children = self._nodes[node]
                done[node] = sum(
                    members(each) * free[place[level] + 1] // free[place[self._nodes[each][0]]]
                    for each in children
                )
            return done[node]

        return members(diagram) * free[0] // free[place[self._nodes[diagram][0]]]

    def member(self, diagram: int) -> dict[int, int]:
        """A member of the set that is not empty: values by variable, those left out being free."""
        found: dict[int, int] = {}
        while diagram not in self._ends:
            level, children = self._nodes[diagram]
            found[level] = next(at for at, each in enumerate(children) if each != self.false)
            diagram = children[found[level]]
        return found

    def asks(self, diagram: int) -> frozenset[int]:
        """The variables that it depends on."""
        seen: set[int] = set()
        levels: set[int] = set()
        waiting = [diagram]
        while waiting:
            node = waiting.pop()
            if node not in seen and node not in self._ends:
                seen.add(node)
                level, children = self._nodes[node]
                levels.add(level)
                waiting.extend(children)
        return frozenset(levels)

    def _below(self, node: int, level: int) -> Sequence[int]:
        own, children = self._nodes[node]
        return children if own == level else (node,) * self.sizes[level]


def is_true(value: Truth) -> Truth:
    return value is True


def is_null(value: Truth) -> Truth:
    return value is None


def is_unknown(value: Truth) -> Truth:
    return isinstance(value, Unknown)


def is_not_true(value: Truth) -> Truth:
    return value is not True
