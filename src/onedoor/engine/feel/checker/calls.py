"""Calls: the function there is, the number and kinds of its arguments, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import wording
from onedoor.engine.feel.checker.checker import NOTHING_TOLD, Checker
from onedoor.engine.feel.checker.fits import fits, is_taken
from onedoor.engine.feel.checker.lattice import is_open, named_kind, worded
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.nearest import nearest
from onedoor.engine.feel.checker.signatures import result_of
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.functions.registry import Builtin, Parameter, Signature
from onedoor.engine.feel.types import ANY, Type
from onedoor.engine.feel.values import type_of
from onedoor.text import Text

_OF_NUMBERS = frozenset({"sum", "mean", "product", "median", "stddev", "mode"})
_OF_CONDITIONS = frozenset({"all", "any"})
_TEMPORAL = frozenset({"date", "time", "date and time", "duration"})


def call(checker: Checker, node: n.Call, names: Names) -> Type:
    called = node.function.name if isinstance(node.function, n.Name) else ""
    given = checker.all_of(tuple(each.value for each in node.arguments), names)
    known = names.find(called) if called else checker.type_of(node.function, names)
    if known is None:
        return (
            _builtin(checker, node, BUILTINS[called], given)
            if called in BUILTINS
            else _unknown(checker, node, called, names)
        )
    if is_open(known):
        return ANY
    if known.kind != "function":
        return _no_function(checker, node, known)
    parameters = names.parameters_of(called) if called else None
    if isinstance(node.function, n.FunctionDefinition):
        parameters = node.function.parameters
    return _defined(checker, node, known, parameters, given) if known.parts else ANY


def _unknown(checker: Checker, node: n.Call, called: str, names: Names) -> Type:
    functions = [each for each in names if (kind := names.find(each)) is not None and kind.kind == "function"]
    return checker.report(
        "unknown_function", node.function,
        Text(f"没有名为“{called}”的函数", f"there is no function {called}"),
        expected=wording.one_of(functions, "FEEL 的内置函数，或已知的函数", "a function of FEEL, or a known one")
        or Text("FEEL 的内置函数", "a function of FEEL"),
        mend=wording.did_you_mean(nearest(called, [*functions, *BUILTINS])),
    )  # fmt: skip


def _no_function(checker: Checker, node: n.Call, found: Type) -> Type:
    text = checker.text(node.function)
    mend = Text(f"若要相乘，请写 {text} * (…)。", f"To multiply, write {text} * (…).")
    return checker.report(
        "not_a_function", node.function,
        Text(f"{text} 是{worded(found).zh}，不是函数", f"{text} is {wording.a_type(found).en}, not a function"),
        expected=Text("函数", "a function"),
        mend=mend if found.kind == "number" else None,
    )  # fmt: skip


# Functions that the model or the expression defines


def _defined(
    checker: Checker, node: n.Call, function: Type, parameters: Sequence[str] | None, given: list[Type]
) -> Type:
    *wanted, result = function.parts
    text = checker.text(node.function)
    if len(given) != len(wanted):
        return _count(checker, node, text, (len(wanted), len(wanted)), parameters or ())
    order = list(range(len(wanted)))
    if node.arguments and node.arguments[0].name is not None:
        if parameters is None:
            return result
        for argument in node.arguments:
            if argument.name not in parameters:
                return _no_parameter(checker, argument, text, parameters)
        order = [parameters.index(str(argument.name)) for argument in node.arguments]
    for argument, kind, place in zip(node.arguments, given, order, strict=True):
        if not fits(kind, wanted[place]):
            name = parameters[place] if parameters is not None else str(place + 1)
            _misfit(checker, argument, (text, name), kind, (wanted[place],))
    return result


# Built-in functions


def _builtin(checker: Checker, node: n.Call, builtin: Builtin, given: list[Type]) -> Type:
    candidates = [(each, slots) for each in builtin.signatures if (slots := _slots(each, node)) is not None]
    if not candidates:
        return _no_signature(checker, node, builtin)
    misfits = {id(each): _first_misfit(given, slots) for each, slots in candidates}
    fitting = [each for each, _ in candidates if misfits[id(each)] is None]
    if not fitting:
        place = max(where for where in misfits.values() if where is not None)
        here = [slots[place] for each, slots in candidates if misfits[id(each)] == place]
        kinds = sorted({kind for slot in here for kind in slot.kinds if kind != "null"})
        wanted = tuple(named_kind(kind) for kind in kinds)
        return _misfit(checker, node.arguments[place], (builtin.name, here[0].name), given[place], wanted)
    if _wrong_items(checker, node, builtin.name, given):
        return ANY
    folded = checker.constant(node)
    if folded is None and not any(kind.kind == "Null" for kind in given):
        return _always_null(checker, node, builtin.name)
    if folded is not NOTHING_TOLD and type_of(folded) not in ("list", "context", "range", "null"):
        return named_kind(type_of(folded))
    return result_of(builtin.name, fitting, given, node.arguments)


def _slots(signature: Signature, node: n.Call) -> list[Parameter] | None:
    """The parameter of each argument; None when there are more or fewer, or others, than there may be."""
    parameters = signature.parameters
    required = {each.name for each in parameters if not each.optional}
    if node.arguments and node.arguments[0].name is not None:
        by_name = {each.name: each for each in parameters}
        given = {str(each.name) for each in node.arguments}
        if not required <= given <= by_name.keys() or len(given) < len(node.arguments):
            return None
        return [by_name[str(each.name)] for each in node.arguments]
    number = len(node.arguments)
    if parameters and parameters[-1].variadic and number >= len(parameters):
        return [*parameters, *[parameters[-1]] * (number - len(parameters))]
    return list(parameters[:number]) if len(required) <= number <= len(parameters) else None


def _first_misfit(given: list[Type], slots: list[Parameter]) -> int | None:
    for place, (kind, slot) in enumerate(zip(given, slots, strict=True)):
        if not slot.variadic and not is_taken(kind, slot):
            return place
    return None


def _wrong_items(checker: Checker, node: n.Call, name: str, given: list[Type]) -> bool:
    """Report what cannot be added up, or joined as conditions."""
    wanted = "number" if name in _OF_NUMBERS else "boolean" if name in _OF_CONDITIONS else ""
    if not wanted:
        return False
    alone = len(given) == 1 and given[0].kind == "list"
    for argument, kind in zip(node.arguments, given, strict=True):
        item = kind.item if alone else kind
        if not is_open(item) and item.kind != wanted:
            _misfit(checker, argument, (name, "list"), kind, (Type("list", (named_kind(wanted),)),))
            return True
    return False


# What is said


def _always_null(checker: Checker, node: n.Call, name: str) -> Type:
    return checker.report(
        "always_null", node,
        Text(f"{checker.text(node)} 的结果总是 null", f"the result of {checker.text(node)} is always null"),
        expected=wording.TEMPORAL_FORMS
        if name in _TEMPORAL
        else Text("函数能给出结果的参数", "arguments for which the function has a result"),
    )  # fmt: skip


def _no_signature(checker: Checker, node: n.Call, builtin: Builtin) -> Type:
    """The number of arguments, or a name among them, is wrong for every signature."""
    names = list(dict.fromkeys(each.name for one in builtin.signatures for each in one.parameters))
    if node.arguments and node.arguments[0].name is not None:
        for argument in node.arguments:
            if argument.name not in names:
                return _no_parameter(checker, argument, builtin.name, names)
    least = min(sum(not each.optional for each in one.parameters) for one in builtin.signatures)
    most = max(len(one.parameters) for one in builtin.signatures)
    return _count(checker, node, builtin.name, (least, most), names)


def _count(
    checker: Checker, node: n.Call, name: str, bounds: tuple[int, int], parameters: Sequence[str]
) -> Type:
    least, most = bounds
    wanted = str(least) if least == most else f"{least}–{most}"
    listed = (
        f"（{'、'.join(parameters)}）" if parameters else "",
        f" ({', '.join(parameters)})" if parameters else "",
    )
    number = len(node.arguments)
    return checker.report(
        "argument_count", node,
        Text(f"{name} 收到 {number} 个参数", f"{name} is given {number} argument{'s' * (number != 1)}"),
        expected=Text(f"{wanted} 个参数{listed[0]}", f"{wanted} argument{'s' * (wanted != '1')}{listed[1]}"),
    )  # fmt: skip


def _no_parameter(checker: Checker, node: n.Argument, name: str, parameters: Sequence[str]) -> Type:
    return checker.report(
        "argument_name", node,
        Text(f"{name} 没有名为“{node.name}”的参数", f"{name} has no parameter {node.name}"),
        expected=wording.one_of(parameters, "参数", "a parameter"),
        mend=wording.did_you_mean(nearest(str(node.name), parameters)),
    )  # fmt: skip


def _misfit(
    checker: Checker, node: n.Argument, called: tuple[str, str], found: Type, wanted: Sequence[Type]
) -> Type:
    """An argument of the wrong type; ``called`` are the names of the function and of the parameter."""
    name, parameter = called
    zh = "、".join(worded(each).zh for each in wanted)
    en = " or ".join(wording.a_type(each).en for each in wanted)
    converted = (wording.conversion(checker, node.value, found, each) for each in wanted)
    return checker.report(
        "argument", node,
        Text(f"{name} 的参数“{parameter}”是{worded(found).zh}，结果总是 null",
             f"the argument {parameter} of {name} is {wording.a_type(found).en}: the result is always null"),
        expected=Text(zh, en),
        mend=next((each for each in converted if each is not None), None),
    )  # fmt: skip
