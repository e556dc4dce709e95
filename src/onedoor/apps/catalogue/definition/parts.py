"""The parts of an item: materials, form fields, review points, steps, fees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from onedoor.apps.catalogue.enums import CopyKind, MaterialSource, Medium, Necessity, Waiver
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.calendars import Limit
from onedoor.text import Text

NO_WORDS = Text("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """材料: a document an item needs, where ``when`` holds (always, if it is empty).

    ``id`` is what situations and examples call it; ``kind`` the document type by which materials of several items
    are one (its name, if empty). ``waived_by`` is the data element whose value makes it unnecessary,
    ``waiver_method`` how, ``waiver`` in words. ``acceptance`` says when the document is good.
    """

    id: str
    name: Text
    kind: str = ""
    necessity: Necessity = Necessity.REQUIRED
    source: MaterialSource = MaterialSource.APPLICANT
    source_note: Text = NO_WORDS
    medium: Medium = Medium.ELECTRONIC
    copy: CopyKind = CopyKind.ORIGINAL
    copies: int = 1
    paper: str = ""
    basis: Text = NO_WORDS
    acceptance: Text = NO_WORDS
    filling: Text = NO_WORDS
    blank_form: str = ""
    sample: str = ""
    waiver: Text | None = None
    waiver_method: Waiver | None = None
    waived_by: str = ""
    when: str = ""

    @property
    def required(self) -> bool:
        """Whether nothing can be submitted without it, unless it is waived."""
        return self.necessity is Necessity.REQUIRED

    @property
    def key(self) -> str:
        """What makes materials of several items the same document."""
        return self.kind or "".join(self.name.zh.split())


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
    """审查要点: one checkable requirement. ``expression`` is FEEL over element names."""

    id: str
    label: Text
    expression: str
    severity: str
    basis: Text
    if_not: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A data element as this item's expressions name it; ``kind`` says how a stored value is read.

    ``source`` is the register that delivers it, or ``applicant``.
    """

    name: Text
    kind: ValueKind
    unit: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """办理环节: one step of handling; ``standard`` is by what it is checked, ``after`` what it waits for."""

    id: str
    name: Text
    handler: Text = NO_WORDS
    limit: Limit | None = None
    standard: Text = NO_WORDS
    result: Text = NO_WORDS
    after: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """收费项目; ``amount`` in cents where it is fixed, ``standard`` in words."""

    id: str
    name: Text
    amount: int | None = None
    standard: Text = NO_WORDS
    basis: Text = NO_WORDS
    reducible: bool = False
    reduction: Text = NO_WORDS
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """业务办理项: the smallest variant that can be chosen; ``code`` are the two digits after the item's code."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A stored example, run before release.

    ``answers`` and ``facts`` are by element identifier. Of ``situation``, ``materials`` (ids, in any order), ``points``
    (review point: met or not) and ``limit``, what is not given is not checked.
    """

    name: Text
    answers: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    situation: str | None = None
    materials: tuple[str, ...] | None = None
    points: dict[str, bool | None] = field(default_factory=dict)
    limit: Limit | None = None
