"""补正: what was asked for is delivered, files first, then the form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.apps.cases.answers import Incomplete
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.services.add_material import add_material
from onedoor.apps.cases.services.correct_case import correct_case
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.errors import Invalid, OnedoorError
from onedoor.pages import application, casework
from onedoor.pages.errors import status_of
from onedoor.pages.portal.cases import case_of
from onedoor.pages.requests import Asked
from onedoor.pages.versions import version_of
from onedoor.text import Text


@require_http_methods(["GET", "POST"])
def correct(request: Asked, case_id: int) -> HttpResponse:
    """The submitted form again, with what was asked for; sending makes a further snapshot."""
    case = case_of(request, case_id)
    if case.status != CaseStatus.CORRECTION:
        return redirect("portal:case", case_id=case_id)
    if request.method == "GET":
        return _page(request, case)
    try:
        correct_case(
            actor=request.actor,
            case_id=case_id,
            typed=application.typed(ItemDefinition.read(case.item_version.content), request.POST),
            expected_version=version_of(request),
        )
    except Incomplete as incomplete:
        return _page(request, case, incomplete)
    messages.success(request, _("补正内容已提交。"))
    return redirect("portal:case", case_id=case_id)


@require_POST
def material(request: Asked, case_id: int) -> HttpResponse:
    """A file that was missing or not right; the form is sent afterwards."""
    case = case_of(request, case_id)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Invalid("upload.none", mend=Text("请先选择文件。", "Choose a file first."))
        add_material(
            actor=request.actor, case_id=case_id, material=request.POST.get("material", ""), file=file
        )
    except OnedoorError as refusal:
        if case.status != CaseStatus.CORRECTION:
            raise
        return _page(request, case, refusal)
    messages.success(request, _("文件已上传。"))
    return redirect("portal:correct", case_id=case_id)


def _page(request: Asked, case: Case, refusal: OnedoorError | None = None) -> HttpResponse:
    language = get_language() or "zh-hans"
    definition = ItemDefinition.read(case.item_version.content)
    last = case.submissions.order_by("-number").first()
    answers: dict[str, Any] = last.snapshot["answers"] if last else {}
    sent = request.POST if isinstance(refusal, Incomplete) else None
    form = application.form_class(definition, answers)(sent, initial=application.initial(definition, answers))
    if isinstance(refusal, Incomplete):
        for element, words in refusal.problems:
            if element in form.fields and element not in form.errors:
                form.add_error(element, words.in_(language))
    context = {
        "case": case,
        "definition": definition,
        "form": form,
        "uploads": casework.uploads(case, definition),
        "asked": case.opinions.filter(outcome="request_correction").order_by("-pk").first(),
        # Where the fields say themselves what they lack, a second box would only repeat it.
        "problem": refusal.as_dict(language) if refusal and not form.errors else None,
    }
    return render(request, "portal/correct.html", context, status=status_of(refusal) if refusal else 200)
