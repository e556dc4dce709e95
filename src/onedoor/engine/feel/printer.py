"""From a syntax tree back to FEEL text; reading that text gives an equal tree."""

from __future__ import annotations

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.functions.conversion import format_number, to_text

# How tightly each construct holds together; a looser one inside a tighter one needs parentheses.
_LOOSE, _OR, _AND, _COMPARISON, _ADDITION, _MULTIPLICATION, _POWER, _NEGATION, _POSTFIX, _ATOM = range(10)
_STRENGTH = {
    n.If: _LOOSE,
    n.For: _LOOSE,
    n.Quantified: _LOOSE,
    n.FunctionDefinition: _LOOSE,
    n.Or: _OR,
    n.And: _AND,
    n.Comparison: _COMPARISON,
    n.Between: _COMPARISON,
    n.In: _COMPARISON,
    n.InstanceOf: _COMPARISON,
    n.Negation: _NEGATION,
    n.Path: _POSTFIX,
    n.Filter: _POSTFIX,
    n.Call: _POSTFIX,
}
_ARITHMETIC = {
    n.Operator.ADD: _ADDITION,
    n.Operator.SUBTRACT: _ADDITION,
    n.Operator.MULTIPLY: _MULTIPLICATION,
    n.Operator.DIVIDE: _MULTIPLICATION,
    n.Operator.POWER: _POWER,
}


def print_node(node: n.Node, at_least: int = _LOOSE) -> str:
    """The text of a node, in parentheses where it holds together less than ``at_least``."""
    text = _text(node)
    return f"({text})" if _strength(node) < at_least else text


def _strength(node: n.Node) -> int:
    if isinstance(node, n.Arithmetic):
        return _ARITHMETIC[node.operator]
    if isinstance(node, n.NumberLiteral) and node.value.is_signed():
        return _NEGATION
    return _STRENGTH.get(type(node), _ATOM)


def _text(node: n.Node) -> str:
    match node:
        case n.NumberLiteral(value=value):
            return format_number(value)
        case n.StringLiteral(value=value):
            return quote(value)
        case n.BooleanLiteral(value=value):
            return "true" if value else "false"
        case n.NullLiteral():
            return "null"
        case n.TemporalLiteral(text=text):
            return f"@{quote(text)}"
        case n.Name(name=name):
            return name
        case n.Path(base=base, name=name):
            return f"{print_node(base, _POSTFIX)}.{name}"
        case n.Filter(base=base, predicate=predicate):
            return f"{print_node(base, _POSTFIX)}[{print_node(predicate)}]"
        case n.Call(function=function, arguments=arguments):
            return f"{print_node(function, _POSTFIX)}({_commas(arguments)})"
        case n.Argument(name=label, value=value):
            return f"{label}: {print_node(value)}" if label else print_node(value)
        case n.ListLiteral(items=items):
            return f"[{_commas(items)}]"
        case n.ContextLiteral(entries=entries):
            return f"{{{_commas(entries)}}}"
        case n.ContextEntry(key=key, value=value):
            return f"{quote(key)}: {print_node(value)}"
        case n.TypeName():
            return _type(node)
    return _operation(node)


def _operation(node: n.Node) -> str:
    match node:
        case n.Negation(operand=operand):
            return f"-{print_node(operand, _POSTFIX)}"
        case n.Arithmetic(operator=operator, left=left, right=right):
            strength = _ARITHMETIC[operator]
            return f"{print_node(left, strength)} {operator} {print_node(right, strength + 1)}"
        case n.Comparison(operator=operator, left=left, right=right):
            return f"{print_node(left, _COMPARISON)} {operator} {print_node(right, _ADDITION)}"
        case n.And(operands=operands):
            return " and ".join(print_node(operand, _COMPARISON) for operand in operands)
        case n.Or(operands=operands):
            return " or ".join(print_node(operand, _AND) for operand in operands)
        case n.Between(value=value, low=low, high=high):
            ends = f"{print_node(low, _ADDITION)} and {print_node(high, _ADDITION)}"
            return f"{print_node(value, _COMPARISON)} between {ends}"
        case n.In(value=value, tests=tests):
            return f"{print_node(value, _COMPARISON)} in ({_commas(tests)})"
        case n.InstanceOf(value=value, type=type_name):
            return f"{print_node(value, _COMPARISON)} instance of {_type(type_name)}"
    return _control(node)


def _control(node: n.Node) -> str:
    match node:
        case n.RangeLiteral():
            return _range(node)
        case n.If(condition=condition, then=then, otherwise=otherwise):
            return f"if {print_node(condition, _OR)} then {print_node(then)} else {print_node(otherwise)}"
        case n.Iteration(name=name, source=source, end=end):
            return f"{name} in {print_node(source)}" + (f"..{print_node(end)}" if end else "")
        case n.For(iterations=iterations, body=body):
            return f"for {_commas(iterations)} return {print_node(body)}"
        case n.Quantified(quantifier=quantifier, iterations=iterations, condition=condition):
            return f"{quantifier} {_commas(iterations)} satisfies {print_node(condition)}"
        case n.FunctionDefinition():
            return _function(node)
        case n.UnaryComparison(operator=operator, operand=operand):
            return f"{operator} {print_node(operand, _ADDITION)}"
        case n.UnaryTests(tests=tests, negated=negated):
            return f"not({_commas(tests)})" if negated else _commas(tests) or "-"
    raise TypeError(f"no FEEL text for {type(node).__name__}")


def _commas(nodes: tuple[n.Node, ...]) -> str:
    return ", ".join(print_node(node) for node in nodes)


def _function(node: n.FunctionDefinition) -> str:
    types = node.types or (None,) * len(node.parameters)
    declared = zip(node.parameters, types, strict=True)
    parameters = ", ".join(f"{name}: {_type(kind)}" if kind else name for name, kind in declared)
    return f"function({parameters}){' external' if node.external else ''} {print_node(node.body)}"


def _range(node: n.RangeLiteral) -> str:
    if node.operator and node.low:
        return f"({node.operator} {print_node(node.low, _ADDITION)})"
    if node.low is None or node.high is None:
        end, sign = (node.high, "<") if node.low is None else (node.low, ">")
        closed = node.high_closed if node.low is None else node.low_closed
        return f"({sign}{'=' if closed else ''} {print_node(end, _ADDITION)})" if end else "null"
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    high = print_node(node.high, _ATOM)  # "[" after a bare upper end would close the range
    return f"{opening}{print_node(node.low)}..{high}{closing}"


def _type(node: n.TypeName) -> str:
    if node.name == "function" and node.arguments:
        return f"function<{', '.join(map(_type, node.arguments[:-1]))}> -> {_type(node.arguments[-1])}"
    inner = [_type(argument) for argument in node.arguments]
    if node.labels:
        inner = [f"{label}: {text}" for label, text in zip(node.labels, inner, strict=True)]
    return f"{node.name}<{', '.join(inner)}>" if inner else node.name


def shown(node: n.Node) -> str:
    """As ``print_node``; a dash for what stands around FEEL and has no text of its own (a table, a box)."""
    try:
        return print_node(node)
    except TypeError:
        return "—"


def quote(text: str) -> str:
    """The FEEL string literal for a text."""
    return to_text(text).replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
