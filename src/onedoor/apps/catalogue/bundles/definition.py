"""The content of a bundle version, typed. The one place that knows its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from onedoor.apps.catalogue.definition import Element, Question, Stop, reading
from onedoor.apps.catalogue.enums import BundleKind, Line
from onedoor.engine.calendars import Limit
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One item in a bundle, called ``id`` there (an identifier that flows can use too).

    It starts when the results of ``after`` are there, and belongs where ``when`` (FEEL over names of elements) holds.
    ``lead`` is the code of the department that answers for it. ``given`` are answers that follow from the bundle, so
    nobody is asked. A part that fails holds up no other, unless it is a ``gate``.
    """

    id: str
    item: str
    lead: str = ""
    after: tuple[str, ...] = ()
    when: str = ""
    stage: str = ""
    line: Line = Line.MAIN
    gate: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """阶段: its lead department and the limit of its main line; stages follow each other as they are written."""

    id: str
    name: Text
    lead: str = ""
    limit: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleStop:
    """Where ``when`` holds, nothing of the bundle can be applied for, by what law."""

    id: str
    when: str
    stop: Stop


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleExample:
    """A stored example: what these answers lead to. What is not given is not checked.

    ``parts`` are ids; ``materials`` keys, all that have to be there but for what the bundle itself brings about;
    ``stages`` the same by stage; ``stop`` the id of the stop, or of the part whose item stops.
    """

    name: Text
    answers: Mapping[str, Any]
    parts: tuple[str, ...] | None = None
    materials: tuple[str, ...] | None = None
    stages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stop: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleDefinition:
    """What one version of a bundle says.

    ``questions`` are the bundle's own, over ``elements``; those of its items come with them. ``before`` are figures as they
    were measured before there was a bundle, by the names of ``statistics.Figures``; what is not measured is counted.
    ``identified_by`` is the data element that all parts go by, such as the code of a construction project.
    """

    name: Text
    summary: Text
    kind: BundleKind
    basis: Text
    theme: Text
    parts: tuple[Part, ...]
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    elements: Mapping[str, Element]
    stops: tuple[BundleStop, ...]
    promised_limit: Limit | None
    before: Mapping[str, int]
    examples: tuple[BundleExample, ...]
    everyday: tuple[str, ...]
    objects: tuple[str, ...]
    identified_by: str = ""

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The definition in a version's content."""
        return cls(
            name=Text.of(content["name"]),
            summary=Text.of(content.get("summary", content["name"])),
            kind=BundleKind(content.get("kind", BundleKind.ONE_THING)),
            basis=reading.words(content.get("basis")),
            theme=reading.words(content.get("theme")),
            parts=tuple(map(_part, content.get("parts", ()))),
            stages=tuple(map(_stage, content.get("stages", ()))),
            questions=tuple(map(reading.question, content.get("questions", ()))),
            elements={each["identifier"]: reading.element(each) for each in content.get("elements", ())},
            stops=tuple(map(_stop, content.get("stops", ()))),
            promised_limit=reading.limit(content.get("promised_limit")),
            before=dict(content.get("before", {})),
            examples=tuple(map(_example, content.get("examples", ()))),
            everyday=tuple(content.get("everyday", ())),
            objects=tuple(content.get("objects", ())),
            identified_by=content.get("identified_by", ""),
        )

    def part(self, name: str) -> Part:
        """The part of that id; ``KeyError`` where there is none."""
        for each in self.parts:
            if each.id == name:
                return each
        raise KeyError(name)


def _part(content: Mapping[str, Any]) -> Part:
    return Part(
        id=content["id"],
        item=content["item"],
        lead=content.get("lead", ""),
        after=tuple(content.get("after", ())),
        when=content.get("when", ""),
        stage=content.get("stage", ""),
        line=Line(content.get("line", Line.MAIN)),
        gate=content.get("gate", False),
        given=dict(content.get("given", {})),
    )


def _stage(content: Mapping[str, Any]) -> Stage:
    return Stage(
        id=content["id"],
        name=Text.of(content["name"]),
        lead=content.get("lead", ""),
        limit=reading.limit(content.get("limit")),
    )


def _stop(content: Mapping[str, Any]) -> BundleStop:
    stop = Stop(
        reason=Text.of(content["reason"]),
        basis=reading.words(content.get("basis")),
        instead=reading.words_or_none(content.get("instead")),
        item=content.get("item", ""),
    )
    return BundleStop(id=content["id"], when=content["when"], stop=stop)


def _example(content: Mapping[str, Any]) -> BundleExample:
    return BundleExample(
        name=Text.of(content["name"]),
        answers=dict(content.get("answers", {})),
        parts=_ids(content.get("parts")),
        materials=_ids(content.get("materials")),
        stages={name: tuple(keys) for name, keys in content.get("stages", {}).items()},
        stop=content.get("stop"),
    )


def _ids(content: list[str] | None) -> tuple[str, ...] | None:
    return None if content is None else tuple(content)
