"""What an applicant is told: the questions to answer, and what these answers call for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from onedoor.apps.catalogue.definition import (
    Element,
    Fee,
    ItemDefinition,
    Material,
    Question,
    Situation,
    Step,
    Stop,
)
from onedoor.apps.catalogue.enums import Necessity, QuestionKind, Waiver
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine import situations as engine
from onedoor.engine.calendars import Limit
from onedoor.engine.feel import Unknown, evaluate, parse
from onedoor.text import Text

WAIVED = {
    Waiver.CERTIFICATE: Text("已有电子证照", "an e-certificate is there already"),
    Waiver.SHARING: Text("通过数据共享取得", "it comes by data sharing"),
    Waiver.PROMISE: Text("可以书面承诺代替", "a written promise will do"),
    Waiver.HELP: Text("由部门之间协助核实", "the authorities check it among themselves"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is asked, with the answer as it was given ("" while there is none)."""

    question: Question
    answer: str


@dataclass(frozen=True, slots=True)
class Needed:
    """A material that is called for; ``is_sure`` is False while that depends on what is not told yet.

    ``because`` says why it need not be brought.
    """

    material: Material
    is_sure: bool
    because: Text | None


@dataclass(frozen=True, slots=True)
class Advice:
    """Where the answers lead. While ``is_open``, ``situation`` is none and the limits are those of the item.

    ``stop`` says why the item cannot be applied for here.
    """

    asked: tuple[Asked, ...]
    is_open: bool
    situation: Situation | None
    stop: Stop | None
    materials: tuple[Needed, ...]
    steps: tuple[Step, ...]
    fees: tuple[Fee, ...]
    statutory_limit: Limit | None
    promised_limit: Limit | None
    visits: int

    @property
    def to_bring(self) -> tuple[Needed, ...]:
        return tuple(each for each in self.materials if each.because is None)

    @property
    def not_to_bring(self) -> tuple[Needed, ...]:
        return tuple(each for each in self.materials if each.because is not None)


def advice(definition: ItemDefinition, given: Mapping[str, str]) -> Advice:
    """What these answers call for, each by the identifier of its data element, as text; what cannot be read is no answer."""
    guide = guide_of(definition)
    names = {question.element: _name(definition, question) for question in definition.questions}
    answers = {
        names[question.element]: value
        for question in definition.questions
        if (value := answer_of(question, given.get(question.element, ""))) is not None
    }
    asked_names = {each.name for each in guide.asked(answers)}
    asked = tuple(
        Asked(question, given.get(question.element, "") if names[question.element] in answers else "")
        for question in definition.questions
        if names[question.element] in asked_names
    )
    found = guide.situation(answers) if definition.situations else None
    held = {each.id: each for each in definition.situations}
    situation = held.get(found.situation) if found and found.situation else None
    holding = _Holding(guide, answers)
    return Advice(
        asked=asked,
        is_open=bool(guide.ask(answers)),
        situation=situation,
        stop=situation.stop if situation else None,
        materials=tuple(_needed(definition, situation, holding)),
        steps=tuple(holding.of(definition.steps, situation.steps if situation else None)),
        fees=tuple(holding.of(definition.fees, situation.fees if situation else None)),
        statutory_limit=(situation and situation.statutory_limit) or definition.statutory_limit,
        promised_limit=(situation and situation.promised_limit) or definition.promised_limit,
        visits=definition.visits if situation is None or situation.visits is None else situation.visits,
    )


@dataclass(frozen=True, slots=True)
class Called:
    """What a case calls for: ``materials`` for certain, ``perhaps`` those that hang on what is not known."""

    situation: Situation | None
    materials: tuple[Material, ...]
    perhaps: tuple[Material, ...]


def called_for(definition: ItemDefinition, values: Mapping[str, Any]) -> Called:
    """What these values call for, as stored, by the identifiers of their data elements; whatever is left out is unknown.

    Conditions may read any of them, not only answers to questions of the guide.
    """
    guide = guide_of(definition)
    told = {
        element.name.zh: value
        for key, element in definition.elements.items()
        if (value := _ruled(element, values.get(key))) is not None
    }
    asked = {_name(definition, each): each for each in definition.questions}
    answers = {
        name: told[name]
        for name, each in asked.items()
        if name in told and _is_answer(guide, name, told[name])
    }
    facts = {name: value for name, value in told.items() if name not in asked} | guide.facts(answers)
    found = guide.situation(answers).situation if definition.situations else None
    situation = next((each for each in definition.situations if each.id == found), None)
    if situation is not None and (situation.stop or situation.materials is not None):
        chosen = () if situation.stop else situation.materials or ()
        return Called(situation, tuple(each for each in definition.materials if each.id in chosen), ())
    held = {each.id: _holds(each.when, facts, _names(definition)) for each in definition.materials}
    return Called(
        situation,
        tuple(each for each in definition.materials if held[each.id] is True),
        tuple(each for each in definition.materials if held[each.id] is None),
    )


