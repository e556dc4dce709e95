"""How an item begins: claimed from the basic catalogue, or written anew."""

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
from onedoor.apps.catalogue.enums import Level, PowerType
from onedoor.apps.catalogue.models import BasicItem, BasicVersion, ServiceItem
from onedoor.apps.catalogue.services.claim_item import claim_item
from onedoor.apps.catalogue.services.draft_item import draft_item
from onedoor.apps.parties.models import Department
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.pages.requests import Asked, given, page_of
from onedoor.pages.studio.access import designer

LONGEST_QUERY = 100


class DepartmentForm(forms.Form):
    """Which department carries the item out, and at which level."""

    department = forms.ModelChoiceField(
        label=gettext_lazy("实施主体"), queryset=Department.objects.none(), to_field_name="code"
    )
    level = forms.ChoiceField(label=gettext_lazy("行使层级"), choices=Level)

    def __init__(self, request: Asked, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Department.objects.visible_to(request.actor).order_by("name")
        self.fields["department"].queryset = held  # type: ignore[attr-defined]


class NewForm(DepartmentForm):
    """An item that no basic catalogue has."""

    code = forms.RegexField(
        label=gettext_lazy("实施编码"),
        regex=r"^[A-Za-z0-9._-]{1,64}$",
        help_text=gettext_lazy("国家编码31位；尚无编码的，可先用本地编码。"),
    )
    name = forms.CharField(label=gettext_lazy("事项名称"), max_length=300)
    power_type = forms.ChoiceField(label=gettext_lazy("事项类型"), choices=PowerType)
    field_order = ("name", "code", "power_type", "department", "level")


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """A draft of an item of one's own."""
    designer(request)
    form = NewForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if ServiceItem.objects.visible_to(request.actor).filter(code=data["code"]).exists():
            form.add_error("code", _("这个编码已经有事项。"))
        else:
            draft_item(
                actor=request.actor,
                code=data["code"],
                content={"name": data["name"]},
                department=data["department"],
                power_type=data["power_type"],
                level=data["level"],
                seen="",
            )
            messages.success(request, _("草稿已建立，请逐项填写。"))
            return redirect("studio:item", code=data["code"])
    return render(request, "studio/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def basic(request: Asked) -> HttpResponse:
    """基本目录: entries by words, and who has claimed them."""
    designer(request)
    words = given(request, "q", LONGEST_QUERY)
    found = BasicItem.objects.visible_to(request.actor).called(words).with_number_claimed()
    return render(
        request, "studio/basic.html", {"page": page_of(found.order_by("code"), request), "q": words}
    )


@require_http_methods(["GET", "POST"])
def claim(request: Asked, code: str) -> HttpResponse:
    """认领: one entry, what it locks, who has it, and a department that takes it up."""
    designer(request)
    entry = BasicItem.objects.one_visible_to(request.actor, code=code)
    version = (
        BasicVersion.objects.visible_to(request.actor)
        .filter(basic=entry)
        .in_force_on(clock.today())
        .order_by("-version")
        .first()
    )
    if version is None:
        raise NotFound("basic.unknown", found=code)
    form = DepartmentForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = claim_item(
                actor=request.actor,
                basic_code=code,
                department=form.cleaned_data["department"],
                level=form.cleaned_data["level"],
            )
        except (Conflict, Invalid) as refusal:
            words = refusal.as_dict(get_language() or "zh-hans")
            form.add_error(
                None, "，".join(str(words[key]) for key in ("found", "expected", "mend") if key in words)
            )
        else:
            messages.success(request, _("已认领，请填写本级要素。"))
            return redirect("studio:item", code=draft.code)
    held = ServiceItem.objects.visible_to(request.actor).filter(basic=entry).select_related("department")
    context = {
        "entry": entry,
        "version": version,
        "form": form,
        "page": page_of(held.order_by("code"), request),
    }
    return render(request, "studio/claim.html", context, status=422 if form.errors else 200)
