"""The content of an item version, typed. The one place that knows its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.calendars import Limit, Unit
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """材料: a document an item needs. ``waiver`` says which register makes it unnecessary."""

    name: Text
    required: bool = True
    waiver: Text | None = None
    waived_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question of the form; it asks for a data element, so what is known is never asked again."""

    element: str
    label: Text
    kind: str
    hint: Text | None = None
    required: bool = True
    visible_if: str = ""
    options: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPoint:
    """审查要点: one checkable requirement. ``expression`` is FEEL over element identifiers."""

    id: str
    label: Text
    expression: str
    severity: str
    basis: Text
    if_not: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A data element as this item's expressions name it; ``kind`` says how a stored value is read."""

    name: Text
    kind: ValueKind
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition:
    """What one released version of an item says.

    ``elements`` names the data elements that its expressions use; ``result_element`` is the fact that a
    granted case leaves behind; ``measure`` the policy measure that decides eligibility and amount.
    """

    name: Text
    summary: Text
    statutory_limit: Limit | None
    promised_limit: Limit | None
    visits: int
    materials: tuple[Material, ...]
    fields: tuple[Field, ...]
    review_points: tuple[ReviewPoint, ...]
    flow: str
    places: Mapping[str, str]
    result_name: Text
    result_element: str
    elements: Mapping[str, Element]
    basis: Text
    measure: str
    everyday: tuple[str, ...]
    objects: tuple[str, ...]
    themes: tuple[str, ...]

    @property
    def can_apply(self) -> bool:
        """Whether the item is handled end to end here; otherwise only its guide is shown."""
        return bool(self.flow)

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The definition in a version's content."""
        return cls(
            name=Text.of(content["name"]),
            summary=Text.of(content.get("summary", content["name"])),
            statutory_limit=_limit(content.get("statutory_limit")),
            promised_limit=_limit(content.get("promised_limit")),
            visits=content.get("visits") or 0,
            materials=tuple(_material(m) for m in content.get("materials", ())),
            fields=tuple(_field(f) for f in content.get("fields", ())),
            review_points=tuple(_point(p) for p in content.get("review_points", ())),
            flow=content.get("flow", ""),
            places=content.get("places", {}),
            result_name=Text.of(content.get("result_name", "")),
            result_element=content.get("result_element", ""),
            elements={e["identifier"]: _element(e) for e in content.get("elements", ())},
            basis=Text.of(content.get("basis", "")),
            measure=content.get("measure", ""),
            everyday=tuple(content.get("everyday", ())),
            objects=tuple(content.get("objects", ())),
            themes=tuple(content.get("themes", ())),
        )


def _element(content: Mapping[str, Any]) -> Element:
    return Element(
        name=Text.of(content["name"]), kind=ValueKind(content["kind"]), unit=content.get("unit", "")
    )


def _limit(content: Mapping[str, Any] | None) -> Limit | None:
    return Limit(content["n"], Unit(content["unit"])) if content else None


def _material(content: Mapping[str, Any] | str) -> Material:
    if isinstance(content, str):
        return Material(name=Text.of(content))
    return Material(
        name=Text.of(content["name"]),
        required=content.get("required", True),
        waiver=Text.of(content["waiver"]) if content.get("waiver") else None,
        waived_by=content.get("waived_by", ""),
    )


def _field(content: Mapping[str, Any]) -> Field:
    return Field(
        element=content["element"],
        label=Text.of(content["label"]),
        kind=content["kind"],
        hint=Text.of(content["hint"]) if content.get("hint") else None,
        required=content.get("required", True),
        visible_if=content.get("visible_if", ""),
        options=tuple((o["value"], Text.of(o["label"])) for o in content.get("options", ())),
    )


def _point(content: Mapping[str, Any]) -> ReviewPoint:
    return ReviewPoint(
        id=content["id"],
        label=Text.of(content["label"]),
        expression=content["expression"],
        severity=content["severity"],
        basis=Text.of(content["basis"]),
        if_not=Text.of(content["if_not"]),
    )
