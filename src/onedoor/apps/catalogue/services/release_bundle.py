"""A new version of a bundle takes effect, and its flow with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.catalogue.bundles import BundleDefinition, flow_of, lint, run_bundle_examples
from onedoor.apps.catalogue.bundles.standing import definitions_in_force
from onedoor.apps.catalogue.models import Bundle, BundleVersion
from onedoor.apps.catalogue.perms import require_designer
from onedoor.apps.flows.services.release_flow import release_flow
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Conflict
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department

ONE_DAY = timedelta(days=1)


def release_bundle(
    *,
    actor: Actor,
    code: str,
    department: Department,
    content: Mapping[str, Any],
    effective_from: date | None = None,
    region_code: str = "",
) -> BundleVersion:
    """The content is the bundle's newest released version from ``effective_from`` (today) on, led by ``department``.

    Its flow is released as ``flow_code(code)``, made from the items as they are in force on that day. The same content again
    answers with the version that holds it; the flow follows if an item has changed.

    Raises:
        Invalid: the first of what ``bundles.lint`` finds.
        Conflict: "bundle.example": a stored example that comes out otherwise.
        FlowRefused: the flow is too large to be proven sound.
    """
    require_designer(actor, "bundle.release")
    first_day = effective_from or clock.today()
    definition = BundleDefinition.read(content)
    digest = content_hash(dict(content))
    with transaction.atomic():
        items = definitions_in_force(actor, [part.item for part in definition.parts], first_day)
        for problem in lint(definition, items):
            raise problem
        _refuse_failing_examples(code, definition, items)
        bundle = _put_bundle(actor, code, definition, department, region_code)
        release_flow(
            actor=actor, code=flow_code(code), xml=flow_of(definition, items), effective_from=first_day
        )
        held = bundle.versions.order_by("-version").first()
        if held is not None and held.content_hash == digest and held.state == ReleaseState.RELEASED:
            return held
        version = _take_effect(bundle, dict(content), digest, first_day)
        record_event(actor=actor, action="bundle.released", subject=version, data={"hash": digest})
    return version


def flow_code(code: str) -> str:
    """Under which code the flow of a bundle is released."""
    return f"bundle-{code}"[:64]


def _refuse_failing_examples(code: str, definition: BundleDefinition, items: Mapping[str, Any]) -> None:
    for result in run_bundle_examples(definition, items):
        if not result.ok:
            raise Conflict(
                "bundle.example",
                found=result.problems[0],
                expected=Text("与示例一致", "as the example says"),
                where=Text(f"{code} {result.example.name.zh}", f"{code} {result.example.name.en}"),
            )


def _put_bundle(
    actor: Actor, code: str, definition: BundleDefinition, department: Department, region_code: str
) -> Bundle:
    """The bundle of that code, called as the definition calls it; its row is locked."""
    name = definition.name
    bundle, _ = Bundle.objects.update_or_create(
        tenant_id=actor.tenant_id,
        code=code,
        defaults={
            "name": name.zh,
            "name_en": name.en if name.en != name.zh else "",
            "kind": definition.kind,
            "lead": department,
            "region_code": region_code or department.region_code,
        },
    )
    return Bundle.objects.select_for_update(no_key=True).get(pk=bundle.pk)


def _take_effect(bundle: Bundle, content: dict[str, Any], digest: str, first_day: date) -> BundleVersion:
    """The next version is released, and from its first day on no earlier one is in force."""
    earlier = bundle.versions.filter(state=ReleaseState.RELEASED)
    earlier.filter(Q(effective_to__isnull=True) | Q(effective_to__gte=first_day)).update(
        effective_to=first_day - ONE_DAY
    )
    return BundleVersion.objects.create(
        tenant_id=bundle.tenant_id,
        region_code=bundle.region_code,
        bundle=bundle,
        code=bundle.code,
        version=(bundle.versions.aggregate(last=Max("version"))["last"] or 0) + 1,
        state=ReleaseState.RELEASED,
        effective_from=first_day,
        content=content,
        content_hash=digest,
        released_at=clock.now(),
    )
