"""Several items as one: each data element, question, document and fee once, with the parts that need it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from onedoor.apps.catalogue.bundles.definition import BundleDefinition, Part
from onedoor.apps.catalogue.bundles.ordering import Waits, leads_to, predecessors
from onedoor.apps.catalogue.definition import Element, Fee, Field, ItemDefinition, Material, Question
from onedoor.apps.catalogue.enums import Necessity
from onedoor.text import Text

Definitions = Mapping[str, ItemDefinition]
# From the strictest on.
STRICTNESS = (Necessity.REQUIRED, Necessity.LATER, Necessity.OPTIONAL)
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedField:
    """A field of the one form; ``parts`` are those whose forms had it."""

    field: Field
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedQuestion:
    """A question, asked once; ``parts`` are those whose situations it decides, none if it is the bundle's own."""

    question: Question
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedMaterial:
    """A document, wanted once: by the words of the first part that wants it, as strictly as the strictest.

    ``made_by`` is the part whose result it is: nobody brings what the bundle itself brings about. ``each`` holds the
    materials of the items, by part.
    """

    material: Material
    parts: tuple[str, ...]
    made_by: str = ""
    each: Mapping[str, Material] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.material.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A data element that two parts, or a part and the bundle, mean differently."""

    identifier: str
    meanings: Mapping[str, Element]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """All that a bundle can ask for, whatever the answers; ``selecting.select`` says what some answers ask for."""

    elements: Mapping[str, Element]
    used_by: Mapping[str, tuple[str, ...]]
    conflicts: tuple[Conflict, ...]
    fields: tuple[MergedField, ...]
    questions: tuple[MergedQuestion, ...]
    materials: tuple[MergedMaterial, ...]
    fees: tuple[tuple[str, Fee], ...]


def merge(bundle: BundleDefinition, definitions: Definitions) -> Merged:
    """The form, the questions, the materials and the fees of all parts; ``definitions`` by item code.

    Parts whose item is not among the definitions are left out: the linter names them.
    """
    known = [(part, definitions[part.item]) for part in bundle.parts if part.item in definitions]
    meanings: dict[str, dict[str, Element]] = {
        name: {"": element} for name, element in bundle.elements.items()
    }
    for part, definition in known:
        for name, element in definition.elements.items():
            meanings.setdefault(name, {})[part.id] = element
    return Merged(
        elements={name: next(iter(by_part.values())) for name, by_part in meanings.items()},
        used_by={name: tuple(part for part in by_part if part) for name, by_part in meanings.items()},
        conflicts=tuple(
            Conflict(identifier=name, meanings=by_part)
            for name, by_part in meanings.items()
            if len(set(by_part.values())) > 1
        ),
        fields=merged_fields(
            (part.id, [each for each in definition.fields if each.element not in part.given])
            for part, definition in known
        ),
        questions=_questions(bundle, known),
        materials=merged_materials(
            [(part.id, definition.materials) for part, definition in known],
            made_within(bundle, definitions),
            predecessors(bundle, {part.id for part, _ in known}),
        ),
        fees=tuple((part.id, fee) for part, definition in known for fee in definition.fees),
    )


def merged_fields(by_part: Iterable[tuple[str, Iterable[Field]]]) -> tuple[MergedField, ...]:
    """Each data element once, required where one part requires it."""
    found = _grouped((each.element, part, each) for part, fields in by_part for each in fields)
    return tuple(
        MergedField(
            field=replace(
                next(iter(fields.values())),
                required=any(each.required for each in fields.values()),
                visible_if=""
                if any(not each.visible_if for each in fields.values())
                else _either(fields.values()),
            ),
            parts=tuple(fields),
        )
        for fields in found.values()
    )


def merged_materials(
    by_part: Iterable[tuple[str, Iterable[Material]]], made: Mapping[str, str], waits: Waits
) -> tuple[MergedMaterial, ...]:
    """Each document once; ``made`` are the parts by the data element that their result is.

    A document counts as made within only where all who want it wait for the part that makes it.
    """
    found = _grouped((each.key, part, each) for part, materials in by_part for each in materials)
    merged = []
    for each in found.values():
        first = next(iter(each.values()))
        strictest = min((one.necessity for one in each.values()), key=STRICTNESS.index)
        maker = made.get(first.waived_by, "") if first.waived_by else ""
        merged.append(
            MergedMaterial(
                material=replace(first, necessity=strictest),
                parts=tuple(each),
                made_by=maker if all(leads_to(maker, part, waits) for part in each) else "",
                each=each,
            )
        )
    return tuple(merged)


def made_within(bundle: BundleDefinition, definitions: Definitions) -> dict[str, str]:
    """The parts by the data elements that their results leave behind."""
    return {
        definitions[part.item].result_element: part.id
        for part in bundle.parts
        if part.item in definitions and definitions[part.item].result_element
    }


def _questions(
    bundle: BundleDefinition, known: Iterable[tuple[Part, ItemDefinition]]
) -> tuple[MergedQuestion, ...]:
    """The bundle's own first, then those of its items, but for what the bundle has answered itself."""
    own = {each.element: {"": each} for each in bundle.questions}
    asked = _grouped(
        (each.element, part.id, each)
        for part, definition in known
        for each in definition.questions
        if each.element not in part.given
    )
    found = {name: own.get(name, {}) | asked.get(name, {}) for name in [*own, *asked]}
    return tuple(
        MergedQuestion(
            question=replace(next(iter(each.values())), options=_options(each.values())),
            parts=tuple(part for part in each if part),
        )
        for each in found.values()
    )


def _options(questions: Iterable[Question]) -> tuple[tuple[str, Text], ...]:
    options = {value: label for each in questions for value, label in each.options}
    return tuple(options.items())


def _either(fields: Iterable[Field]) -> str:
    conditions = list(dict.fromkeys(each.visible_if for each in fields))
    return conditions[0] if len(conditions) == 1 else " or ".join(f"({each})" for each in conditions)


def _grouped(found: Iterable[tuple[K, str, V]]) -> dict[K, dict[str, V]]:
    """By key, then by part; the first of a part holds, and all stand as they came."""
    groups: dict[K, dict[str, V]] = {}
    for key, part, value in found:
        groups.setdefault(key, {}).setdefault(part, value)
    return groups
