"""我的办件: drafts, cases, and everything an applicant does with a case."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor import clock
from onedoor.apps.cases.enums import CaseStatus, RatingGrade
from onedoor.apps.cases.models import Case, Draft, Rating
from onedoor.apps.cases.queries import OPEN
from onedoor.apps.cases.services.rate_case import LONGEST_COMMENT, RATEABLE, rate_case
from onedoor.apps.cases.services.withdraw_case import withdraw_case
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.certificates.queries import certificates_visible_to
from onedoor.apps.policies.queries import payments_visible_to
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import NotAllowed
from onedoor.pages import application, casework
from onedoor.pages.requests import Asked, page_of
from onedoor.pages.versions import version_of


class RatingForm(forms.Form):
    grade = forms.TypedChoiceField(
        label=gettext_lazy("您对这次服务满意吗？"),
        choices=RatingGrade.choices,
        coerce=int,
        widget=forms.RadioSelect({"class": "od-grades"}),
    )
    comment = forms.CharField(
        label=gettext_lazy("想说的话"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea({"rows": 3}),
    )


@require_safe
def mine(request: Asked) -> HttpResponse:
    """Drafts to go on with, then cases, newest first."""
    if not request.actor.has(Role.ENTERPRISE) and request.actor.acting_for is None:
        raise NotAllowed("portal.applicant", expected=str(Role.ENTERPRISE.label))
    drafts = Draft.objects.visible_to(request.actor).unsubmitted().newest_first()
    cases = Case.objects.visible_to(request.actor).of_applicant(request.actor).with_listed_data()
    page = page_of(cases.newest_first(), request)
    context = {
        "drafts": drafts.select_related("item_version__item"),
        "page": page,
        "cases": [{"case": case, "state": casework.state(case)} for case in page],
    }
    return render(request, "portal/cases.html", context)


@require_safe
def detail(request: Asked, case_id: int) -> HttpResponse:
    """Where the case stands, what was found, what was decided, and what can be done now."""
    return _page(request, case_of(request, case_id), RatingForm())


@require_POST
def rate(request: Asked, case_id: int) -> HttpResponse:
    """The grade is given; a second one is refused."""
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, case_of(request, case_id), form, status=422)
    rate_case(actor=request.actor, case_id=case_id, **form.cleaned_data)
    messages.success(request, _("谢谢您的评价。"))
    return redirect("portal:case", case_id=case_id)


@require_http_methods(["GET", "POST"])
def withdraw(request: Asked, case_id: int) -> HttpResponse:
    """Asks once, then takes the application back."""
    case = case_of(request, case_id)
    if request.method == "GET":
        return render(request, "portal/withdraw.html", {"case": case})
    withdraw_case(
        actor=request.actor,
        case_id=case_id,
        reason=request.POST.get("reason", "")[:500],
        expected_version=version_of(request),
    )
    messages.success(request, _("申请已撤回。"))
    return redirect("portal:case", case_id=case_id)


def case_of(request: Asked, case_id: int) -> Case:
    """A case as its applicant's; officers have theirs at the desk."""
    rows = Case.objects.with_listed_data().select_related("flow_instance")
    return rows.of_applicant(request.actor).one_visible_to(request.actor, pk=case_id)


def _page(request: Asked, case: Case, form: RatingForm, status: int = 200) -> HttpResponse:
    definition = ItemDefinition.read(case.item_version.content)
    last = case.submissions.order_by("-number").first()
    rating = Rating.objects.visible_to(request.actor).filter(case=case).first()
    context = {
        "case": case,
        "definition": definition,
        "state": casework.state(case),
        "against": casework.against(case),
        "steps": casework.steps(case),
        "clock": casework.clock_of(case, definition, clock.today()),
        "findings": casework.findings(case),
        "events": casework.history(case, for_officers=False),
        "rows": application.rows(definition, last.snapshot["answers"] if last else {}),
        "uploads": casework.uploads(case, definition),
        "certificates": certificates_visible_to(request.actor).of_subject(case.reference),
        "payments": payments_visible_to(request.actor).filter(case=case),
        "rating": rating,
        "grade": RatingGrade(rating.grade).label if rating else "",
        "form": form
        if rating is None and case.status in RATEABLE and case.enterprise_id in request.actor.enterprise_ids
        else None,
        "may_withdraw": case.status in OPEN and case.status != CaseStatus.DECIDED,
        "needs_correction": case.status == CaseStatus.CORRECTION,
    }
    return render(request, "portal/case.html", context, status=status)
