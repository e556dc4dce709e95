"""Stored examples run: what a definition answers, beside what whoever wrote it expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.definition import (
    Element,
    Example,
    Fee,
    ItemDefinition,
    Material,
    Question,
    Situation,
)
from onedoor.apps.catalogue.guiding import called_for, guide_of
from onedoor.engine.calendars import Limit
from onedoor.engine.feel import UNKNOWN, evaluate, parse
from onedoor.text import Text

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What values lead to: the situation (none while open, or where two hold), the certain parts and the open ones.

    ``asked`` are the questions that these answers call for, ``unanswered`` those of them without an answer. ``scope`` is what
    conditions read: the values by name, null for questions that are not asked.
    """

    situation: Situation | None
    materials: tuple[Material, ...]
    perhaps: tuple[Material, ...]
    fees: tuple[Fee, ...]
    asked: tuple[Question, ...]
    unanswered: tuple[Question, ...]
    scope: Values


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
    """Every stored example of the definition, in order, decided by the guide and the interpreter.

    An answer to a question that is not asked is a problem of the example, and so is a list that answers leave open.
    """
    return [_run(definition, example) for example in definition.examples]


def decide(definition: ItemDefinition, values: Values) -> Decision:
    """What these values (as stored, by data element) lead to; whatever is left out is unknown."""
    called = called_for(definition, values)
    scope = scope_of(definition.elements, values)
    guide = guide_of(definition)
    by_name = {
        definition.elements[each.element].name.zh: each
        for each in definition.questions
        if each.element in definition.elements
    }
    told = {name: scope[name] for name in by_name if scope[name] is not UNKNOWN}
    asked = tuple(by_name[each.name] for each in guide.asked(told) if each.name in by_name)
    guided = {**scope, **dict.fromkeys(by_name, UNKNOWN), **guide.facts(told)}
    situation = called.situation
    chosen = situation.fees if situation else None
    return Decision(
        situation=situation,
        materials=called.materials,
        perhaps=called.perhaps,
        fees=tuple(
            each
            for each in definition.fees
            if not (situation and situation.stop)
            and (holds(each.when, guided) if chosen is None else each.id in chosen)
        ),
        asked=asked,
        unanswered=tuple(each for each in asked if each.element not in values),
        scope=guided,
    )


def holds(condition: str, scope: Values) -> bool | None:
    """Whether the condition holds, an empty one always; ``None`` where these facts do not say."""
    if not condition:
        return True
    value = evaluate(parse(condition, names=sorted(scope)), scope)
    return value if isinstance(value, bool) else None


def scope_of(elements: Mapping[str, Element], values: Values) -> dict[str, Any]:
    """The values as rules read them, by the names of the elements; what is not told is unknown."""
    return {
        element.name.zh: element.kind.to_rule(values[key], element.unit) if key in values else UNKNOWN
        for key, element in elements.items()
    }


def _run(definition: ItemDefinition, example: Example) -> ExampleResult:
    told = {**example.facts, **example.answers}
    values = {name: value for name, value in told.items() if name in definition.elements}
    decision = decide(definition, values)
    situation = decision.situation.id if decision.situation else ""
    materials = tuple(each.id for each in decision.materials)
    facts = scope_of(definition.elements, values)
    points = {each.id: holds(each.expression, facts) for each in definition.review_points}
    limit = (decision.situation and decision.situation.promised_limit) or definition.promised_limit
    problems = [
        *(Text(f"没有数据项 {name}", f"no element {name}") for name in told if name not in values),
        *_unasked(definition, example, decision),
        *_differences(example, situation, materials, decision.perhaps),
        *_point_differences(example, points),
    ]
    if example.limit is not None and example.limit != limit:
        problems.append(_differs(Text("时限", "limit"), limit.label if limit else "—", example.limit.label))
    return ExampleResult(
        example=example,
        situation=situation,
        materials=materials,
        points=points,
        limit=limit,
        problems=tuple(problems),
    )


def _unasked(definition: ItemDefinition, example: Example, decision: Decision) -> Iterator[Text]:
    asked = {each.element for each in decision.asked}
    for question in definition.questions:
        if question.element in example.answers and question.element not in asked:
            yield Text(
                f"没有问到「{question.element}」，却有回答",
                f"{question.element} is answered and was not asked",
            )


def _differences(
    example: Example, situation: str, materials: tuple[str, ...], perhaps: tuple[Material, ...]
) -> Iterator[Text]:
    if example.situation is not None and example.situation != situation:
        yield _differs(Text("情形", "situation"), situation or "—", example.situation)
    if example.materials is None:
        return
    expected = set(example.materials)
    found = [f"+{name}" for name in materials if name not in expected] + [f"?{each.id}" for each in perhaps]
    missing = [name for name in example.materials if name not in materials]
    if found or missing:
        yield _differs(Text("材料", "materials"), " ".join(found) or "—", " ".join(missing) or "—")


def _point_differences(example: Example, points: Mapping[str, bool | None]) -> Iterator[Text]:
    for name, expected in example.points.items():
        if name not in points or points[name] is not expected:
            found = str(points.get(name, "—"))
            yield _differs(Text(f"审查要点 {name}", f"review point {name}"), found, str(expected))


def _differs(what: Text, found: Text | str, expected: Text | str) -> Text:
    was, wanted = Text.of(found), Text.of(expected)
    return Text(
        f"{what.zh}：得到 {was.zh}，应为 {wanted.zh}", f"{what.en}: found {was.en}, expected {wanted.en}"
    )
