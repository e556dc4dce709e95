"""From a condition in the tree to the claim that words it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.constants import mentions_value
from onedoor.engine.feel.explaining import requirements as asks
from onedoor.engine.feel.explaining.claims import SELF, UNSEEN, Asked, Claim, Part
from onedoor.engine.feel.explaining.joining import glued, quoted
from onedoor.engine.feel.explaining.requirements import Words
from onedoor.engine.feel.explaining.terms import Terms, as_constant
from onedoor.engine.feel.explaining.values import NO, YES, span_words
from onedoor.engine.feel.explaining.verbs import VERBS
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.printer import shown
from onedoor.engine.feel.scope import NOWHERE
from onedoor.engine.feel.trace.facts import is_chain
from onedoor.engine.feel.values import Range, Unknown
from onedoor.text import Text

Test = Callable[[Any, Text, Asked, bool], Words]
_ORDERINGS = frozenset(asks.OPPOSITE) - {n.Operator.EQUAL, n.Operator.UNEQUAL}
_TYPES = {
    "number": Text("数字", "a number"),
    "string": Text("文字", "a text"),
    "boolean": Text("是或否", "yes or no"),
    "date": Text("日期", "a date"),
    "time": Text("时刻", "a time of day"),
    "date and time": Text("日期时间", "a date and time"),
    "list": Text("列表", "a list"),
    "context": Text("记录", "a record"),
    "function": Text("函数", "a function"),
}


def claim_of(node: n.Node, terms: Terms) -> Claim | None:
    """The claim of a condition about one value; None for those made of others, or about none."""
    match node:
        case n.Comparison():
            return _comparison(node, terms)
        case n.Between(value=value, low=low, high=high):
            limits = [Part.of(low, 1, terms), Part.of(high, 2, terms)]
            return Claim(terms, Part.of(value, 0, terms), limits, _between)
        case n.In(value=value, tests=tests):
            return claim_of_tests(Part.of(value, 0, terms), tests, terms)
        case n.InstanceOf(value=value, type=named):
            kind = _TYPES.get(named.name) or Text.of(shown(named))
            return Claim(terms, Part.of(value, 0, terms), (), lambda asked, no: _kind(kind, no))
        case n.Call(function=n.Name(name=name), arguments=arguments) if (name, len(arguments)) in VERBS:
            parts = [Part.of(each.value, place, terms) for place, each in enumerate(arguments)]
            form = VERBS[name, len(arguments)]
            return Claim(terms, parts[0], parts[1:], lambda asked, no: form.words(asked.words, negated=no))
    if is_chain(node) or isinstance(node, (n.Path, n.Filter)) or _is_own_call(node):
        subject = Part.of(node, SELF, terms)
        return Claim(terms, subject, (), lambda asked, no: _truth(True, no), is_value=True)
    return None


def _is_own_call(node: n.Node) -> bool:
    """Is a function called that is not built in?"""
    if not isinstance(node, n.Call):
        return False
    return not isinstance(node.function, n.Name) or node.function.name not in BUILTINS


def _kind(kind: Text, negated: bool) -> Words:
    return asks.equal(kind, negated=negated)._replace(
        required=Text(f"{'不' if negated else ''}是{kind.zh}", kind.en)
    )


def _truth(wanted: bool, negated: bool) -> Words:
    return asks.equal(YES if wanted is not negated else NO, negated=False)


def _comparison(node: n.Comparison, terms: Terms) -> Claim | None:
    left, right = Part.of(node.left, 0, terms), Part.of(node.right, 1, terms)
    operator = node.operator
    if left.constant is not NOWHERE:
        left, right, operator = right, left, asks.MIRRORED[operator]
    if left.constant is not NOWHERE:
        return None
    test, is_value = _compared(operator, right.constant)
    return Claim(
        terms, left, [right], lambda asked, no: test(asked.values[0], asked.words[0], no), is_value=is_value
    )


Simple = Callable[[Any, Text, bool], Words]


def _compared(operator: n.Operator, constant: Any) -> tuple[Simple, bool]:
    """The words of ``operator limit``, and whether the value found says all of them."""
    if operator in _ORDERINGS:
        return (
            lambda value, limit, no: asks.ordered(asks.OPPOSITE[operator] if no else operator, limit, value)
        ), False
    unequal = operator is n.Operator.UNEQUAL
    if constant is None:
        return (lambda value, limit, no: asks.on_record(negated=no is unequal)), False
    if isinstance(constant, bool):
        return (lambda value, limit, no: _truth(constant, no is not unequal)), True
    return (lambda value, limit, no: asks.equal(limit, negated=no is not unequal)), True


def _between(asked: Asked, negated: bool) -> Words:
    low, high = asked.words
    return asks.between(span_words(low, high), asked.values[0], negated=negated)


def claim_of_tests(subject: Part, tests: Sequence[n.Node], terms: Terms, *, negated: bool = False) -> Claim:
    """The claim that a value passes one of the tests, as in a cell of a table; ``negated`` as in ``not(...)``."""
    limits: list[Part] = []
    forms: list[Test] = []
    place = 1
    for test in tests:
        if mentions_value(test):
            limits.append(Part(test, quoted(shown(test)), UNSEEN, NOWHERE))
            forms.append(_text)
            continue
        operand = test.operand if isinstance(test, n.UnaryComparison) else test
        for each in _listed(operand):
            limits.append(Part.of(each, place, terms))
            forms.append(_test(test, limits[-1].constant))
        place += 1
    alike = all(form is _value for form in forms) and len(forms) > 1
    combined = _one_of if alike else _either(forms)
    # An interval or a list says more than the value that was found.
    is_value = all(form is _value for form in forms) and all(_is_scalar(each.constant) for each in limits)
    return Claim(terms, subject, limits, _turned(combined) if negated else combined, is_value=is_value)


def _is_scalar(constant: Any) -> bool:
    return constant is not NOWHERE and not isinstance(constant, Range)


def _listed(operand: n.Node) -> Sequence[n.Node]:
    """A list of constants asks for one of them."""
    items = operand.items if isinstance(operand, n.ListLiteral) else ()
    return items if items and all(as_constant(each) is not NOWHERE for each in items) else (operand,)


def _test(test: n.Node, constant: Any) -> Test:
    if not isinstance(test, n.UnaryComparison):
        return _value
    form, _ = _compared(test.operator, constant)
    return lambda value, limit, asked, no: form(value, limit, no)


def _value(value: Any, limit: Text, asked: Asked, negated: bool) -> Words:
    """A test that is a value: to be it, to lie in it, or to be found in it."""
    if isinstance(value, Range):
        return _in_range(value, limit, asked, negated)
    if isinstance(value, (list, Unknown)):  # what is not known may be a list
        return asks.among(limit, negated=negated)
    form, _ = _compared(n.Operator.EQUAL, value)
    return form(value, limit, negated)


def _in_range(value: Range, limit: Text, asked: Asked, negated: bool) -> Words:
    if value.operator:
        return asks.equal(asked.tell(value.low), negated=negated is (value.operator == "="))
    if value.low is None or value.high is None:
        end, operator = _only_end(value)
        return asks.ordered(asks.OPPOSITE[operator] if negated else operator, asked.tell(end), end)
    return asks.between(limit, value.low, negated=negated)


def _only_end(value: Range) -> tuple[Any, n.Operator]:
    if value.low is None:
        return value.high, n.Operator.LESS_OR_EQUAL if value.high_closed else n.Operator.LESS
    return value.low, n.Operator.GREATER_OR_EQUAL if value.low_closed else n.Operator.GREATER


def _text(value: Any, limit: Text, asked: Asked, negated: bool) -> Words:
    return asks.verb(glued("符合", limit.zh), f"satisfy {limit.en}", f"satisfies {limit.en}", negated=negated)


def _one_of(asked: Asked, negated: bool) -> Words:
    if any(isinstance(each, (Range, list)) for each in asked.values):
        return _either([_value] * len(asked.values))(asked, negated)
    return asks.one_of(asked.words, negated=negated)


def _either(forms: Sequence[Test]) -> Callable[[Asked, bool], Words]:
    def words(asked: Asked, negated: bool) -> Words:
        alone = len(forms) == 1
        several = [
            form(value, limit, asked, negated and alone)
            for form, value, limit in zip(forms, asked.values, asked.words, strict=True)
        ]
        return several[0] if alone else asks.either(several, negated=negated)

    return words


def _turned(words: Callable[[Asked, bool], Words]) -> Callable[[Asked, bool], Words]:
    return lambda asked, no: words(asked, not no)
