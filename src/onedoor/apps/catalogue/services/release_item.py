"""A new version of an item takes effect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.engine.feel import parse
from onedoor.errors import Invalid, NotAllowed
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department


def release_item(
    *,
    actor: Actor,
    code: str,
    department: Department,
    power_type: str,
    content: Mapping[str, Any],
    effective_from: date,
    region_code: str,
) -> ItemVersion:
    """The content is the item's newest released version; cases started before keep theirs.

    Releasing the same content again returns the version that holds it. A review point that does not parse as
    FEEL or names what is no element of the item, or a promised limit longer than the statutory one, blocks the
    release.
    """
    if not (actor.is_system or actor.has(Role.DESIGNER)):
        raise NotAllowed("item.release", expected=str(Role.DESIGNER.label))
    definition = ItemDefinition.read(content)
    _check(code, definition)
    digest = content_hash(dict(content))
    with transaction.atomic():
        item, _ = ServiceItem.objects.update_or_create(
            tenant_id=actor.tenant_id,
            code=code,
            defaults={
                "name": definition.name.zh,
                "name_en": definition.name.en if definition.name.en != definition.name.zh else "",
                "department": department,
                "power_type": power_type,
                "region_code": region_code,
            },
        )
        last = item.versions.aggregate(last=Max("version"))["last"] or 0
        held = item.versions.filter(version=last, content_hash=digest, state=ReleaseState.RELEASED).first()
        if held is not None:
            return held
        version = ItemVersion.objects.create(
            tenant_id=actor.tenant_id,
            region_code=region_code,
            item=item,
            code=code,
            version=last + 1,
            state=ReleaseState.RELEASED,
            effective_from=effective_from,
            content=dict(content),
            content_hash=digest,
            released_at=clock.now(),
        )
        record_event(actor=actor, action="item.released", subject=version, data={"hash": digest})
    return version


def _check(code: str, definition: ItemDefinition) -> None:
    names = tuple(sorted(element.name.zh for element in definition.elements.values()))
    expressions = [(point.id, point.expression) for point in definition.review_points]
    expressions += [(field.element, field.visible_if) for field in definition.fields if field.visible_if]
    for where, expression in expressions:
        unknown = parse(expression, names=names).free_names - set(names)
        if unknown:
            raise Invalid(
                "item.unknown_element",
                found="、".join(sorted(unknown)),
                expected="、".join(names),
                where=f"{code} {where}",
                mend=Text("先在 elements 中登记该数据项。", "Name it among the item's elements first."),
            )
    statutory, promised = definition.statutory_limit, definition.promised_limit
    if statutory and promised and statutory.unit == promised.unit and promised.n > statutory.n:
        raise Invalid(
            "item.promise_over_statute",
            found=str(promised.n),
            expected=f"<= {statutory.n}",
            where=code,
            mend=Text(
                "承诺时限不得超过法定时限", "a promise may shorten the statutory limit, never stretch it"
            ),
        )
