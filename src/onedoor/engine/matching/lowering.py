"""From the syntax tree of a rule to nodes of the plan."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import Any

from onedoor.engine.feel import Expression, Range, print_node
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.branches import Branch, divisor_with, first_branch, put, same_members
from onedoor.engine.matching.comparisons import compare, member, truth_of
from onedoor.engine.matching.numbers import CannotLower
from onedoor.engine.matching.plan import Plan, Truth
from onedoor.engine.matching.predicates import AtLeast, Contains, Member, Prefix
from onedoor.engine.matching.report import Fallback
from onedoor.engine.matching.schema import Kind
from onedoor.engine.matching.terms import NOT_CONSTANT, Terms
from onedoor.text import Text

MOST_BRANCHES = 5_000

_FORM = Text("没有对应的列运算", "no column operation does this")
_TESTED = Text("检验用到了“?”或非常数的区间", "a test that mentions ? or an interval that is not constant")
_VALUE = Text("条件分支的结果不是真假", "the branches of if are not conditions")
_CONDITION_NODES = (n.And, n.Or, n.Comparison, n.Between, n.In, n.Quantified, n.InstanceOf)
_CONDITIONS = frozenset({"not", "starts with", "list contains", "is certain", "is unknown", "any", "all"})
_EQUAL = Text("相等比较的算式里有条件分支", "an if inside arithmetic that is compared for equality")
_NULLS = Text("不同的分支结果可能都为空值", "different results of the branches may both be null")
_BRANCHES = Text("条件分支过多", "too many branches of if")


class Lowering:
    """Lowers one rule; what it cannot lower becomes a question to the interpreter."""

    def __init__(self, plan: Plan, terms: Terms, rule: str, expression: Expression) -> None:
        self.plan = plan
        self.terms = terms
        self.schema = terms.schema
        self.rule = rule
        self.expression = expression
        self.fallbacks: list[Fallback] = []
        self._answers: dict[Hashable, int | CannotLower] = {}
        self._conditions: dict[int, int] = {}
        self._branches = 0

    def condition(self, node: n.Node) -> int:
        """The plan's node for a condition, always; parts that cannot be lowered are reported."""
        node = self.terms.share(node)
        known = self._conditions.get(id(node))
        if known is None and (known := self.plan.lowered(node)) is None:
            try:
                known = self._condition(node)
            except CannotLower as failure:
                part = self._part(node)
                self.fallbacks.append(Fallback(self.rule, part.source, failure.reason))
                known = self.plan.ask(part)
            self._conditions[id(node)] = known
            if not self.fallbacks and not self._branches:
                self.plan.keep(node, known)  # nothing about it is this rule's own
        return known

    def _part(self, node: n.Node) -> Expression:
        """The part as an expression of the rule's own class; a decision table has no text of FEEL."""
        try:
            source = print_node(node)
        except TypeError:
            source = type(node).__name__
        return type(self.expression)(source, node)

    def _condition(self, node: n.Node) -> int:
        value = self.terms.constant(node)
        if value is not NOT_CONSTANT:
            return self.plan.constant(truth_of(value))
        match node:
            case n.If() if not self._is_condition(node):
                raise CannotLower(_VALUE)
            case n.And(operands=operands):
                return self.plan.all_of([self.condition(each) for each in operands])
            case n.Or(operands=operands):
                return self.plan.any_of([self.condition(each) for each in operands])
            case n.If(condition=condition, then=then, otherwise=otherwise):
                return self.plan.choice(
                    self._question(condition), self.condition(then), self.condition(otherwise)
                )
            case n.Comparison(operator=operator, left=left, right=right):
                return self._compare(operator, left, right)
            case n.Between(value=value, low=low, high=high):
                at_least = self._compare(n.Operator.GREATER_OR_EQUAL, value, low)
                return self.plan.all_of([at_least, self._compare(n.Operator.LESS_OR_EQUAL, value, high)])
            case n.In(value=value, tests=tests):
                return self.plan.any_of([self._test(value, test) for test in tests])
            case n.Call(function=n.Name(name=name)):
                return self._call(name, node)
            case n.Name(name=name):
                return self._flag(name)
        raise CannotLower(_FORM)

    def _question(self, node: n.Node) -> int:
        """The condition of an ``if``, which must be one: about anything else ``if`` is null, not its else."""
        if not self._is_condition(node):
            raise CannotLower(_VALUE)
        return self.condition(node)

    def _flag(self, name: str) -> int:
        column = self.schema.get(name)
        if column is None:
            return self.plan.constant(Truth.UNKNOWN)
        if column.kind is not Kind.BOOLEAN:
            raise CannotLower(_FORM)
        return self.plan.test(AtLeast(name, 1))

    def _compare(self, operator: n.Operator, left: n.Node, right: n.Node) -> int:
        left, right = self.terms.share(left), self.terms.share(right)
        key = operator, id(left), id(right)
        return self._once(key, lambda: self._compare_anew(operator, left, right))

    def _once(self, key: Hashable, lower: Callable[[], int]) -> int:
        """The same question has the same answer, refusals included."""
        if (known := self._answers.get(key)) is None:
            try:
                known = lower()
            except CannotLower as refusal:
                known = refusal
            self._answers[key] = known
        if isinstance(known, CannotLower):
            raise known
        return known

    def _compare_anew(self, operator: n.Operator, left: n.Node, right: n.Node) -> int:
        if operator in (n.Operator.EQUAL, n.Operator.UNEQUAL):
            for one, other in ((left, right), (right, left)):
                wanted = self.terms.constant(other)
                if isinstance(wanted, bool) and not isinstance(one, n.Name) and self._is_condition(one):
                    return self._is(one, wanted, operator)
        branch = first_branch(left) or first_branch(right)
        if branch is None:
            return compare(self.plan, self.terms, operator, left, right)
        if operator in (n.Operator.EQUAL, n.Operator.UNEQUAL) and not (
            branch.node is left or branch.node is right
        ):
            raise CannotLower(_EQUAL)  # null beside the branches makes both sides equal, whichever is taken
        self._branches += 1
        if self._branches > MOST_BRANCHES:
            raise CannotLower(_BRANCHES)
        yes, no = (
            self._compare(operator, put(left, branch.node, chosen), put(right, branch.node, chosen))
            for chosen in (branch.then, branch.otherwise)
        )
        condition = self._question(branch.choice.condition)
        orders = operator not in (n.Operator.EQUAL, n.Operator.UNEQUAL)
        is_side = branch.node is left or branch.node is right
        one, other = branch.choice.then, branch.choice.otherwise
        same = self._same(one, other, branch.member, orders=orders and not is_side)
        if same != self.plan.constant(Truth.TRUE):
            self._refuse_two_quotients_of_null(left, right, branch)
        merged = self.plan.merged(condition, yes, no, same)
        # What is not of the other side's kind is null as well, whichever result it is.
        are_null = yes == no == self.plan.constant(Truth.NULL)
        if not is_side or not (are_null or (orders and branch.member is not None)):
            return merged
        return self._unless_two_nulls(merged, condition, same, right if branch.node is left else left)

    def _is(self, node: n.Node, wanted: bool, operator: n.Operator) -> int:
        """A condition compared with true or false: no when it is null, never null itself."""
        condition = self.condition(node)
        yes, no = self.plan.constant(Truth.TRUE), self.plan.constant(Truth.FALSE)
        found = self.plan.choice(condition if wanted else self.plan.negated(condition), yes, no)
        return found if operator is n.Operator.EQUAL else self.plan.negated(found)

    def _unless_two_nulls(self, merged: int, condition: int, same: int, opposite: n.Node) -> int:
        """Members of two different results may both be null: that is unknown, though both compare alike.

        Where the opposite side is null itself, the comparison is null whatever the results are.
        """
        value = self.terms.constant(opposite)
        if value is None:
            return merged
        settled = [self.plan.modal(same, unknown=False)]
        if value is NOT_CONSTANT:
            settled.append(
                self.plan.modal(self._compare(n.Operator.EQUAL, opposite, n.NullLiteral()), unknown=False)
            )
        differ = [self.plan.modal(condition, unknown=True), *(self.plan.negated(each) for each in settled)]
        return self.plan.choice(self.plan.all_of(differ), self.plan.constant(Truth.UNKNOWN), merged)

    def _same(self, one: n.Node, other: n.Node, part: str | None, *, orders: bool) -> int:
        """Whether two results are equal, as far as ``part`` of them is concerned; ``orders``: for an ordering."""
        if part is None:
            return self._compare(n.Operator.EQUAL, one, other)
        one, other = self.terms.share(one), self.terms.share(other)
        return self._once(
            (part, id(one), id(other), orders), lambda: self._same_anew(one, other, part, orders=orders)
        )

    def _same_anew(self, one: n.Node, other: n.Node, part: str, *, orders: bool) -> int:
        if isinstance(other, n.If):
            one, other = other, one
        if isinstance(one, n.If):
            yes = self._same(one.then, other, part, orders=orders)
            no = self._same(one.otherwise, other, part, orders=orders)
            same = self._same(one.then, one.otherwise, part, orders=orders)
            return self.plan.merged(self._question(one.condition), yes, no, same)
        verdict = same_members(one, other)
        if verdict is None:
            return self._compare(n.Operator.EQUAL, n.Path(one, part), n.Path(other, part))
        if orders and not verdict and all(self._may_be_null(n.Path(each, part)) for each in (one, other)):
            raise CannotLower(
                _NULLS
            )  # two nulls that come of two results: unknown, though both compare alike
        return self.plan.constant(truth_of(verdict))

    def _refuse_two_quotients_of_null(self, left: n.Node, right: n.Node, branch: Branch) -> None:
        """``x / 0`` and ``x / null`` compare alike, yet they come of two results: that is unknown, not null."""
        divisor = divisor_with(left, branch.node) or divisor_with(right, branch.node)
        if divisor is None:
            return
        if divisor is not branch.node or all(map(self._may_not_divide, (branch.then, branch.otherwise))):
            raise CannotLower(_NULLS)

    def _may_not_divide(self, node: n.Node) -> bool:
        if isinstance(node, n.If):
            return self._may_not_divide(node.then) or self._may_not_divide(node.otherwise)
        value = self.terms.constant(node)
        return value is NOT_CONSTANT or not isinstance(value, Decimal) or value == 0

    def _may_be_null(self, node: n.Node) -> bool:
        value = self.terms.constant(node)
        return value is NOT_CONSTANT or value is None

    def _test(self, value: n.Node, test: n.Node) -> int:
        """``value in test``, as in a cell of a decision table."""
        if any(isinstance(each, n.Name) and each.name == "?" for each in n.walk(test)):
            raise CannotLower(_TESTED)
        if isinstance(test, n.UnaryComparison):
            return self._compare(test.operator, value, test.operand)
        found = self.terms.constant(test)
        if found is NOT_CONSTANT:
            if isinstance(test, n.Name) and self._is_scalar(test.name):
                return self._compare(n.Operator.EQUAL, value, test)
            raise CannotLower(_TESTED)
        if isinstance(test, n.RangeLiteral):
            return self._interval(value, test) if isinstance(found, Range) else self.plan.constant(Truth.NULL)
        if isinstance(found, list):
            return self._one_of(value, found)
        if found is None or isinstance(found, (bool, Decimal, str, Date)):
            return self._compare(n.Operator.EQUAL, value, test)
        raise CannotLower(_TESTED)

    def _interval(self, value: n.Node, interval: n.RangeLiteral) -> int:
        sides = []
        if interval.low is not None:
            above = n.Operator.GREATER_OR_EQUAL if interval.low_closed else n.Operator.GREATER
            sides.append(self._compare(above, value, interval.low))
        if interval.high is not None:
            below = n.Operator.LESS_OR_EQUAL if interval.high_closed else n.Operator.LESS
            sides.append(self._compare(below, value, interval.high))
        return self.plan.all_of(sides)

    def _one_of(self, value: n.Node, items: list[Any]) -> int:
        """Membership in a list of constants of the value's own kind."""
        if not isinstance(value, n.Name) or any(isinstance(item, (Range, list, dict)) for item in items):
            raise CannotLower(_TESTED)
        return member(self.plan, self.terms, value, items)

    def _call(self, name: str, call: n.Call) -> int:
        arguments = [argument.value for argument in call.arguments if argument.name is None]
        if len(arguments) != len(call.arguments):
            raise CannotLower(_FORM)
        match name, arguments:
            case "not", [operand]:
                return self.plan.negated(self.condition(operand))
            case "is certain", [operand]:
                return self.plan.modal(self.condition(operand), unknown=False)
            case "is unknown", [n.Name(name=fact)] if self._is_scalar(fact):
                settled = self.plan.test(Member(fact, frozenset()))
                return self.plan.modal(settled, unknown=True)
            case "starts with", [n.Name(name=column), prefix]:
                text = self.terms.constant(prefix)
                known = self.schema.get(column)
                if isinstance(text, str) and known is not None and known.kind is Kind.CATEGORY:
                    return self.plan.test(Prefix(column, text))
            case "list contains", [n.Name(name=column), member] if self._is_codes(column):
                text = self.terms.constant(member)
                if isinstance(text, str):
                    return self.plan.test(Contains(column, text))
            case "list contains", [listed, n.Name() as value]:
                items = self.terms.constant(listed)
                if isinstance(items, list) and items:
                    return self._one_of(value, items)
        raise CannotLower(Text(f"函数{name}没有对应的列运算", f"no column operation does {name}(...)"))

    def _is_condition(self, node: n.Node) -> bool:
        """Whether the value can only be true, false, null or unknown.

        Under an unknown ``if`` two different numbers are unknown, while two nulls are null.
        """
        value = self.terms.constant(node)
        if value is not NOT_CONSTANT:
            return value is None or isinstance(value, bool)
        match node:
            case n.If(then=then, otherwise=otherwise):
                return self._is_condition(then) and self._is_condition(otherwise)
            case n.Name(name=name):
                column = self.schema.get(name)
                return column is None or column.kind is Kind.BOOLEAN
            case n.Call(function=n.Name(name=name)):
                return name in _CONDITIONS
        return isinstance(node, _CONDITION_NODES)

    def _is_scalar(self, name: str) -> bool:
        column = self.schema.get(name)
        return column is not None and column.kind not in (Kind.OBJECTS, Kind.CODES)

    def _is_codes(self, name: str) -> bool:
        column = self.schema.get(name)
        return column is not None and column.kind is Kind.CODES
