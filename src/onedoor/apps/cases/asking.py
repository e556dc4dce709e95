"""Which questions of a form are asked, given the answers so far."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from onedoor.apps.catalogue.definition import Field, ItemDefinition
from onedoor.engine.feel import UNKNOWN, Expression, evaluate, parse

EXPRESSIONS_HELD = 512


def is_shown(definition: ItemDefinition, field: Field, answers: Mapping[str, Any]) -> bool:
    """Whether the question stands on the form: always, unless its condition is known not to hold."""
    return not field.visible_if or _condition(definition, field, answers) is not False


def is_required(definition: ItemDefinition, field: Field, answers: Mapping[str, Any]) -> bool:
    """Whether the question must be answered: a conditional one only once its condition is known to hold."""
    if not field.required:
        return False
    return not field.visible_if or _condition(definition, field, answers) is True


def _condition(definition: ItemDefinition, field: Field, answers: Mapping[str, Any]) -> Any:
    scope = {
        element.name.zh: _value(element.kind, answers.get(key, {}).get("value"), element.unit)
        for key, element in definition.elements.items()
    }
    return evaluate(condition_of(field.visible_if, tuple(sorted(scope))), scope)


def _value(kind: Any, stored: Any, unit: str) -> Any:
    """An answer as rules read it; one that is not given, or cannot be read as its kind, is unknown."""
    if stored is None or stored == "":
        return UNKNOWN
    try:
        return kind.to_rule(stored, unit)
    except (ArithmeticError, TypeError, ValueError):
        return UNKNOWN


@lru_cache(maxsize=EXPRESSIONS_HELD)
def condition_of(text: str, names: tuple[str, ...]) -> Expression:
    """The condition of a question, read once."""
    return parse(text, names=names)
