"""The content of an item version, typed. The one place that knows its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self

from onedoor.apps.catalogue.definition import reading
from onedoor.apps.catalogue.definition.guide import Question, Situation, Stop, Table
from onedoor.apps.catalogue.definition.parts import (
    Element,
    Example,
    Fee,
    Field,
    Material,
    Option,
    ReviewPoint,
    Step,
)
from onedoor.engine.calendars import Limit
from onedoor.text import Text

__all__ = [
    "Element",
    "Example",
    "Fee",
    "Field",
    "ItemDefinition",
    "Material",
    "Option",
    "Question",
    "ReviewPoint",
    "Situation",
    "Step",
    "Stop",
    "Table",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefinition:
    """What one version of an item says.

    ``elements`` names the data elements that its expressions use; ``result_element`` is the fact that a
    granted case leaves behind; ``measure`` the policy measure that decides eligibility and amount. ``record`` holds
    the other elements of the implementation list by their national column names (``catalogue.elements``).
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
    options: tuple[Option, ...] = ()
    questions: tuple[Question, ...] = ()
    situations: tuple[Situation, ...] = ()
    table: Table | None = None
    steps: tuple[Step, ...] = ()
    fees: tuple[Fee, ...] = ()
    faq: tuple[tuple[Text, Text], ...] = ()
    examples: tuple[Example, ...] = ()
    record: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

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
            statutory_limit=reading.limit(content.get("statutory_limit")),
            promised_limit=reading.limit(content.get("promised_limit")),
            visits=content.get("visits") or 0,
            materials=reading.materials(content.get("materials", ())),
            fields=tuple(map(reading.form_field, content.get("fields", ()))),
            review_points=tuple(map(reading.point, content.get("review_points", ()))),
            flow=content.get("flow", ""),
            places=content.get("places", {}),
            result_name=reading.words(content.get("result_name")),
            result_element=content.get("result_element", ""),
            elements={each["identifier"]: reading.element(each) for each in content.get("elements", ())},
            basis=reading.words(content.get("basis")),
            measure=content.get("measure", ""),
            everyday=tuple(content.get("everyday", ())),
            objects=tuple(content.get("objects", ())),
            themes=tuple(content.get("themes", ())),
            options=tuple(map(reading.option, content.get("options", ()))),
            questions=tuple(map(reading.question, content.get("questions", ()))),
            situations=tuple(map(reading.situation, content.get("situations", ()))),
            table=reading.table(content.get("table")),
            steps=reading.steps(content.get("steps", ())),
            fees=reading.fees(content.get("fees", ())),
            faq=tuple(
                (Text.of(each["question"]), Text.of(each["answer"])) for each in content.get("faq", ())
            ),
            examples=tuple(map(reading.example, content.get("examples", ()))),
            record=content.get("record", {}),
        )