def _ruled(element: Element, stored: Any) -> Any:
    """A stored value as rules read it; what cannot be read as its kind is not known."""
    if stored is None or stored == "":
        return None
    try:
        return element.kind.to_rule(stored, element.unit)
    except (ArithmeticError, TypeError, ValueError):
        return None


def _is_answer(guide: engine.Guide, name: str, value: Any) -> bool:
    question = next(each for each in guide.questions if each.name == name)
    return question.domain.value(value) is not None


def _holds(when: str, facts: Mapping[str, Any], names: tuple[str, ...]) -> bool | None:
    if not when:
        return True
    value = evaluate(parse(when, names=names), facts)
    return None if isinstance(value, Unknown) else value is True


def guide_of(definition: ItemDefinition) -> engine.Guide:
    """The questions, situations and conditions of an item, compiled.

    Conditions that read what is no question are left to the facts of a case: here they are neither met nor unmet.
    """
    questions = [
        engine.Question(_name(definition, each), _domain(definition, each), each.when)
        for each in definition.questions
    ]
    asked = {each.name for each in questions}
    chosen: list[engine.Situation] | engine.Table
    if definition.table is not None:
        rows = tuple(engine.Row(tests, id_) for tests, id_ in definition.table.rows)
        chosen = engine.Table(definition.table.inputs, rows)
    else:
        chosen = [engine.Situation(each.id, each.when) for each in definition.situations]
    conditions = {
        key: when
        for key, when in conditions_of(definition).items()
        if parse(when, names=_names(definition)).free_names <= asked
    }
    return engine.Guide.compile(questions, chosen, conditions)


def conditions_of(definition: ItemDefinition) -> dict[str, str]:
    """The conditions of materials, steps and fees, by ``kind:id``."""
    parts: list[tuple[str, Material | Step | Fee]] = [
        *(("material", each) for each in definition.materials),
        *(("step", each) for each in definition.steps),
        *(("fee", each) for each in definition.fees),
    ]
    return {f"{kind}:{part.id}": part.when for kind, part in parts if part.when}


def answer_of(question: Question, given: str) -> Any:
    """An answer as rules read it; ``None`` where it is none that the question may have."""
    match question.kind:
        case QuestionKind.BOOLEAN:
            return {"true": True, "false": False}.get(given)
        case QuestionKind.CHOICE:
            return given if given in dict(question.options) else None
    try:
        number = Decimal(given)
    except InvalidOperation:
        return None
    ends = [Decimal(end) if end else None for end in (question.least, question.most)]
    if (
        not number.is_finite()
        or (ends[0] is not None and number < ends[0])
        or (ends[1] is not None and number > ends[1])
    ):
        return None
    return number


def why_not_brought(material: Material) -> Text | None:
    """Why an applicant need not bring a material; none where they have to."""
    if material.waiver is not None:
        return material.waiver
    return WAIVED[material.waiver_method] if material.waiver_method is not None else None


class _Holding:
    """Which parts the answers call for."""

    def __init__(self, guide: engine.Guide, answers: Mapping[str, Any]) -> None:
        self.guide = guide
        self.answers = answers

    def holds(self, key: str, when: str) -> bool | None:
        if not when:
            return True
        if key not in self.guide.conditions:
            return None
        value = self.guide.holds(key, self.answers)
        return None if isinstance(value, Unknown) else value is True

    def of(self, parts: Sequence[Any], chosen: tuple[str, ...] | None) -> Iterable[Any]:
        """Those that are called for or may be; a situation that names its parts decides alone."""
        if chosen is not None:
            return [part for part in parts if part.id in chosen]
        kind = {Step: "step", Fee: "fee"}
        return [part for part in parts if self.holds(f"{kind[type(part)]}:{part.id}", part.when) is not False]


def _needed(definition: ItemDefinition, situation: Situation | None, holding: _Holding) -> Iterable[Needed]:
    chosen = situation.materials if situation else None
    for material in definition.materials:
        if chosen is not None:
            if material.id in chosen:
                yield Needed(material, True, why_not_brought(material))
            continue
        holds = holding.holds(f"material:{material.id}", material.when)
        if holds is not False:
            is_sure = holds is True and material.necessity is not Necessity.OPTIONAL
            yield Needed(material, is_sure, why_not_brought(material))


def _names(definition: ItemDefinition) -> tuple[str, ...]:
    return tuple(sorted(element.name.zh for element in definition.elements.values()))


def _name(definition: ItemDefinition, question: Question) -> str:
    element = definition.elements.get(question.element)
    return element.name.zh if element else question.element


def _domain(definition: ItemDefinition, question: Question) -> engine.Domain:
    match question.kind:
        case QuestionKind.BOOLEAN:
            return engine.YesNo()
        case QuestionKind.CHOICE:
            return engine.Choice(tuple(value for value, _ in question.options))
    element = definition.elements.get(question.element)
    least, most = (Decimal(end) if end else None for end in (question.least, question.most))
    return engine.Number(least, most, whole=element is not None and element.kind is ValueKind.NUMBER)
