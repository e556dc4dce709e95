"""A rule as one FEEL expression in a file of its own."""

from __future__ import annotations

from pathlib import Path

from onedoor.batch.problems import Problem
from onedoor.batch.rule_files import RuleFile, unreadable
from onedoor.engine.feel import Expression, FeelError, FeelSyntaxError, parse


def read(path: Path, names: tuple[str, ...]) -> RuleFile | Problem:
    """The rule, named as the file without its suffix."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return unreadable(path.name, error)
    condition = condition_of(text, names, path.name)
    return condition if isinstance(condition, Problem) else RuleFile(path.stem, path, condition)


def condition_of(text: str, names: tuple[str, ...], file: str) -> Expression | Problem:
    """The expression, or what is wrong with its text, at its place in the text."""
    try:
        return parse(text, names=names)
    except FeelSyntaxError as error:
        problem = Problem.of_error(file, error)
        return Problem(file, problem.finding, line=error.line, column=error.column)
    except FeelError as error:
        return Problem.of_error(file, error)
