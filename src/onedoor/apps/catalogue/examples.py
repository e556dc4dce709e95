"""Stored examples run: what a definition answers, beside what whoever wrote it expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.definition import Example, ItemDefinition, Material, Situation, Table
from onedoor.engine.calendars import Limit
from onedoor.engine.feel import UNKNOWN, FeelError, evaluate, parse, unary
from onedoor.errors import Invalid
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """One example, what came of it, and in words each thing that is not as expected.

    ``situation`` is empty where no situation, or more than one, holds. ``points`` are met, not met, or ``None``: not
    decidable on these facts.
    """

    example: Example
    situation: str
    materials: tuple[str, ...]
    points: Mapping[str, bool | None]
    limit: Limit | None
    problems: tuple[Text, ...]

    @property
    def ok(self) -> bool:
        return not self.problems


def run_examples(definition: ItemDefinition) -> list[ExampleResult]:
    """Every stored example of the definition, in order, decided by the interpreter.

    An answer to a question that is not asked is a problem of the example. Conditions that stay unknown are problems where
    the example expects a situation or a list, and are named.
    """
    return [_run(definition, example) for example in definition.examples]


def materials_for(definition: ItemDefinition, values: Mapping[str, Any]) -> tuple[Material, ...]:
    """The materials that these values (stored, by element) lead to; none where they lead to a stop.

    Raises ``Invalid`` "item.no_situation" where not exactly one situation holds, "item.open_condition" where a material's
    condition is neither true nor false.
    """
    scope = guided(definition, values)
    situation = _situation(definition, scope) if definition.situations else None
    return _materials(definition, situation, scope)


def holds(condition: str, scope: Mapping[str, Any]) -> bool | None:
    """Whether the condition holds, an empty one always; ``None`` where these facts do not say."""
    if not condition:
        return True
    value = evaluate(parse(condition, names=sorted(scope)), scope)
    return value if isinstance(value, bool) else None


def scope_of(definition: ItemDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as rules read them, by the names of the elements; what is not told is unknown."""
    return {
        element.name.zh: element.kind.to_rule(values[key], element.unit) if key in values else UNKNOWN
        for key, element in definition.elements.items()
    }


