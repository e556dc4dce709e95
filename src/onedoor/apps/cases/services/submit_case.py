"""A draft becomes a case."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.answers import Incomplete, missing_fields, missing_materials, wrong_fields
from onedoor.apps.cases.models import Case, Draft, Submission
from onedoor.apps.cases.queries import check_not_applied
from onedoor.apps.cases.services.number_case import number_case
from onedoor.apps.cases.services.save_draft import lock_draft
from onedoor.apps.cases.snapshot import snapshot_of
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.facts.profile import Profile
from onedoor.apps.facts.queries import profile_of
from onedoor.apps.flows.services.start_flow import start_flow
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.apps.parties.queries import department_by_code
from onedoor.apps.policies.queries import check_open
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.hashing import content_hash
from onedoor.errors import Conflict, Invalid
from onedoor.text import Text

LONGEST_KEY = 64


def submit_case(*, actor: Actor, draft_id: int, expected_version: int, idempotency_key: str) -> Case:
    """The case exists with its number, its immutable snapshot and its running flow; the applicant is told.

    The same key, or the same draft again, answers with the same case: a double click makes one. Raises
    ``Incomplete`` with every missing field and material at once; the draft stays as it was.
    """
    if not idempotency_key or len(idempotency_key) > LONGEST_KEY:
        raise Invalid("case.key", found=str(len(idempotency_key)), expected=f"1-{LONGEST_KEY}")
    with transaction.atomic():
        made = _already_made(actor, draft_id, idempotency_key)
        if made is not None:
            return made
        draft = _lock(actor, draft_id, expected_version)
        if isinstance(draft, Case):
            return draft
        definition = ItemDefinition.read(draft.item_version.content)
        if definition.measure:
            check_open(actor, definition.measure, clock.today())
            check_not_applied(actor, draft.enterprise_id, definition.measure)
        profile = profile_of(actor, draft.enterprise_id)
        problems = _problems(draft, definition, profile)
        if problems:
            raise Incomplete(problems)
        case = _create_once(actor, draft, idempotency_key)
        write_submission(actor, case, snapshot_of(draft, definition, profile), number=1)
        draft.uploads.update(case=case)
        draft.case = case
        draft.save(update_fields=["case"])
        case.flow_instance = _start(actor, case, definition)
        case.save(update_fields=["flow_instance"])
        record_event(actor=actor, action="case.submitted", subject=case, data={"case_no": case.case_no})
        _tell(actor, case, definition)
    return case


def _lock(actor: Actor, draft_id: int, expected_version: int) -> Draft | Case:
    """The draft, locked; or the case that a double click made of it while this one waited for the lock."""
    try:
        return lock_draft(actor, draft_id, expected_version)
    except Conflict:
        made = Case.objects.visible_to(actor).filter(draft__pk=draft_id).first()
        if made is None:
            raise
        return made


def _already_made(actor: Actor, draft_id: int, key: str) -> Case | None:
    mine = Case.objects.visible_to(actor)
    return mine.filter(idempotency_key=key).first() or mine.filter(draft__pk=draft_id).first()


def _problems(draft: Draft, definition: ItemDefinition, profile: Profile) -> list[tuple[str, Text]]:
    uploaded = draft.uploads.values_list("material", flat=True)
    wrong = missing_fields(definition, draft.answers) + wrong_fields(definition, draft.answers)
    return wrong + missing_materials(definition, profile, uploaded, draft.answers)


def _create_once(actor: Actor, draft: Draft, key: str) -> Case:
    """The key is for the database to compare: of two that come with it at once only it sees both."""
    try:
        with transaction.atomic():
            return _create(actor, draft, key)
    except IntegrityError:
        if not Case.objects.filter(tenant_id=actor.tenant_id, idempotency_key=key).exists():
            raise
        raise Conflict("case.key_taken", mend=Text("请刷新后再提交。", "Reload and submit again.")) from None


def _create(actor: Actor, draft: Draft, key: str) -> Case:
    item = draft.item_version.item
    return Case.objects.create(
        tenant_id=actor.tenant_id,
        region_code=draft.region_code,
        case_no=number_case(
            actor=actor, item_code=item.code, region_code=draft.region_code, day=clock.today()
        ),
        enterprise_id=draft.enterprise_id,
        item_version=draft.item_version,
        department_id=item.department_id,
        created_by_id=actor.person_id,
        channel=actor.channel,
        idempotency_key=key,
        submitted_at=clock.now(),
    )


def write_submission(actor: Actor, case: Case, snapshot: dict[str, Any], *, number: int) -> Submission:
    """The snapshot stands for good, under its hash."""
    return Submission.objects.create(
        tenant_id=case.tenant_id,
        region_code=case.region_code,
        case=case,
        number=number,
        snapshot=snapshot,
        content_hash=content_hash(snapshot),
        submitted_at=clock.now(),
        submitted_by_id=actor.person_id,
    )


def _start(actor: Actor, case: Case, definition: ItemDefinition) -> Any:
    places = {
        place: department_by_code(actor.tenant_id, code).pk for place, code in definition.places.items()
    }
    return start_flow(
        actor=actor,
        flow_code=definition.flow,
        subject=case.reference,
        region_code=case.region_code,
        places={"lead": case.department_id, **places},
        variables={},
    )


def _tell(actor: Actor, case: Case, definition: ItemDefinition) -> None:
    send_notice(
        actor=actor,
        to_enterprise=case.enterprise,
        to_user=None,
        kind="case.submitted",
        subject=Text(f"已收到申请：{definition.name.zh}", f"Application received: {definition.name.en}"),
        body=Text(
            f"办件编号 {case.case_no}。受理后开始计时，进度可随时查看。",
            f"Case number {case.case_no}. The clock starts at acceptance; follow the progress at any time.",
        ),
        link=f"/portal/cases/{case.pk}/",
        key=f"{case.reference}:submitted",
    )
