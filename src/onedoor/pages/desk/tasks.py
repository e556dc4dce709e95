"""待办: the steps that wait for this officer, and the step at hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor import clock
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.services.handle_task import LONGEST_OPINION, case_id_of, handle_task
from onedoor.apps.flows.enums import TaskState
from onedoor.apps.flows.models import FlowTask
from onedoor.apps.flows.queries import tasks_of, visible_task
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed
from onedoor.pages.desk.cases import case_context, case_of
from onedoor.pages.errors import status_of
from onedoor.pages.requests import Asked, page_of
from onedoor.pages.versions import version_of
from onedoor.text import Text


class StepForm(forms.Form):
    """The outcomes of one step and the words that go with it."""

    outcome = forms.ChoiceField(label=gettext_lazy("办理意见"), widget=forms.RadioSelect)
    opinion = forms.CharField(
        label=gettext_lazy("理由和说明"),
        required=False,
        max_length=LONGEST_OPINION,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("不同意、不予、要求补正时必填，申请人会看到。"),
    )

    def __init__(self, task: FlowTask, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        choices = [(each["key"], Text.of(each).in_(language)) for each in task.outcomes]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


@require_safe
def waiting(request: Asked) -> HttpResponse:
    """Open steps of this officer's roles and departments, the most urgent case first."""
    _officer(request)
    page = page_of(tasks_of(request.actor).open().select_related("department"), request)
    ids = [case_id_of(task.instance.subject) for task in page]
    cases = Case.objects.visible_to(request.actor).with_listed_data().with_card(clock.today()).in_bulk(ids)
    rows = [
        {"task": task, "case": case}
        for task in page
        if (case := cases.get(case_id_of(task.instance.subject))) is not None
    ]
    return render(request, "desk/tasks.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def step(request: Asked, task_id: int) -> HttpResponse:
    """The case with what the review found, and the outcomes to choose from."""
    _officer(request)
    task = visible_task(request.actor, task_id)
    case = case_of(request, case_id_of(task.instance.subject))
    if task.state != TaskState.OPEN:
        messages.info(request, _("这个环节已经办完。"))
        return redirect("desk:case", case_id=case.pk)
    form, status = StepForm(task, request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            handle_task(
                actor=request.actor,
                task_id=task_id,
                outcome=form.cleaned_data["outcome"],
                opinion=form.cleaned_data["opinion"],
                expected_version=version_of(request),
            )
        except Invalid as refusal:
            words = refusal.as_dict(get_language() or "zh-hans")
            form.add_error("opinion", words.get("mend") or words.get("found") or refusal.code)
        except Conflict as refusal:
            # Of two departments at work side by side one is always second: what it wrote must not be lost.
            if refusal.code != "case.stale" or visible_task(request.actor, task_id).state != TaskState.OPEN:
                raise
            words = refusal.as_dict(get_language() or "zh-hans")
            form.add_error(None, words["found"])
            case, status = case_of(request, case.pk), status_of(refusal)
        else:
            messages.success(request, _("已办理，流程转到下一步。"))
            return redirect("desk:tasks")
    context = case_context(request, case) | {"task": task, "form": form}
    if form.errors and status == 200:
        status = 422
    return render(request, "desk/task.html", context, status=status)


def _officer(request: Asked) -> None:
    if not request.actor.has(Role.CLERK, Role.REVIEWER, Role.DECIDER):
        raise NotAllowed(
            "desk.officer", expected=Text("窗口、审查或决定岗位", "a clerk, reviewer or decider")
        )
