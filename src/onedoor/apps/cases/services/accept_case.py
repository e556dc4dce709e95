"""受理: a case is formally accepted and its clock starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.standards.queries import working_calendar
from onedoor.apps.tenancy.actor import Actor
from onedoor.engine.calendars import Limit, WorkingCalendar, due_date
from onedoor.errors import Conflict

# Yellow from one day left, or from a fifth of the limit, whichever comes first.
WARN_SHARE = 5


@dataclass(frozen=True, slots=True)
class Promise:
    """The due day, the day its warning begins, and whether the calendar behind it is still unpublished."""

    due_on: date | None
    warn_on: date | None
    provisional: bool


def accept_case(*, actor: Actor, case: Case) -> None:
    """The (locked) case is in review; its promised due day counts from the next working day of the item's region.

    Administrative Licensing Law, art. 32 and 42: acceptance starts the clock, receipt does not.
    """
    if case.status not in (CaseStatus.SUBMITTED, CaseStatus.CORRECTION):
        raise Conflict(
            "case.state", found=str(CaseStatus(case.status).label), expected=str(CaseStatus.SUBMITTED.label)
        )
    definition = ItemDefinition.read(case.item_version.content)
    limit = definition.promised_limit or definition.statutory_limit
    promise = promise_from(clock.now(), limit, working_calendar(case.item_version.region_code))
    case.status = CaseStatus.IN_REVIEW
    case.accepted_at = clock.now()
    case.due_on, case.warn_on, case.provisional = promise.due_on, promise.warn_on, promise.provisional
    case.version += 1
    case.save(update_fields=["status", "accepted_at", "due_on", "warn_on", "provisional", "version"])
    record_event(
        actor=actor,
        action="case.accepted",
        subject=case,
        data={"due_on": promise.due_on.isoformat() if promise.due_on else None},
    )


def promise_from(
    start: date | datetime, limit: Limit | None, calendar: WorkingCalendar | None = None
) -> Promise:
    """What a limit promises from a start; no limit promises nothing. A limit in hours needs a moment to start from."""
    if limit is None:
        return Promise(None, None, provisional=False)
    calendar = calendar or working_calendar()
    due = due_date(start, limit, calendar)
    if due.on is None:
        return Promise(None, None, provisional=True)
    if not due.counted:
        return Promise(due.on, due.on, provisional=False)
    left = max(1, len(due.counted) // WARN_SHARE)
    warn_on = due.counted[-left - 1] if len(due.counted) > left else calendar.local_date(start)
    return Promise(due.on, warn_on, provisional=False)