def guided(definition: ItemDefinition, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same for conditions of the guide: the answer to a question that is certainly not asked is null."""
    questions = definition.questions
    told = {name: value for name, value in values.items() if name not in {each.element for each in questions}}
    scope = scope_of(definition, told)
    # Each round settles at least one more question, or nothing any more.
    for _ in questions:
        for each in questions:
            needed = holds(each.when, scope)
            if needed is False:
                told[each.element] = None
            elif needed and each.element in values:
                told[each.element] = values[each.element]
        scope = scope_of(definition, told)
    return scope


def asked(definition: ItemDefinition, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The elements that are asked for, given these answers; an answer that is not asked for asks for nothing."""
    scope = guided(definition, values)
    return tuple(each.element for each in definition.questions if holds(each.when, scope))


def _run(definition: ItemDefinition, example: Example) -> ExampleResult:
    problems: list[Text] = []
    unknown = sorted({*example.answers, *example.facts} - definition.elements.keys())
    problems += [Text(f"没有数据项 {name}", f"no element {name}") for name in unknown]
    values = {name: value for name, value in (example.facts | example.answers).items() if name not in unknown}
    problems += _not_asked(definition, example)
    scope = guided(definition, values)
    situation: Situation | None = None
    materials: tuple[str, ...] = ()
    if example.answers or example.situation is not None or example.materials is not None:
        try:
            situation = _situation(definition, scope) if definition.situations else None
            materials = tuple(each.id for each in _materials(definition, situation, scope))
        except (Invalid, FeelError) as error:
            problems.append(_words(error))
    limit = (situation and situation.promised_limit) or definition.promised_limit
    facts = scope_of(definition, values)
    points = {each.id: holds(each.expression, facts) for each in definition.review_points}
    name = situation.id if situation else ""
    problems += _differences(example, name, materials, points, limit)
    return ExampleResult(
        example=example,
        situation=name,
        materials=materials,
        points=points,
        limit=limit,
        problems=tuple(problems),
    )


def _words(error: Invalid | FeelError) -> Text:
    if not isinstance(error, Invalid):
        return Text.of(str(error))
    found, expected = Text.of(error.found or error.code), Text.of(error.expected or "")
    return Text(f"{found.zh}（应为：{expected.zh}）", f"{found.en} (expected: {expected.en})")


def _not_asked(definition: ItemDefinition, example: Example) -> list[Text]:
    questions = {each.element for each in definition.questions}
    given = [name for name in example.answers if name in questions]
    now = asked(definition, example.answers)
    return [
        Text(f"没有问到「{name}」，却有回答", f"{name} is answered and was not asked")
        for name in given
        if name not in now
    ]


def _situation(definition: ItemDefinition, scope: Mapping[str, Any]) -> Situation:
    """The one situation that certainly holds; ``Invalid`` where none or several do, or one stays open."""
    by_id = {each.id: each for each in definition.situations}
    if definition.table:
        answers = dict(_of_table(definition.table, scope))
    else:
        answers = {each.id: holds(each.when, scope) for each in definition.situations}
    certain = [name for name, yes in answers.items() if yes]
    still_open = [name for name, yes in answers.items() if yes is None]
    if len(certain) == 1 and not still_open and certain[0] in by_id:
        return by_id[certain[0]]
    zh = f"成立的情形：{'、'.join(certain) or '无'}；未定：{'、'.join(still_open) or '无'}"
    en = f"situations that hold: {', '.join(certain) or 'none'}; open: {', '.join(still_open) or 'none'}"
    raise Invalid(
        "item.no_situation", found=Text(zh, en), expected=Text("恰好一个情形", "exactly one situation")
    )


def _of_table(table: Table, scope: Mapping[str, Any]) -> Iterator[tuple[str, bool | None]]:
    """Each situation that a row of the table names, and whether a row for it passes."""
    inputs = [evaluate(parse(each, names=sorted(scope)), scope) for each in table.inputs]
    for tests, name in table.rows:
        passed = [unary(test, value, scope) for test, value in zip(tests, inputs, strict=True)]
        if any(each is False for each in passed):
            continue
        yield name, True if all(each is True for each in passed) else None


def _materials(
    definition: ItemDefinition, situation: Situation | None, scope: Mapping[str, Any]
) -> tuple[Material, ...]:
    if situation and situation.stop:
        return ()
    if situation and situation.materials is not None:
        return tuple(each for each in definition.materials if each.id in situation.materials)
    found = []
    for each in definition.materials:
        needed = holds(each.when, scope)
        if needed is None:
            raise Invalid(
                "item.open_condition", found=f"{each.id}: {each.when}", expected=Text("是或否", "yes or no")
            )
        if needed:
            found.append(each)
    return tuple(found)


def _differences(
    example: Example,
    situation: str,
    materials: tuple[str, ...],
    points: Mapping[str, bool | None],
    limit: Limit | None,
) -> Iterator[Text]:
    if example.situation is not None and example.situation != situation:
        yield _differs(Text("情形", "situation"), situation or "—", example.situation)
    if example.materials is not None and set(example.materials) != set(materials):
        missing = sorted(set(example.materials) - set(materials))
        extra = sorted(set(materials) - set(example.materials))
        yield _differs(
            Text("材料", "materials"),
            " ".join(f"+{each}" for each in extra) or "—",
            " ".join(missing) or "—",
        )
    for name, expected in example.points.items():
        if name not in points or points[name] is not expected:
            yield _differs(
                Text(f"审查要点 {name}", f"review point {name}"), str(points.get(name, "—")), str(expected)
            )
    if example.limit is not None and example.limit != limit:
        yield _differs(Text("时限", "limit"), limit.label.zh if limit else "—", example.limit.label.zh)


def _differs(what: Text, found: str, expected: str) -> Text:
    return Text(f"{what.zh}：得到 {found}，应为 {expected}", f"{what.en}: found {found}, expected {expected}")
