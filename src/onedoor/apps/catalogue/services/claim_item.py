"""认领: a lower level takes up an entry of the basic catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.inheritance import inherit
from onedoor.apps.catalogue.models import BasicVersion, ItemVersion, ServiceItem
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.catalogue.versions import next_number, put_item
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.engine.identifiers import parse_item_code
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department


def claim_item(
    *, actor: Actor, basic_code: str, department: Department, level: str, region_code: str = ""
) -> ItemVersion:
    """The department has the item, with a draft that holds the inherited elements and leaves the others to be filled in.

    Its implementation code is made as GB/T 39554.1-2020 says: the body's code, the level, the basic code. What was claimed
    already is refused (``Conflict`` "item.claimed").
    """
    require_designer(actor, "item.claim")
    basic = _entry(actor, basic_code)
    code = implementation_code(department.code, level, basic_code)
    content = inherit({"name": basic.content["name"]}, basic.content)
    with transaction.atomic():
        if ServiceItem.objects.filter(tenant_id=actor.tenant_id, code=code).exists():
            raise Conflict(
                "item.claimed",
                found=code,
                where=department.name,
                mend=Text("打开已认领的事项。", "Open the item that was claimed."),
            )
        item = put_item(
            actor,
            code=code,
            definition=ItemDefinition.read(content),
            department=department,
            power_type=basic.basic.power_type,
            region_code=region_code or department.region_code,
            level=level,
        )
        item.basic = basic.basic
        item.save(update_fields=["basic"])
        draft = ItemVersion.objects.create(
            tenant_id=actor.tenant_id,
            region_code=item.region_code,
            item=item,
            code=code,
            version=next_number(item),
            state=ReleaseState.DRAFT,
            effective_from=clock.today(),
            content=content,
            content_hash=content_hash(content),
            basic_version=basic,
            note=f"认领 {basic_code} v{basic.version}",
        )
        record_event(
            actor=actor,
            action="item.claimed",
            subject=item,
            data={"basic": basic_code, "version": basic.version},
        )
    return draft


def _entry(actor: Actor, basic_code: str) -> BasicVersion:
    entry = (
        BasicVersion.objects.visible_to(actor)
        .of_code(basic_code)
        .in_force_on(clock.today())
        .select_related("basic")
        .order_by("-version")
        .first()
    )
    if entry is None:
        raise NotFound(
            "basic.unknown",
            found=basic_code,
            expected=Text("基本目录中现行有效的编码", "a code in force in the basic catalogue"),
        )
    return entry


def implementation_code(body: str, level: str, basic_code: str) -> str:
    """实施编码 of 31 characters: 18 of the body, one of the level, 12 of the basic code.

    >>> implementation_code("12441500196720244T", "3", "442199806003")
    '12441500196720244T3442199806003'
    """
    code = f"{body}{level}{basic_code}"
    checked = parse_item_code(code, "national")
    if not checked.ok or len(code) != 31:
        raise Invalid(
            "item.code",
            found=code,
            expected=Text(
                "机构代码18位、层级1位、基本编码12位",
                "18 characters of the body, 1 of the level, 12 of the basic code",
            ),
            where=checked.problems[0].message if checked.problems else None,
        )
    return checked.value
