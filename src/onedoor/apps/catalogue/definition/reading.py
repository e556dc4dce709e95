"""From plain JSON to the parts of a definition; what is left out has its default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from onedoor.apps.catalogue.definition.guide import Question, Situation, Stop, Table
from onedoor.apps.catalogue.definition.parts import (
    NO_WORDS,
    Element,
    Example,
    Fee,
    Field,
    Material,
    Option,
    ReviewPoint,
    Step,
)
from onedoor.apps.catalogue.enums import CopyKind, MaterialSource, Medium, Necessity, QuestionKind, Waiver
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.calendars import Limit, Unit
from onedoor.text import Text

Content = Mapping[str, Any]


def words(value: Any) -> Text:
    return Text.of(value) if value else NO_WORDS


def words_or_none(value: Any) -> Text | None:
    return Text.of(value) if value else None


def limit(content: Content | None) -> Limit | None:
    return Limit(content["n"], Unit(content["unit"])) if content else None


def materials(contents: Iterable[Content | str]) -> tuple[Material, ...]:
    return tuple(_material(each, f"M{place}") for place, each in enumerate(contents, 1))


def _material(content: Content | str, otherwise: str) -> Material:
    """A material may be no more than its name."""
    if isinstance(content, str):
        return Material(id=otherwise, name=Text.of(content))
    method = content.get("waiver_method")
    if not method and content.get("waiver"):
        method = Waiver.SHARING
    necessity = content.get("necessity")
    if necessity is None:
        necessity = Necessity.REQUIRED if content.get("required", True) else Necessity.OPTIONAL
    return Material(
        id=content.get("id") or otherwise,
        name=Text.of(content["name"]),
        kind=content.get("kind", ""),
        necessity=Necessity(necessity),
        source=MaterialSource(content.get("source", MaterialSource.APPLICANT)),
        source_note=words(content.get("source_note")),
        medium=Medium(content.get("medium", Medium.ELECTRONIC)),
        copy=CopyKind(content.get("copy", CopyKind.ORIGINAL)),
        copies=content.get("copies", 1),
        paper=content.get("paper", ""),
        basis=words(content.get("basis")),
        acceptance=words(content.get("acceptance")),
        filling=words(content.get("filling")),
        blank_form=content.get("blank_form", ""),
        sample=content.get("sample", ""),
        waiver=words_or_none(content.get("waiver")),
        waiver_method=Waiver(method) if method else None,
        waived_by=content.get("waived_by", ""),
        when=content.get("when", ""),
    )


def form_field(content: Content) -> Field:
    return Field(
        element=content["element"],
        label=Text.of(content["label"]),
        kind=content["kind"],
        hint=words_or_none(content.get("hint")),
        required=content.get("required", True),
        visible_if=content.get("visible_if", ""),
        options=_options(content),
    )


def point(content: Content) -> ReviewPoint:
    return ReviewPoint(
        id=content["id"],
        label=Text.of(content["label"]),
        expression=content["expression"],
        severity=content["severity"],
        basis=Text.of(content["basis"]),
        if_not=Text.of(content["if_not"]),
    )


def element(content: Content) -> Element:
    return Element(
        name=Text.of(content["name"]),
        kind=ValueKind(content["kind"]),
        unit=content.get("unit", ""),
        source=content.get("source", ""),
    )


def option(content: Content) -> Option:
    return Option(code=content["code"], name=Text.of(content["name"]))


def question(content: Content) -> Question:
    return Question(
        element=content["element"],
        text=Text.of(content["text"]),
        kind=QuestionKind(content["kind"]),
        hint=words_or_none(content.get("hint")),
        options=_options(content),
        least=str(content.get("least", "")),
        most=str(content.get("most", "")),
        when=content.get("when", ""),
    )


def situation(content: Content) -> Situation:
    stop = content.get("stop")
    return Situation(
        id=content["id"],
        name=Text.of(content["name"]),
        when=content.get("when", ""),
        option=content.get("option", ""),
        materials=_ids(content.get("materials")),
        steps=_ids(content.get("steps")),
        fees=_ids(content.get("fees")),
        statutory_limit=limit(content.get("statutory_limit")),
        promised_limit=limit(content.get("promised_limit")),
        visits=content.get("visits"),
        stop=_stop(stop) if stop else None,
    )


def _stop(content: Content) -> Stop:
    return Stop(
        reason=Text.of(content["reason"]),
        basis=words(content.get("basis")),
        instead=words_or_none(content.get("instead")),
        item=content.get("item", ""),
    )


def table(content: Content | None) -> Table | None:
    if not content:
        return None
    return Table(
        inputs=tuple(content["inputs"]),
        rows=tuple((tuple(row["if"]), row["then"]) for row in content["rows"]),
    )


def steps(contents: Iterable[Content]) -> tuple[Step, ...]:
    return tuple(
        Step(
            id=each.get("id") or f"S{place}",
            name=Text.of(each["name"]),
            handler=words(each.get("handler")),
            limit=limit(each.get("limit")),
            standard=words(each.get("standard")),
            result=words(each.get("result")),
            after=tuple(each.get("after", ())),
            when=each.get("when", ""),
        )
        for place, each in enumerate(contents, 1)
    )


def fees(contents: Iterable[Content]) -> tuple[Fee, ...]:
    return tuple(
        Fee(
            id=each.get("id") or f"F{place}",
            name=Text.of(each["name"]),
            amount=each.get("amount"),
            standard=words(each.get("standard")),
            basis=words(each.get("basis")),
            reducible=each.get("reducible", False),
            reduction=words(each.get("reduction")),
            when=each.get("when", ""),
        )
        for place, each in enumerate(contents, 1)
    )


def example(content: Content) -> Example:
    return Example(
        name=Text.of(content["name"]),
        answers=dict(content.get("answers", {})),
        facts=dict(content.get("facts", {})),
        situation=content.get("situation"),
        materials=_ids(content.get("materials")),
        points=dict(content.get("points", {})),
        limit=limit(content.get("limit")),
    )


def _options(content: Content) -> tuple[tuple[str, Text], ...]:
    return tuple((each["value"], Text.of(each["label"])) for each in content.get("options", ()))


def _ids(content: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if content is None else tuple(content)
