"""What a FEEL condition answers where a flow parts: yes, no, or that it cannot be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onedoor.engine.feel import Expression, FeelError, Unknown, evaluate, parse
from onedoor.errors import Invalid
from onedoor.text import Text


def names_in(condition: str) -> frozenset[str]:
    """The variables that a condition asks for; raises ``FeelSyntaxError`` where it is not FEEL."""
    return parse(condition).free_names


def answer(condition: str, variables: Mapping[str, Any]) -> bool:
    """The condition's answer.

    Raises ``Invalid`` "flow.condition" when the text is not FEEL, when a variable it needs is not there, or
    when it answers with anything but true or false: a flow never goes on by a guess.
    """
    try:
        value = evaluate(_parsed(condition), variables)
    except FeelError as error:
        raise refused(condition, Text.of(str(error))) from error
    if isinstance(value, bool):
        return value
    if isinstance(value, Unknown):
        missing = ", ".join(sorted(value.facts))
        raise refused(condition, Text(f"没有变量 {missing}", f"no variable {missing}"))
    raise refused(condition, Text.of(repr(value)))


def possible(condition: str, variables: Mapping[str, Any]) -> bool | None:
    """The answer as far as these variables settle it; None when others would."""
    value = evaluate(_parsed(condition), variables)
    if isinstance(value, Unknown):
        return None
    if isinstance(value, bool):
        return value
    raise refused(condition, Text.of(repr(value)))


def refused(condition: str, found: Text) -> Invalid:
    return Invalid(
        "flow.condition",
        found=found,
        expected=Text("是或否", "true or false"),
        where=Text.of(condition),
        mend=Text("修改流程条件，发布新版本。", "Mend the condition and release a new version."),
    )


def _parsed(condition: str) -> Expression:
    return parse(condition)
