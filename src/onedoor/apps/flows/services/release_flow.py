"""A flow model is checked and becomes a version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.flows.lint import lint
from onedoor.apps.flows.model import FlowModel
from onedoor.apps.flows.models import FlowVersion
from onedoor.apps.flows.operations import operations
from onedoor.apps.flows.reading import read_model
from onedoor.apps.flows.refusals import FlowRefused
from onedoor.apps.flows.soundness import check_soundness
from onedoor.apps.flows.xml import normalised, read_xml
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.apps.tenancy.queries import lock_tenant
from onedoor.errors import NotAllowed


def release_flow(
    *, actor: Actor, code: str, xml: bytes | str, effective_from: date | None = None
) -> FlowVersion:
    """The next version of the flow is in force; running instances go on by the one they began with.

    The same content as the newest version in force changes nothing and answers with that version.

    Raises:
        FlowRefused: the model is not supported, incomplete or unsound; ``problems`` has them all.
        TooLarge: beyond the bounds of a document.
    """
    if not (actor.is_system or actor.has(Role.DESIGNER)):
        raise NotAllowed("flow.release", expected=str(Role.DESIGNER.label))
    content = checked_content(xml)
    digest = content_hash(content)
    with transaction.atomic():
        tenant = lock_tenant(actor.tenant_id)
        versions = FlowVersion.objects.filter(tenant=tenant, code=code).order_by("-version")
        newest = versions.first()
        if newest and newest.content_hash == digest and newest.state == ReleaseState.RELEASED:
            return newest
        version = FlowVersion.objects.create(
            tenant=tenant,
            region_code=tenant.region_code,
            code=code,
            version=newest.version + 1 if newest else 1,
            state=ReleaseState.RELEASED,
            effective_from=effective_from or clock.today(),
            content=content,
            content_hash=digest,
            released_at=clock.now(),
            name=content["model"]["name"]["zh"],
            name_en=content["model"]["name"]["en"],
        )
        record_event(actor=actor, action="flow.released", subject=version, data={"hash": digest})
    return version


def checked_content(xml: bytes | str) -> dict[str, Any]:
    """What a version of this document holds; the studio calls it to check a draft without releasing it."""
    root = read_xml(xml)
    model = read_model(root)
    problems = lint(model, operations().keys()) or check_soundness(model)
    if problems:
        raise FlowRefused(problems)
    return {"xml": normalised(root), "model": model.as_dict()}


def model_of(xml: bytes | str) -> FlowModel:
    """The model that a document describes, whether it could be released or not."""
    return read_model(read_xml(xml))
