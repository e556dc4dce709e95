"""What the parts of a condition are called, and what their numbers count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.constants import constant_of, is_truth
from onedoor.engine.feel.explaining.calls import call_term, first_list
from onedoor.engine.feel.explaining.joining import glue, glued, quoted
from onedoor.engine.feel.explaining.measures import measure_of
from onedoor.engine.feel.explaining.units import PLAIN, SHARE, Quantity
from onedoor.engine.feel.explaining.values import span_words, value_words
from onedoor.engine.feel.explaining.wording import Wording, sounds_like_a_share
from onedoor.engine.feel.printer import shown
from onedoor.engine.feel.scope import NOWHERE
from onedoor.engine.feel.trace.facts import is_chain
from onedoor.text import Text

MOST_TERM = 120
_SIGNS = {"*": "×", "**": "^"}
_LOOSE = (n.Arithmetic, n.Negation)
_TIMES = (n.Operator.MULTIPLY, n.Operator.DIVIDE, n.Operator.POWER)


class Source(NamedTuple):
    """The list that a loop runs through, in the words of the scope around the loop."""

    node: n.Node
    outer: Terms

    @property
    def name(self) -> str | None:
        return self.outer.named(self.node)


_NO_LOOPS: Mapping[str, Source] = {}
Asked = Callable[[n.Node, "Terms"], Text | None]


class Terms:
    """The words for the parts of one expression.

    ``loops`` are the variables of the loops around, each with the list it runs through; ``members`` is the
    list whose items a filter asks, so that a bare name may be that of a member. ``asked`` words a condition
    as a requirement (``年龄不低于 18 岁``), for the items that a filter selects.
    """

    def __init__(
        self,
        wording: Wording,
        loops: Mapping[str, Source] = _NO_LOOPS,
        members: Source | None = None,
        asked: Asked = lambda node, terms: None,
    ) -> None:
        self.wording = wording
        self.loops = loops
        self.members = members
        self.asked = asked

    def within(self, node: n.Node) -> Terms:
        """The words inside of a loop or filter."""
        if isinstance(node, n.Filter):
            source = Source(node.base, self)
            return Terms(self.wording, {**self.loops, "item": source}, source, self.asked)
        inside = self
        if isinstance(node, (n.For, n.Quantified)):
            for each in node.iterations:
                loops = {**inside.loops, each.name: Source(each.source, inside)}
                inside = Terms(self.wording, loops, self.members, self.asked)
        return inside

    def named(self, node: n.Node) -> str | None:
        """The name by which the wording knows a fact or a member; None for other parts."""
        if not is_chain(node):
            return None
        text = shown(node)
        first, _, rest = text.partition(".")
        if first in self.loops:
            source = self.loops[first].name
            return f"{source}.{rest}" if source and rest else rest or first
        if self.members is not None and first not in self.wording.facts and (source := self.members.name):
            return f"{source}.{text}" if f"{source}.{text}" in self.wording.facts else text
        return text

    def loop_of(self, node: n.Node) -> Source | None:
        """The loop whose item a part is itself; None for other parts."""
        return self.loops.get(node.name) if isinstance(node, n.Name) else None

    def text(self, node: n.Node) -> Text:
        """What a part is called: labels instead of names, arithmetic as people write it.

        >>> from onedoor.engine.feel import parse
        >>> Terms(Wording()).text(parse("研发费用 / 营业收入").root).zh
        '研发费用/营业收入'
        """
        found = self._text(node)
        most = max(len(found.zh), len(found.en))
        return found if most <= MOST_TERM else quoted(shown(node))

    def _text(self, node: n.Node) -> Text:
        constant = constant_of(node, lambda name: True)
        if constant is not NOWHERE and not isinstance(node, n.RangeLiteral):
            return value_words(constant)
        if is_chain(node):
            return self._label(node)
        match node:
            case n.Arithmetic():
                return self._arithmetic(node)
            case n.Negation(operand=operand):
                inner = self._tight(operand, n.Operator.POWER)
                return Text(f"-{inner.zh}", f"-{inner.en}")
            case n.Path(base=base, name=name):
                outer, member = self.text(base), self.wording.label(name)
                return Text(glued(outer.zh, "的", member.zh), f"{member.en} of {outer.en}")
            case n.Filter():
                return self._filter(node)
            case n.ListLiteral(items=items) if items:
                words = [self.text(each) for each in items]
                return Text("、".join(each.zh for each in words), ", ".join(each.en for each in words))
            case n.RangeLiteral(low=n.Node() as low, high=n.Node() as high, operator=None):
                return span_words(self.text(low), self.text(high), node.low_closed, node.high_closed)
            case n.Call(function=function, arguments=arguments) if is_chain(function):
                name = self.named(function) or ""
                if name in self.wording.facts:  # business knowledge speaks for itself
                    return self.wording.label(name)
                return call_term(name, [self.text(each.value) for each in arguments])
        return quoted(shown(node))

    def _label(self, node: n.Node) -> Text:
        name = self.named(node) or ""
        first = shown(node).partition(".")[0]
        if first in self.loops or name != shown(node):  # of an item its member is named alone
            return self.wording.of(name).label or Text.of(name.rpartition(".")[2])
        return self.wording.label(name)

    def _arithmetic(self, node: n.Arithmetic) -> Text:
        part = self._part_of(node.left, node.right) or self._part_of(node.right, node.left)
        if node.operator is n.Operator.MULTIPLY and part is not None:
            return part
        left = self._tight(node.left, node.operator, is_right=False)
        right = self._tight(node.right, node.operator)
        sign = _SIGNS.get(node.operator, str(node.operator))
        return Text(f"{left.zh}{sign}{right.zh}", f"{left.en} {sign} {right.en}")

    def _part_of(self, whole: n.Node, share: n.Node) -> Text | None:
        """``从业人员 * 0.10`` is 10% of it, ``从业人员 * 2`` twice as much."""
        if not isinstance(share, n.NumberLiteral) or share.value <= 0 or isinstance(whole, n.NumberLiteral):
            return None
        base = self._tight(whole, n.Operator.MULTIPLY)
        if share.value < 1:
            words = value_words(share.value, SHARE)
            return Text(glued(base.zh, "的", words.zh), f"{words.en} of {base.en}")
        words = value_words(share.value)
        return Text(glued(base.zh, f"的 {words.zh} 倍"), f"{words.en} times {base.en}")

    def _tight(self, node: n.Node, operator: n.Operator, is_right: bool = True) -> Text:
        """The part in parentheses where it would fall apart beside the operator."""
        words = self.text(node)
        if not isinstance(node, _LOOSE):
            return words
        holds = operator is n.Operator.ADD or (operator is n.Operator.SUBTRACT and not is_right)
        if isinstance(node, n.Arithmetic) and not is_right and operator in _TIMES[:2]:
            holds = node.operator in _TIMES
        return words if holds else Text(f"({words.zh})", f"({words.en})")

    def _filter(self, node: n.Filter) -> Text:
        base = self.text(node.base)
        position = constant_of(node.predicate, lambda name: True)
        if isinstance(position, Decimal):
            if position == -1:
                return Text(glued(base.zh, "的最后一项"), f"last of {base.en}")
            return Text(glued(base.zh, f"的第 {position} 项"), f"item {position} of {base.en}")
        if isinstance(node.predicate, n.Name) and node.predicate.name in self.loops:
            that = measure_of(node.predicate.name)
            return Text(f"{base.zh}（该{that.zh.lstrip('个')}）", f"{base.en} of that {that.one}")
        asked = self.asked(node.predicate, self.within(node)) if is_truth(node.predicate) else None
        if asked is not None:
            return Text(glued(asked.zh, "的", base.zh), f"{base.en} with {asked.en}")
        condition = quoted(shown(node.predicate))
        return Text(glued("符合", condition.zh, "的", base.zh), f"{base.en} where {condition.en}")

    def quantity(self, node: n.Node) -> Quantity | None:
        """What the numbers of a part are; None where nothing tells."""
        if is_chain(node):
            return self._of_fact(node)
        match node:
            case n.Negation(operand=inner) | n.Filter(base=inner):
                return self.quantity(inner)
            case n.If(then=one, otherwise=other):
                return self._common((one, other))
            case n.Arithmetic(operator=n.Operator.ADD | n.Operator.SUBTRACT, left=left, right=right):
                return self._common((left, right))
            case n.Arithmetic(operator=n.Operator.MULTIPLY, left=left, right=right):
                units = [
                    each
                    for each in (self.quantity(left), self.quantity(right))
                    if each not in (None, PLAIN, SHARE)
                ]
                return units[0] if len(units) == 1 else None
            case n.Arithmetic(operator=n.Operator.DIVIDE, left=left, right=right):
                return self._quotient(self.quantity(left), self.quantity(right))
            case n.Call(function=n.Name(name=name), arguments=arguments):
                inside = first_list(name, [each.value for each in arguments])
                return self._common(inside) if inside else None
            case n.Path(name=name):
                found = self.wording.quantity(name)
                return found if found != PLAIN else None
        return None

    def _of_fact(self, node: n.Node) -> Quantity | None:
        name = self.named(node) or ""
        found = self.wording.quantity(name)
        if found == PLAIN and (loop := self.loop_of(node)) is not None:
            return loop.outer.quantity(loop.node)
        return found if found != PLAIN else None

    @staticmethod
    def _quotient(left: Quantity | None, right: Quantity | None) -> Quantity | None:
        """Of one unit by another there is no name; a number of a unit by a plain number keeps it."""
        if left is not None and right is not None and left.unit != right.unit:
            return PLAIN
        return None

    def _common(self, nodes: Iterable[n.Node]) -> Quantity | None:
        found = {each for node in nodes if (each := self.quantity(node)) is not None}
        return found.pop() if len(found) == 1 else None

    def may_be_share(self, node: n.Node) -> bool:
        """Does a part speak of a share, as far as its name or its form tells?"""
        if isinstance(node, n.Arithmetic):
            return node.operator is n.Operator.DIVIDE
        if isinstance(node, n.Call) and isinstance(node.function, n.Name):
            inside = first_list(node.function.name, [each.value for each in node.arguments])
            return any(self.may_be_share(each) for each in inside)
        if (loop := self.loop_of(node)) is not None:
            return loop.outer.may_be_share(loop.node)
        name = self.named(node)
        return name is not None and sounds_like_a_share(name)

    def lacking(self, names: Iterable[str], facts: Mapping[str, Any]) -> list[Text]:
        """What facts are called that are missing or null; of a list that is there it is a part."""
        labels = []
        for name in sorted(names):
            label = self.wording.label(name)
            is_part = isinstance(facts.get(name), list)
            labels.append(Text(glue(label.zh, "的部分数据"), f"part of {label.en}") if is_part else label)
        return labels

    def codes(self, node: n.Node) -> Mapping[str, Text]:
        """The words for the codes that a part may be."""
        if isinstance(node, n.Filter):
            return self.codes(node.base)
        if (loop := self.loop_of(node)) is not None:
            return loop.outer.codes(loop.node)
        name = self.named(node)
        return self.wording.of(name).codes if name is not None else {}


def lacks(fact: Any) -> bool:
    """Is a fact null, or is an item of it?"""
    return fact is None or (isinstance(fact, list) and any(each is None for each in fact))


def as_constant(node: n.Node) -> Any:
    """The value of a part that never differs; ``NOWHERE`` where it may."""
    if isinstance(node, n.NullLiteral):
        return None
    return constant_of(node, lambda name: True)
