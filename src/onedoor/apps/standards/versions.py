"""How a data element gets its versions."""

from __future__ import annotations

from datetime import date

from onedoor import clock
from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.standards.enums import Origin
from onedoor.apps.standards.models import CodeList, DataElement, ElementVersion
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text


def new_version(
    element: DataElement,
    definition: ElementDefinition,
    *,
    number: int,
    effective_from: date,
    origin: Origin,
    note: str = "",
) -> ElementVersion:
    """A released version, not yet saved."""
    content = definition.as_content()
    return ElementVersion(
        tenant_id=element.tenant_id,
        region_code=element.region_code,
        element=element,
        code=element.identifier,
        version=number,
        state=ReleaseState.RELEASED,
        effective_from=effective_from,
        content=content,
        content_hash=content_hash(content),
        released_at=clock.now(),
        name=definition.name.zh,
        name_en=definition.name.en,
        source=definition.source,
        origin=origin,
        note=note,
    )


def locked_element(actor: Actor, identifier: str) -> tuple[DataElement, ElementVersion]:
    """The element, locked until the transaction ends, and its newest version; ``NotFound`` where there is none."""
    element = (
        DataElement.objects.visible_to(actor)
        .select_for_update(no_key=True)
        .filter(identifier=identifier)
        .first()
    )
    newest = element.versions.order_by("-version").first() if element else None
    if element is None or newest is None:
        raise NotFound(
            "element.unknown", found=identifier, expected=Text("已登记的数据元", "a registered data element")
        )
    return element, newest


def refuse_unknown_list(definition: ElementDefinition) -> None:
    """Nothing, or ``Invalid``: a code list that is named has to be there."""
    if definition.code_list and not CodeList.objects.filter(slug=definition.code_list).exists():
        raise Invalid(
            "element.code_list",
            found=definition.code_list,
            expected=Text("已载入的代码集", "a code list that is loaded"),
        )
