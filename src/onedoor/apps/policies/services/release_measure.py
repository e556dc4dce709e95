"""A measure's next version takes effect, once its own examples come out right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.policies.definition import Measure
from onedoor.apps.policies.models import MeasureVersion, PolicyDocument
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.engine.feel import UNKNOWN, Unknown
from onedoor.errors import Invalid, NotAllowed
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department

NOTHING: Mapping[str, str] = {}


def release_measure(
    *,
    actor: Actor,
    xml: bytes,
    sheet: Mapping[str, Any],
    department: Department,
    region_code: str,
    parameters: Mapping[str, str] = NOTHING,
    item_code: str = "",
) -> MeasureVersion:
    """The measure is in force in this version; the same content again answers with the version that holds it.

    ``sheet`` is as ``reference.policies.sheet`` gives it; ``parameters`` are published values by data element
    as decimal text; ``item_code`` is the item with which the measure is claimed. Raises ``Invalid``
    "measure.example_failed" naming the first example that the model decides otherwise.
    """
    if not (actor.is_system or actor.has(Role.DESIGNER)):
        raise NotAllowed("measure.release", expected=str(Role.DESIGNER.label))
    content = {
        "sheet": plain(sheet),
        "dmn": xml.decode(),
        "parameters": dict(parameters),
        "item_code": item_code,
    }
    measure = Measure.read(content)
    for example in sheet["examples"]:
        check_example(measure, example)
    digest = content_hash(content)
    with transaction.atomic():
        versions = MeasureVersion.objects.filter(tenant_id=actor.tenant_id, code=measure.code)
        last = versions.aggregate(last=Max("version"))["last"] or 0
        held = versions.filter(version=last, content_hash=digest, state=ReleaseState.RELEASED).first()
        if held is not None:
            return held
        version = MeasureVersion.objects.create(
            tenant_id=actor.tenant_id,
            region_code=region_code,
            code=measure.code,
            version=last + 1,
            state=ReleaseState.RELEASED,
            effective_from=date.fromisoformat(sheet["effective_from"]),
            effective_to=date.fromisoformat(sheet["effective_to"]) if sheet.get("effective_to") else None,
            content=content,
            content_hash=digest,
            released_at=clock.now(),
            document=_document(actor, sheet, region_code),
            department=department,
            name=measure.title.zh,
            name_en=measure.title.en,
            is_claimable=measure.kind != "classification",
        )
        record_event(actor=actor, action="measure.released", subject=version, data={"hash": digest})
    return version


def check_example(measure: Measure, example: Mapping[str, Any]) -> None:
    """The model decides the example as its author expects; null in an example means not known."""
    facts = {key: ruled(value) for key, value in example["facts"].items() if value is not None}
    evaluation = measure.model.evaluation(facts)
    for name, expected in example["expect"].items():
        found = evaluation.value(name)
        agrees = isinstance(found, Unknown) if expected is None else found == ruled(expected)
        if not agrees:
            raise Invalid(
                "measure.example_failed",
                found=f"{name} = {found}",
                expected=f"{name} = {expected}",
                where=f"{measure.code}: {example['why']}",
                mend=Text("改规则或改例子，使二者一致。", "Mend the rule or the example until they agree."),
            )


def ruled(value: Any) -> Any:
    """A value of an example as rules read it."""
    if value is None:
        return UNKNOWN
    if isinstance(value, list):
        return [ruled(each) for each in value]
    if isinstance(value, Mapping):
        return {key: ruled(each) for key, each in value.items() if each is not None}
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def plain(value: Any) -> Any:
    """The sheet as JSON that holds no fractions: decimals become text."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    return f"{value:f}" if isinstance(value, Decimal) else value


def _document(actor: Actor, sheet: Mapping[str, Any], region_code: str) -> PolicyDocument:
    document, _ = PolicyDocument.objects.get_or_create(
        tenant_id=actor.tenant_id,
        document_no=sheet["document_no"],
        defaults={
            "region_code": region_code,
            "title": sheet["document"]["zh"],
            "title_en": sheet["document"]["en"],
            "issuers": [issuer["zh"] for issuer in sheet["issuers"]],
            "effective_from": date.fromisoformat(sheet["effective_from"]),
            "effective_to": date.fromisoformat(sheet["effective_to"]) if sheet.get("effective_to") else None,
        },
    )
    return document
