"""What answers make of a bundle: which parts, which questions still, which documents, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.bundles.definition import BundleDefinition, Part
from onedoor.apps.catalogue.bundles.merging import (
    Definitions,
    MergedField,
    MergedMaterial,
    made_within,
    merge,
    merged_fields,
    merged_materials,
)
from onedoor.apps.catalogue.bundles.ordering import predecessors
from onedoor.apps.catalogue.definition import Fee, Field, ItemDefinition, Question, Situation, Stop
from onedoor.apps.catalogue.examples import Decision, decide, holds, scope_of
from onedoor.engine.calendars import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A part that the answers call for; ``decision`` is open while its questions are."""

    part: Part
    definition: ItemDefinition
    decision: Decision

    @property
    def situation(self) -> Situation | None:
        return self.decision.situation

    @property
    def limit(self) -> Limit | None:
        return (self.situation and self.situation.promised_limit) or self.definition.promised_limit

    @property
    def fields(self) -> list[Field]:
        """The fields of the part's own form that are shown, or may come to be; what the bundle answers itself is there too."""
        scope = self.decision.scope
        return [field for field in self.definition.fields if holds(field.visible_if, scope) is not False]

    @property
    def own_fields(self) -> list[Field]:
        """Those of them that somebody has to fill in here."""
        return [field for field in self.fields if field.element not in self.part.given]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What these answers lead to.

    ``left_out`` are parts whose item needs nothing here, with the reason; ``undecided`` those whose condition is open.
    ``stopped`` says that nothing can be applied for, and why. ``materials`` do not hold what the bundle itself
    brings about before it is wanted; that is in ``made``.
    """

    parts: tuple[Chosen, ...]
    left_out: Mapping[str, Stop]
    undecided: tuple[str, ...]
    stopped: tuple[str, Stop] | None
    open_questions: tuple[Question, ...]
    fields: tuple[MergedField, ...]
    materials: tuple[MergedMaterial, ...]
    made: tuple[MergedMaterial, ...]
    fees: tuple[tuple[str, Fee], ...]

    @property
    def is_open(self) -> bool:
        """Are there answers still to be given?"""
        return bool(self.undecided or self.open_questions)

    @property
    def fees_fixed(self) -> int:
        """The fees of fixed amount together, in cents; those by a rate are not in it."""
        return sum(fee.amount or 0 for _, fee in self.fees)

    def of_stage(self, stage: str) -> tuple[MergedMaterial, ...]:
        """The materials that the parts of one stage want."""
        members = {each.part.id for each in self.parts if each.part.stage == stage}
        return tuple(each for each in self.materials if members & set(each.parts))


def select(bundle: BundleDefinition, definitions: Definitions, answers: Mapping[str, Any]) -> Selection:
    """What these answers (stored values, by element) lead to; ``definitions`` by item code, one for every part."""
    elements = merge(bundle, definitions).elements
    scope = scope_of(elements, answers)
    chosen, left_out, undecided = _parts(bundle, definitions, answers, scope)
    stopped = _stopped(bundle, scope, left_out)
    if stopped:
        chosen, undecided = [], []
    there = {each.part.id for each in chosen}
    materials = merged_materials(
        [(each.part.id, each.decision.materials) for each in chosen],
        {element: part for element, part in made_within(bundle, definitions).items() if part in there},
        predecessors(bundle, there),
    )
    return Selection(
        parts=tuple(chosen),
        left_out=left_out,
        undecided=tuple(undecided),
        stopped=stopped,
        open_questions=() if stopped else _open(bundle, chosen, answers, scope),
        fields=merged_fields((each.part.id, each.own_fields) for each in chosen),
        materials=tuple(each for each in materials if not each.made_by),
        made=tuple(each for each in materials if each.made_by),
        fees=tuple((each.part.id, fee) for each in chosen for fee in each.decision.fees),
    )


def _parts(
    bundle: BundleDefinition, definitions: Definitions, answers: Mapping[str, Any], scope: Mapping[str, Any]
) -> tuple[list[Chosen], dict[str, Stop], list[str]]:
    """The parts that are needed, those whose item stops, and those of which it cannot be said yet."""
    chosen: list[Chosen] = []
    left_out: dict[str, Stop] = {}
    undecided: list[str] = []
    for part in bundle.parts:
        needed = holds(part.when, scope)
        if needed is None:
            undecided.append(part.id)
        if not needed:
            continue
        definition = definitions[part.item]
        decision = decide(definition, {**answers, **part.given})
        if decision.situation and decision.situation.stop:
            left_out[part.id] = decision.situation.stop
        else:
            chosen.append(Chosen(part=part, definition=definition, decision=decision))
    return chosen, left_out, undecided


def _stopped(
    bundle: BundleDefinition, scope: Mapping[str, Any], left_out: Mapping[str, Stop]
) -> tuple[str, Stop] | None:
    """The first reason for which nothing can be applied for: of the bundle itself, or of a gate."""
    for each in bundle.stops:
        if holds(each.when, scope):
            return each.id, each.stop
    return next(((name, stop) for name, stop in left_out.items() if bundle.part(name).gate), None)


def _open(
    bundle: BundleDefinition, chosen: list[Chosen], answers: Mapping[str, Any], scope: Mapping[str, Any]
) -> tuple[Question, ...]:
    """The bundle's own questions first, then those of the parts it has come to; each once."""
    found = {each.element: each for each in bundle.questions if holds(each.when, scope)}
    for each in chosen:
        for question in each.decision.asked:
            if question.element not in each.part.given:
                found.setdefault(question.element, question)
    return tuple(question for name, question in found.items() if name not in answers)
