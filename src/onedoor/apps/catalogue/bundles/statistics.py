"""What a bundle saves: the figures of its items one by one, and of the bundle."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from onedoor.apps.catalogue.bundles.definition import BundleDefinition
from onedoor.apps.catalogue.bundles.merging import MergedMaterial
from onedoor.apps.catalogue.bundles.selecting import Chosen, Selection
from onedoor.apps.catalogue.bundles.timing import activities, longest_way
from onedoor.apps.catalogue.enums import Waiver
from onedoor.engine.calendars.networks import in_working_days

APPLICANT = "applicant"
# What need not be brought because the government has it, or asks for it itself.
HELD = (Waiver.CERTIFICATE, Waiver.SHARING, Waiver.HELP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """``materials`` to be handed in, ``fields`` to be filled in, ``days`` in working days."""

    items: int
    steps: int
    materials: int
    fields: int
    visits: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """Both sides, and of each figure the share saved, in whole per cent."""

    before: Figures
    after: Figures
    saved: dict[str, int]


def savings(bundle: BundleDefinition, selection: Selection) -> Savings:
    """The figures for what these answers call for.

    Before, every item is applied for by itself: its own form and papers, one visit to hand them in and as many as it names,
    its steps and its statutory limit, one after the other. Figures that were measured (``bundle.before``) hold instead.
    After, a data element is asked once and only where no register delivers it, a paper once and only where nobody has it
    and no part makes it, the intake is one, and the days are the longest way through the parts.
    """
    before = replace(_alone(selection.parts), **{name: bundle.before[name] for name in bundle.before})
    days, _ = longest_way(activities(bundle, selection))
    after = Figures(
        items=1 if selection.parts else 0,
        steps=sum(max(0, len(each.definition.steps) - 1) for each in selection.parts) + bool(selection.parts),
        materials=sum(not is_held(each) for each in selection.materials),
        fields=sum(_is_asked(each.field.element, selection) for each in selection.fields),
        visits=sum(_visits(each) for each in selection.parts),
        days=days,
    )
    return Savings(before=before, after=after, saved=_saved(asdict(before), asdict(after)))


def is_held(material: MergedMaterial) -> bool:
    """Whether the government has the paper, or fetches it."""
    return any(each.waiver_method in HELD for each in material.each.values())


def _alone(parts: tuple[Chosen, ...]) -> Figures:
    return Figures(
        items=len(parts),
        steps=sum(len(each.definition.steps) for each in parts),
        materials=sum(len(each.decision.materials) for each in parts),
        fields=sum(len(each.fields) for each in parts),
        visits=sum(1 + _visits(each) for each in parts),
        days=int(sum(in_working_days(each.definition.statutory_limit or each.limit) for each in parts)),
    )


def _visits(of: Chosen) -> int:
    own = of.situation.visits if of.situation else None
    return of.definition.visits if own is None else own


def _is_asked(element: str, selection: Selection) -> bool:
    return any(
        each.definition.elements[element].source in ("", APPLICANT)
        for each in selection.parts
        if element in each.definition.elements
    )


def _saved(before: dict[str, Any], after: dict[str, Any]) -> dict[str, int]:
    return {name: (was - after[name]) * 100 // was if was else 0 for name, was in before.items()}
