"""Bundles as they stand: the version in force, with its items as they are in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from onedoor import clock
from onedoor.apps.catalogue.bundles.definition import BundleDefinition
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.models import BundleVersion, ItemVersion
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import NotFound
from onedoor.text import Text


def bundle_in_force(actor: Actor, code: str, on: date | None = None) -> BundleVersion:
    """The released version of a bundle on the day (today); ``NotFound`` "bundle.unknown" where there is none."""
    found = (
        BundleVersion.objects.visible_to(actor)
        .of_code(code)
        .in_force_on(on or clock.today())
        .select_related("bundle__lead")
        .order_by("-version")
        .first()
    )
    if found is None:
        expected = Text("现行一件事的编码", "the code of a bundle in force")
        raise NotFound("bundle.unknown", found=code, expected=expected)
    return found


def definitions_in_force(
    actor: Actor, codes: Iterable[str], on: date | None = None
) -> dict[str, ItemDefinition]:
    """The definitions in force on the day (today), by item code; those that are not in force are left out."""
    rows = (
        ItemVersion.objects.visible_to(actor)
        .filter(item__code__in=set(codes))
        .in_force_on(on or clock.today())
        .order_by("version")
        .values_list("item__code", "content")
    )
    return {code: ItemDefinition.read(content) for code, content in rows}


def with_definitions(
    actor: Actor, version: BundleVersion, on: date | None = None
) -> tuple[BundleDefinition, dict[str, ItemDefinition]]:
    """What a version of a bundle says, and its items: what all of ``catalogue.bundles`` starts from."""
    bundle = BundleDefinition.read(version.content)
    return bundle, definitions_in_force(actor, [part.item for part in bundle.parts], on)
