"""The worker writes an export."""

from __future__ import annotations

import csv
import errno
import io
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.cases.enums import CaseStatus, Outcome
from onedoor.apps.oversight.enums import ExportState
from onedoor.apps.oversight.models import Export
from onedoor.apps.oversight.overview import filtered_cases
from onedoor.apps.parties.queries import actor_of
from onedoor.apps.tenancy.actor import Actor

if TYPE_CHECKING:
    from onedoor.apps.cases.models import Case

KEPT = timedelta(days=7)
HEAD = (
    "办件编号",
    "事项",
    "申请人",
    "统一社会信用代码",
    "部门",
    "状态",
    "结果",
    "提交",
    "承诺办结日",
    "金额（元）",
)
# A spreadsheet takes these as the start of a formula, the wide ones too where Chinese is typed.
FORMULA = tuple("=+-@＝＋－＠\t\r\n")
CHUNK = 500


def write_export(*, actor: Actor, export_id: int) -> Export:
    """The file is ready for its requester, or the export says why not; a full disk harms nothing else.

    What it holds is decided by what the requester may see now, not when it was asked for.
    """
    with transaction.atomic():
        export = Export.objects.select_for_update(of=("self",)).one_visible_to(actor, pk=export_id)
        if export.state != ExportState.WAITING:
            return export
        requester = actor_of(export.requested_by)
        text, rows = _table(requester, export.filters["cases"])
        try:
            export.file.save(f"cases-{export.pk}.csv", ContentFile(text.encode("utf-8-sig")), save=False)
        except OSError as problem:
            export.state = ExportState.FAILED
            export.problem = "storage.full" if problem.errno == errno.ENOSPC else "storage.unavailable"
            export.file = ""
        else:
            export.state, export.rows = ExportState.READY, rows
            export.expires_at = clock.now() + KEPT
        export.save(update_fields=["state", "problem", "rows", "file", "expires_at"])
        record_event(actor=actor, action=f"export.{export.state}", subject=export, data={"rows": export.rows})
    return export


def _table(requester: Actor, filter_name: str) -> tuple[str, int]:
    cases = filtered_cases(requester, filter_name, clock.today()).with_listed_data().newest_first()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    number = 0
    for case in cases.iterator(chunk_size=CHUNK):
        writer.writerow([safe_cell(cell) for cell in _row(case)])
        number += 1
    return out.getvalue(), number


def _row(case: Case) -> tuple[str, ...]:
    cents = case.amount_cents
    return (
        case.case_no,
        case.item_version.item.name,
        case.enterprise.name,
        case.enterprise.uscc,
        case.department.name,
        str(CaseStatus(case.status).label),
        str(Outcome(case.outcome).label),
        case.submitted_at.astimezone(clock.CHINA).date().isoformat(),
        case.due_on.isoformat() if case.due_on else "",
        "" if cents is None else f"{cents // 100}.{cents % 100:02d}",
    )


def safe_cell(text: str) -> str:
    """Text that a spreadsheet shows and never runs.

    >>> safe_cell("=1+1"), safe_cell("云帆")
    ("'=1+1", '云帆')
    """
    return f"'{text}" if text.startswith(FORMULA) else text
