"""Rules against the types of the columns they look at, before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from onedoor.batch.facts import Facts
from onedoor.batch.problems import Effect, Problem
from onedoor.batch.rule_files import RuleFile
from onedoor.batch.rule_lines import column_in_line
from onedoor.engine.feel import Expression
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker import Finding, Severity, check
from onedoor.engine.feel.types import ANY, BOOLEAN, NUMBER, Type
from onedoor.text import Text


def readers_of(rules: Iterable[RuleFile]) -> dict[str, frozenset[str]]:
    """The rules that read each fact, by the fact's name."""
    readers: dict[str, set[str]] = {}
    for rule in rules:
        for name in rule.condition.free_names - _called(rule.condition):
            readers.setdefault(name, set()).add(rule.name)
    return {fact: frozenset(names) for fact, names in readers.items()}


def check_rules(rules: Iterable[RuleFile], facts: Facts) -> Iterator[Problem]:
    """What can never be right in each rule: a condition must be true or false, a benefit a number.

    A fact that no column holds may be of any type. Rules about a column that cannot be used are passed over:
    the column itself is the problem.
    """
    for rule in rules:
        if rule.condition.free_names & facts.unusable:
            continue
        yield from _problems(rule, rule.condition, facts.types, BOOLEAN, "condition")
        if rule.benefit is not None:
            yield from _problems(rule, rule.benefit, facts.types, NUMBER, "benefit")


def _problems(
    rule: RuleFile, expression: Expression, types: Mapping[str, Type], wanted: Type, part: str
) -> Iterator[Problem]:
    names = dict.fromkeys(expression.free_names - _called(expression), ANY)
    for finding in check(expression, {**names, **types}, wanted=wanted):
        if finding.severity is Severity.ERROR:
            yield _placed(rule, expression, finding, part)


def _placed(rule: RuleFile, expression: Expression, finding: Finding, part: str) -> Problem:
    """The finding at its place in the file; a decision written as one expression has no place of its own."""
    problem = Problem(rule.path.name, finding, Effect.RULES, (rule.name,), rule.line)
    if part == "benefit":
        finding = replace(finding, where=Text("benefit", "benefit"))
    if expression.is_printed or finding.place is None:
        return replace(problem, finding=replace(finding, place=None))
    line, column = rule.line + finding.place.line - 1, finding.place.column
    if rule.path.suffix == ".jsonl":
        line, column = rule.line, column_in_line(rule.path, rule.line, part, finding.place.start)
    return replace(problem, finding=finding, line=line, column=column)


def _called(expression: Expression) -> frozenset[str]:
    """Names that are called as functions: no fact is one."""
    return frozenset(
        node.function.name
        for node in n.walk(expression.root)
        if isinstance(node, n.Call) and isinstance(node.function, n.Name)
    )
