"""A case as officers see it; supervisors have the same page in their own rooms."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onedoor import clock
from onedoor.apps.cases.models import Case
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.certificates.queries import certificates_visible_to
from onedoor.apps.policies.queries import payments_visible_to
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed
from onedoor.pages import application, casework
from onedoor.pages.requests import Asked, page_of
from onedoor.text import Text

OFFICERS = (Role.CLERK, Role.REVIEWER, Role.DECIDER)


@require_safe
def ours(request: Asked) -> HttpResponse:
    """Every case that this officer's departments have a hand in, the most urgent first."""
    _officer(request)
    cases = Case.objects.visible_to(request.actor).with_listed_data().with_card(clock.today())
    page = page_of(cases.most_urgent_first(), request)
    rows = [{"case": case, "state": casework.state(case)} for case in page]
    return render(request, "desk/cases.html", {"page": page, "rows": rows})


@require_safe
def detail(request: Asked, case_id: int) -> HttpResponse:
    """The whole case, to read."""
    _officer(request)
    return render(request, "desk/case.html", case_context(request, case_of(request, case_id)))


def case_of(request: Asked, case_id: int) -> Case:
    rows = Case.objects.with_listed_data().select_related("flow_instance__flow_version")
    return rows.one_visible_to(request.actor, pk=case_id)


def case_context(request: Asked, case: Case) -> dict[str, Any]:
    """What ``desk/case_body.html`` shows."""
    definition = ItemDefinition.read(case.item_version.content)
    last = case.submissions.order_by("-number").first()
    return {
        "case": case,
        "definition": definition,
        "state": casework.state(case),
        "steps": casework.steps(case),
        "clock": casework.clock_of(case, definition, clock.today()),
        "findings": casework.findings(case),
        "events": casework.history(case, for_officers=True),
        "rows": application.rows(definition, last.snapshot["answers"] if last else {}),
        "uploads": casework.uploads(case, definition),
        "certificates": certificates_visible_to(request.actor).of_subject(case.reference),
        "payments": payments_visible_to(request.actor).filter(case=case),
        "submission": last,
    }


def _officer(request: Asked) -> None:
    if not request.actor.has(*OFFICERS):
        raise NotAllowed("desk.officer", expected=Text("部门工作人员", "an officer of a department"))
