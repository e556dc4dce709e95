"""Items to be looked at, from where they are: the tables of the house, or the real items that ship."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.checks import Checks, shipped_checks
from onedoor.apps.catalogue.linting.context import Basic, Context, Subject
from onedoor.apps.catalogue.linting.structure.written import BY_APPLICANT
from onedoor.apps.standards.queries import elements_on
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.reference.items import Item

if TYPE_CHECKING:
    from onedoor.apps.catalogue.models import ItemVersion
    from onedoor.apps.tenancy.actor import Actor

# What the shipped real items tell of an item at all.
TOLD = frozenset(
    {
        *("name", "objects", "themes", "everyday", "statutory_limit", "promised_limit", "visits"),
        *("materials", "materials.name", "is_online"),
    }
)
_NAMES_ALONE = frozenset({"name"})


def subjects_of_house(
    actor: Actor, *, department: str = "", checks: Checks | None = None
) -> Iterator[Subject]:
    """Of every item that the actor may see the draft, or else the newest released version, one after another.

    ``department`` narrows them to those whose department's name holds it.
    """
    from onedoor.apps.catalogue.models import ItemVersion

    registers = registers_of_standards(actor)
    versions = (
        ItemVersion.objects.visible_to(actor)
        .exclude(state=ReleaseState.WITHDRAWN)
        .filter(item__department__name__contains=department)
        .select_related("item__department", "basic_version__basic")
        .order_by("item_id", "-version")
    )
    last = None
    for version in versions.iterator(chunk_size=500):
        if version.item_id != last:
            last = version.item_id
            yield subject_of_version(version, checks, registers)


def registers_of_standards(actor: Actor) -> dict[str, str]:
    """The data elements that a register delivers, by name, with the register."""
    return {
        each.name.zh: each.source for each in elements_on(actor).values() if each.source not in BY_APPLICANT
    }


def subject_of_version(
    version: ItemVersion, checks: Checks | None = None, registers: Mapping[str, str] | None = None
) -> Subject:
    """A version of an item with what its row says; ``item__department`` and ``basic_version__basic`` should be at hand."""
    item, basic = version.item, version.basic_version
    return ItemDefinition.read(version.content), Context(
        code=version.code,
        department=item.department.name,
        power_type=item.power_type,
        level=item.level,
        basic=Basic(basic.code, basic.basic.power_type, basic.content) if basic else None,
        content=version.content,
        registers=registers or {},
        checks=checks or shipped_checks(),
    )


def subject_of_reference(item: Item, checks: Checks | None = None) -> Subject:
    """A real item as published; what its source does not tell is told by ``Context.told``."""
    content: dict[str, Any] = {
        "name": item.name,
        "objects": item.objects,
        "themes": item.themes,
        "everyday": item.terms,
        "visits": item.visits,
        "materials": item.materials,
        "record": {} if item.online is None else {"is_online": "1" if item.online else "0"},
    }
    definition = ItemDefinition.read(content)
    definition = replace(definition, statutory_limit=item.statutory, promised_limit=item.promised)
    return definition, Context(
        code=item.code,
        department=item.department,
        power_type=item.type,
        level=item.level,
        content=content,
        told=_NAMES_ALONE if item.scheme == "sichuan" else TOLD,
        checks=checks or shipped_checks(),
    )
