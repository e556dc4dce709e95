"""综合窗口: one applicant at a time, every department's items, everyday words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.apps.cases.models import Case, Draft
from onedoor.apps.parties.queries import own_enterprise
from onedoor.apps.parties.services.take_papers import take_papers
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Invalid, NotAllowed, NotFound
from onedoor.pages import casework
from onedoor.pages.middleware import ACTING_FOR
from onedoor.pages.requests import Asked

RECENT = 5


class PapersForm(forms.Form):
    uscc = forms.CharField(
        label=_("申请人的统一社会信用代码"),
        max_length=40,
        help_text=_("见营业执照，18 位。查看即留痕。"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "POST"])
def window(request: Asked) -> HttpResponse:
    """Without papers: asks for them. With papers: what this applicant can be helped with."""
    if not request.actor.has(Role.CLERK):
        raise NotAllowed("window.clerk", expected=str(Role.CLERK.label))
    form = PapersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = take_papers(actor=request.actor, uscc=form.cleaned_data["uscc"])
        except (Invalid, NotFound) as refusal:
            words = refusal.as_dict(get_language() or "zh-hans")
            # Of a code that is well formed the reader sees what was typed in the field itself.
            said = ("mend",) if isinstance(refusal, NotFound) else ("found", "mend")
            for name in said:
                form.add_error("uscc", words[name])
            return render(request, "desk/papers.html", {"form": form}, status=422)
        request.session[ACTING_FOR] = found.pk
        return redirect("desk:window")
    if request.actor.acting_for is None:
        return render(request, "desk/papers.html", {"form": form}, status=422 if form.errors else 200)
    return render(request, "desk/window.html", _at_hand(request))


@require_POST
def end_acting(request: Asked) -> HttpResponse:
    """The papers are handed back: nothing of this applicant stays in the session."""
    request.session.pop(ACTING_FOR, None)
    return redirect("desk:window")


def _at_hand(request: Asked) -> dict[str, Any]:
    enterprise = own_enterprise(request.actor)
    mine = Case.objects.visible_to(request.actor).filter(enterprise=enterprise)
    drafts = Draft.objects.visible_to(request.actor).filter(enterprise=enterprise).unsubmitted()
    return {
        "enterprise": enterprise,
        "drafts": drafts.select_related("item_version__item").newest_first()[:RECENT],
        "cases": [
            {"case": case, "state": casework.state(case)}
            for case in mine.with_listed_data().newest_first()[:RECENT]
        ],
    }
