"""补正: the applicant delivers what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.answers import Incomplete, held_answers, merge, missing_fields, wrong_fields
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.services.handle_task import lock_case
from onedoor.apps.cases.services.submit_case import write_submission
from onedoor.apps.cases.snapshot import uploads_of
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.flows.queries import open_task_of_applicant
from onedoor.apps.flows.services.complete_task import complete_task
from onedoor.apps.tenancy.actor import Actor
from onedoor.errors import Conflict, NotAllowed
from onedoor.text import Text


def correct_case(*, actor: Actor, case_id: int, typed: Mapping[str, Any], expected_version: int) -> Case:
    """A further snapshot stands beside the first, and the case is back with the office that asked.

    Nothing of the earlier submission changes: what was decided on stays what it was.
    """
    with transaction.atomic():
        case = lock_case(actor, case_id, expected_version)
        if case.enterprise_id not in actor.enterprise_ids and case.enterprise_id != actor.acting_for:
            raise NotAllowed(
                "case.not_yours", mend=Text("只有申请人可以补正。", "Only the applicant may correct.")
            )
        if case.status != CaseStatus.CORRECTION:
            raise Conflict("case.state", found=str(CaseStatus(case.status).label))
        last = case.submissions.order_by("-number").first()
        if last is None:
            raise Conflict("case.no_submission", where=case.case_no)
        definition = ItemDefinition.read(case.item_version.content)
        answers = merge(definition, last.snapshot["answers"], typed, clock.today().isoformat())
        problems = missing_fields(definition, answers) + wrong_fields(definition, answers)
        if problems:
            raise Incomplete(problems)
        snapshot = {
            **last.snapshot,
            "answers": answers,
            "facts": _facts(last.snapshot, answers),
            "uploads": uploads_of(case.uploads.order_by("pk")),
        }
        write_submission(actor, case, snapshot, number=last.number + 1)
        task = open_task_of_applicant(case.reference)
        complete_task(actor=actor, task_id=task.pk, outcome="corrected", variables={})
        case.status = CaseStatus.SUBMITTED
        case.version += 1
        case.save(update_fields=["status", "version"])
        record_event(actor=actor, action="case.corrected", subject=case, data={"number": last.number + 1})
    return case


def _facts(before: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was known before, with the answers as they are now: one that was taken back is a fact no longer."""
    given = before["answers"]
    known = {element: fact for element, fact in before["facts"].items() if fact != given.get(element)}
    return known | held_answers(answers)
