"""The desk: steps that wait for this officer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Field, Query, Router, Schema

from onedoor import clock
from onedoor.api.cases import CaseRow, case_row, one_case
from onedoor.api.refusals import refuses
from onedoor.api.requests import Asked, part, require
from onedoor.api.schemas import Body, Page, Paging, Prose, Version, Words, words
from onedoor.api.wording import _
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.services.handle_task import LONGEST_OPINION, case_id_of, handle_task
from onedoor.apps.flows.models import FlowTask
from onedoor.apps.flows.queries import tasks_of, visible_task
from onedoor.apps.tenancy.enums import Role
from onedoor.text import Text

router = Router(tags=["tasks"])
OFFICERS = (Role.CLERK, Role.REVIEWER, Role.DECIDER)


class Outcome(Schema):
    key: str
    label: Words


class TaskRow(Schema):
    id: int
    key: str
    name: Words
    role: str
    department: str
    state: str
    opened_at: datetime
    outcomes: list[Outcome]
    case: CaseRow | None = Field(description="Missing where the case was closed to this officer meanwhile.")


class TaskPage(Page):
    rows: list[TaskRow]


class Handled(Body):
    outcome: Annotated[str, Field(max_length=40)]
    opinion: Annotated[Prose, Field(max_length=LONGEST_OPINION)] = ""
    version: Version = Field(description="The version of the case that was last read.")


@router.get("", response=TaskPage, summary=_("待办环节"))
def list_tasks(request: Asked, paging: Query[Paging]) -> TaskPage:
    """Open steps of one's roles and departments, the longest waiting first, each with its case."""
    require(request.actor, *OFFICERS)
    found, head = part(tasks_of(request.actor).open().select_related("department"), paging)
    ids = [case_id_of(task.instance.subject) for task in found]
    visible = Case.objects.visible_to(request.actor).with_listed_data().with_card(clock.today())
    cases = visible.in_bulk(ids)
    return TaskPage(
        rows=[task_row(task, cases.get(case_id)) for task, case_id in zip(found, ids, strict=True)], **head
    )


@router.get("/{int:task_id}", response=TaskRow, summary=_("一个环节"), openapi_extra=refuses(404))
def read_task(request: Asked, task_id: int) -> TaskRow:
    """The step, the outcomes to choose from, and the case; more of it under ``/cases``."""
    require(request.actor, *OFFICERS)
    task = visible_task(request.actor, task_id)
    return task_row(task, one_case(request, case_id_of(task.instance.subject)))


@router.post("/{int:task_id}", response=CaseRow, summary=_("办理环节"), openapi_extra=refuses(404, 409))
def finish_task(request: Asked, task_id: int, body: Handled) -> CaseRow:
    """The step is done with this outcome; a case that moved meanwhile is refused (409) and nothing changes."""
    require(request.actor, *OFFICERS)
    case = handle_task(
        actor=request.actor,
        task_id=task_id,
        outcome=body.outcome,
        opinion=body.opinion,
        expected_version=body.version,
    )
    return case_row(one_case(request, case.pk))


def task_row(task: FlowTask, case: Case | None) -> TaskRow:
    return TaskRow(
        id=task.pk,
        key=task.key,
        name=words(task.name),
        role=task.role,
        department=task.department.name if task.department else "",
        state=task.state,
        opened_at=task.opened_at,
        outcomes=[Outcome(key=each["key"], label=words(Text.of(each))) for each in task.outcomes],
        case=case_row(case) if case is not None else None,
    )
