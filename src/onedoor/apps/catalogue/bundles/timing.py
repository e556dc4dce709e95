"""How long a bundle takes: the network of its parts, in order of stages, and its joint limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from onedoor.apps.catalogue.bundles.definition import BundleDefinition
from onedoor.apps.catalogue.bundles.merging import Definitions
from onedoor.apps.catalogue.bundles.ordering import predecessors
from onedoor.apps.catalogue.bundles.selecting import Selection
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.enums import Line
from onedoor.apps.catalogue.examples import scope_of
from onedoor.apps.catalogue.guiding import guide_of
from onedoor.engine.calendars import Limit, WorkingCalendar
from onedoor.engine.calendars.networks import Activity, JointDue, in_working_days, joint_due, path_length


def activities(bundle: BundleDefinition, selection: Selection) -> list[Activity]:
    """The parts that the answers call for, each with the limit of its situation."""
    waits = predecessors(bundle, {each.part.id for each in selection.parts})
    return [Activity(each.part.id, each.limit, waits[each.part.id]) for each in selection.parts]


def all_activities(bundle: BundleDefinition, definitions: Definitions) -> list[Activity]:
    """Every part, each with the longest limit that any of its situations promises."""
    known = [part for part in bundle.parts if part.item in definitions]
    waits = predecessors(bundle, {part.id for part in known})
    return [
        Activity(part.id, longest_promise(definitions[part.item], part.given), waits[part.id])
        for part in known
    ]


def due(
    bundle: BundleDefinition,
    selection: Selection,
    start: date,
    calendar: WorkingCalendar,
    suspended: Mapping[str, Activity] | None = None,
) -> JointDue:
    """When all of it is due, applied for on ``start``; ``suspended`` are parts with the suspensions they have had."""
    work = activities(bundle, selection)
    held = suspended or {}
    return joint_due(
        start,
        [replace(each, suspensions=held[each.id].suspensions) if each.id in held else each for each in work],
        calendar,
    )


def stage_activities(bundle: BundleDefinition, work: Iterable[Activity], stage: str) -> list[Activity]:
    """The main line and the reviews of one stage; what they wait for outside it is over by then."""
    members = {part.id for part in bundle.parts if part.stage == stage and part.line is not Line.SIDE}
    return [
        replace(each, after=tuple(name for name in each.after if name in members))
        for each in work
        if each.id in members
    ]


def longest_way(work: Iterable[Activity]) -> tuple[int, tuple[str, ...]]:
    """The length in whole working days of the longest way, and that way."""
    length, path = path_length(work)
    return -(-length.numerator // length.denominator), path


def longest_promise(definition: ItemDefinition, given: Mapping[str, Any] | None = None) -> Limit | None:
    """The longest limit that the item promises in any situation that ``given`` answers may lead to, stops left out."""
    promised = [
        each.promised_limit or definition.promised_limit
        for each in definition.situations
        if not each.stop and each.id in _possible(definition, given or {})
    ]
    return max(promised or [definition.promised_limit], key=in_working_days)


def _possible(definition: ItemDefinition, given: Mapping[str, Any]) -> tuple[str, ...]:
    asked = {each.element for each in definition.questions}
    elements = {name: each for name, each in definition.elements.items() if name in asked and name in given}
    told = scope_of(elements, given)
    return guide_of(definition).situation(told).possible
