"""The linter: every check over one definition, or over many in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.check import ITEM, Check
from onedoor.apps.catalogue.linting.context import Context
from onedoor.apps.catalogue.linting.facts import is_told, item_facts, parts_of
from onedoor.apps.catalogue.linting.findings import Finding, Found
from onedoor.apps.catalogue.linting.structure import STRUCTURE
from onedoor.apps.catalogue.linting.vocabulary import PARTS
from onedoor.engine.feel import FeelError, Unknown
from onedoor.engine.feel.scope import Scope


@dataclass(frozen=True, slots=True)
class Linted:
    """An item that was looked at. ``untold`` are the checks that its source tells too little for."""

    definition: ItemDefinition
    context: Context
    findings: tuple[Finding, ...]
    untold: frozenset[str]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.is_error)


def lint(definition: ItemDefinition, context: Context | None = None) -> list[Finding]:
    """What stands between applicants and this item, errors first; nothing where all is well."""
    return list(look_at(definition, context or Context()).findings)


def lint_all(items: Iterable[tuple[ItemDefinition, Context]]) -> Iterator[Linted]:
    """Each item looked at, one after another; nothing is kept of those before."""
    return (look_at(definition, context) for definition, context in items)


def look_at(definition: ItemDefinition, context: Context) -> Linted:
    """The findings of ``lint``, and what could not be told."""
    checks = context.checks.by_code
    untold: set[str] = set()
    found = [*_conditions(definition, context, untold), *_structure(definition, context)]
    findings = [Finding.of(each, checks[each.code], definition) for each in found if each.code in checks]
    return Linted(
        definition,
        context,
        tuple(sorted(findings, key=lambda each: each.sort_key)),
        frozenset(untold),
    )


def _conditions(definition: ItemDefinition, context: Context, untold: set[str]) -> Iterator[Found]:
    facts = item_facts(definition, context)
    scope = Scope.of_facts(facts)
    for check in context.checks.of(ITEM):
        yield from _asked(check, scope, check.place, untold)
    for of in PARTS:
        checks = context.checks.of(of)
        if not checks or not getattr(definition, of):
            continue
        for place, values in parts_of(definition, of):
            told = {name: value for name, value in values.items() if is_told(context, of, name)}
            inner = Scope.of_facts({**{name: facts[name] for name in facts if name not in values}, **told})
            for check in checks:
                yield from _asked(check, inner, f"{place}.{check.place}".rstrip("."), untold)


def _asked(check: Check, scope: Scope, place: str, untold: set[str]) -> Iterator[Found]:
    assert check.when is not None
    try:
        answer = check.when.run(scope)
    except FeelError:  # a text so long that a pattern gives up is not for this check to judge
        answer = None
    if answer is True:
        yield Found(check.code, place, example=_values(check, scope))
    elif isinstance(answer, Unknown):
        untold.add(check.code)


def _values(check: Check, scope: Scope) -> dict[str, Any]:
    """The values that the condition looked at."""
    assert check.when is not None
    return {name: scope.values[name] for name in sorted(check.when.free_names) if name in scope.values}


def _structure(definition: ItemDefinition, context: Context) -> Iterator[Found]:
    wanted = {check.by for check in context.checks.by_code.values() if check.by}
    for name, look in STRUCTURE.items():
        if name in wanted:
            yield from look(definition, context)
