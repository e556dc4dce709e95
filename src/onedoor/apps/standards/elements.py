"""The data elements that the policies on offer and the items speak of, gathered from their own sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.standards.enums import Grade, Personal, ValueKind
from onedoor.reference import modelled, policies
from onedoor.text import Text

# What says nothing about a person is left to the agency to grade: sheets do not say how it uses the data.
PERSONAL = frozenset(
    [
        "contact_name",
        "contact_phone",
        "legal_rep_name",
        "applicant_name",
        "vehicle_owner",
        "mother_name",
        "child_name",
        "child_surname",
        "father_surname",
        "mother_surname",
    ]
)
SENSITIVE = frozenset(
    [
        "child_citizen_no",
        "birth_certificate_no",
        "household_no",
        "vaccination_card_no",
        "hepatitis_b_given",
        "social_card_no",
        "residence_permit_no",
        "insurance_no",
        "birth_cost",
        "staff_health_recorded",
    ]
)
# A code whose values are those of a list that ships.
CODE_LISTS = {"size": "enterprise_size", "industry": "industry"}
# The applicant's own word is no register.
NO_REGISTER = frozenset({"", "applicant"})


def shipped_elements() -> dict[str, ElementDefinition]:
    """Every element by its identifier; where two sheets name one element, the item's wording holds."""
    found: dict[str, ElementDefinition] = {}
    for identifier, element in (*_of_policies(), *_of_items()):
        found[identifier] = element
    return found


def _of_policies() -> Iterator[tuple[str, ElementDefinition]]:
    for code in policies.OFFERED:
        for fact in policies.sheet(code)["facts"]:
            kind = ValueKind.of_sheet(fact["type"], fact.get("unit") or "")
            yield fact["element"], _element(fact["element"], fact, kind)


def _of_items() -> Iterator[tuple[str, ElementDefinition]]:
    for name in modelled.NAMES:
        for element in modelled.modelled_item(name)["elements"]:
            identifier = element["identifier"]
            yield identifier, _element(identifier, element, ValueKind(element["kind"]))


def _element(identifier: str, of: Mapping[str, Any], kind: ValueKind) -> ElementDefinition:
    source = of.get("source") or ""
    personal, grade = Personal.NONE, Grade.UNGRADED
    if identifier in SENSITIVE:
        personal, grade = Personal.SENSITIVE, Grade.GENERAL_4
    elif identifier in PERSONAL:
        personal, grade = Personal.PERSONAL, Grade.GENERAL_2
    return ElementDefinition(
        name=Text.of(of["name"]),
        kind=kind,
        unit=of.get("unit") or "",
        code_list=CODE_LISTS.get(identifier, "") if kind is ValueKind.CODE else "",
        grade=grade,
        personal=personal,
        source="" if source in NO_REGISTER else source,
    )
