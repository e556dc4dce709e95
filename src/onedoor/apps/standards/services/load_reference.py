"""The shipped standards go into the tables."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from onedoor.apps.standards.codes import hash_of, put_version
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import CodeList, CodeListVersion
from onedoor.apps.standards.services.load_elements import load_elements
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.queries import all_tenants
from onedoor.reference.codelists import ShippedList, shipped_entries, shipped_lists
from onedoor.reference.regions import RegionLevel

Tell = Callable[[str, int], None]
ELEMENTS = "elements"


def load_reference(*, towns: bool = True, over_own: bool = False, tell: Tell | None = None) -> dict[str, int]:
    """Code lists stand as shipped, and every tenant has the shipped data elements; how many of each. Run again, it changes nothing.

    A list that an agency has put in the place of the shipped one is left alone unless ``over_own``. Without ``towns`` regions
    that are not there yet end with the counties. For set-up, before there is anybody to act. ``tell`` hears of each part when it is done.
    """
    loaded: dict[str, int] = {}
    with transaction.atomic():
        for shipped in shipped_lists().values():
            loaded[shipped.slug] = _load(shipped, towns=towns, over_own=over_own)
            if tell:
                tell(shipped.slug, loaded[shipped.slug])
        loaded[ELEMENTS] = 0
        for tenant in all_tenants():
            loaded[ELEMENTS] = load_elements(actor=Actor.system(tenant.pk))
        if tell:
            tell(ELEMENTS, loaded[ELEMENTS])
    return loaded


def _load(shipped: ShippedList, *, towns: bool, over_own: bool) -> int:
    current = CodeListVersion.objects.filter(list=shipped.slug, is_current=True).first()
    if current is not None and current.origin == Origin.OWN and not over_own:
        return int(current.size)
    # What was loaded with its towns keeps them.
    has_towns = current is not None and current.codes.filter(level=RegionLevel.STREET).exists()
    entries = list(shipped_entries(shipped.slug, towns=towns or has_towns))
    code_list, _ = CodeList.objects.update_or_create(
        slug=shipped.slug,
        defaults={
            "standard": shipped.standard,
            "name": shipped.name.zh,
            "name_en": shipped.name.en,
            "coverage": shipped.coverage.zh,
            "coverage_en": shipped.coverage.en,
            "decision": shipped.decision,
        },
    )
    content = hash_of(entries, shipped.edition)
    if current is not None and current.content_hash == content:
        return int(current.size)
    version = put_version(
        code_list,
        entries,
        edition=shipped.edition,
        valid_from=shipped.valid_from,
        source=shipped.source,
        origin=Origin.SHIPPED,
        content=content,
    )
    return int(version.size)
