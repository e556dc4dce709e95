"""数据元: what facts mean, found, described, described anew and retired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from onedoor import clock
from onedoor.apps.standards.definition import ElementDefinition
from onedoor.apps.standards.enums import Grade, Personal
from onedoor.apps.standards.models import CodeList, DataElement, ElementVersion
from onedoor.apps.standards.services.register_element import register_element
from onedoor.apps.standards.services.retire_element import retire_element
from onedoor.apps.standards.services.revise_element import revise_element
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.pages.requests import Asked, given, page_of
from onedoor.pages.studio.access import designer
from onedoor.pages.studio.standards_forms import RegisterForm, RetireForm, ReviseForm, tell

LONGEST_QUERY = 100
# What a version is compared by, in the order of the page.
COMPARED = (
    ("name", gettext_lazy("名称")),
    ("definition", gettext_lazy("定义")),
    ("grade", gettext_lazy("分级")),
    ("personal", gettext_lazy("个人信息")),
    ("source", gettext_lazy("数据来源")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One element with what it says, or said last."""

    version: ElementVersion
    definition: ElementDefinition


@require_safe
def elements(request: Asked) -> HttpResponse:
    """Data elements by words, grade and standing."""
    designer(request)
    asked = {name: given(request, name, LONGEST_QUERY) for name in ("q", "grade", "of")}
    found = ElementVersion.objects.visible_to(request.actor).newest().called(asked["q"])
    if asked["grade"] in Grade:
        found = found.filter(content__grade=asked["grade"])
    if asked["of"] == "personal":
        found = found.exclude(content__personal=Personal.NONE)
    elif asked["of"] == "sourced":
        found = found.exclude(source="")
    found = found.filter(element__retired_on__isnull=asked["of"] != "retired")
    page = page_of(found.select_related("element").order_by("code"), request)
    context = {
        "page": page,
        "rows": [Row(version, ElementDefinition.read(version.content)) for version in page],
        "asked": asked,
        "grades": Grade.choices,
        "standings": [
            ("", _("在用")),
            ("sourced", _("有数据来源")),
            ("personal", _("个人信息")),
            ("retired", _("已停用")),
        ],
    }
    return render(request, "studio/standards/elements.html", context)


@require_safe
def element(request: Asked, identifier: str) -> HttpResponse:
    """One data element: what it says, what it said, and since when."""
    designer(request)
    return render(request, "studio/standards/element.html", _shown(request, identifier, RetireForm()))


def _shown(request: Asked, identifier: str, form: forms.Form) -> dict[str, Any]:
    found = DataElement.objects.one_visible_to(request.actor, identifier=identifier)
    versions = list(_versions(request, found))
    read = [ElementDefinition.read(version.content) for version in versions]
    today = clock.today()
    history = [
        {
            "version": version,
            "changes": _changes(read[place + 1], read[place]) if place + 1 < len(read) else [],
            "in_force": version.effective_from <= today
            and (version.effective_to is None or version.effective_to >= today),
        }
        for place, version in enumerate(versions)
    ]
    code_list = CodeList.objects.filter(slug=read[0].code_list).first() if read[0].code_list else None
    return {
        "element": found,
        "version": versions[0],
        "definition": read[0],
        "code_list": code_list,
        "history": history,
        "form": form,
    }


def _versions(request: Asked, found: DataElement) -> Any:
    versions = ElementVersion.objects.visible_to(request.actor).filter(element=found).order_by("-version")
    if not versions:
        raise NotFound("element.unknown", found=found.identifier)
    return versions


def _changes(before: ElementDefinition, after: ElementDefinition) -> list[dict[str, Any]]:
    return [
        {"label": label, "before": _words(getattr(before, name)), "after": _words(getattr(after, name))}
        for name, label in COMPARED
        if getattr(before, name) != getattr(after, name)
    ]


def _words(value: Any) -> Any:
    return value.label if isinstance(value, Grade | Personal) else value


@require_http_methods(["GET", "POST"])
def register(request: Asked) -> HttpResponse:
    """A new data element."""
    designer(request)
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = register_element(
                actor=request.actor,
                identifier=form.cleaned_data["identifier"],
                definition=form.definition(),
                effective_from=form.cleaned_data["effective_from"],
            )
        except (Conflict, Invalid) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("数据元已登记。"))
            return redirect("standards:element", identifier=version.code)
    context = {"form": form, "title": _("登记数据元"), "save": _("登记数据元"), "element": None}
    return render(request, "studio/standards/element_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def revise(request: Asked, identifier: str) -> HttpResponse:
    """The next version of a data element."""
    designer(request)
    found = DataElement.objects.one_visible_to(request.actor, identifier=identifier)
    newest = _versions(request, found)[0]
    form = ReviseForm(ElementDefinition.read(newest.content), newest.version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            revise_element(
                actor=request.actor,
                identifier=identifier,
                definition=form.definition(),
                note=form.cleaned_data["note"],
                effective_from=form.cleaned_data["effective_from"],
                seen=form.cleaned_data["seen"],
            )
        except (Conflict, Invalid) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("数据元已修订，已发布的定义不受影响。"))
            return redirect("standards:element", identifier=identifier)
    context = {"form": form, "title": _("修订数据元"), "save": _("保存新版本"), "element": found}
    return render(request, "studio/standards/element_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def retire(request: Asked, identifier: str) -> HttpResponse:
    """A data element goes out of use."""
    designer(request)
    form = RetireForm(request.POST)
    if form.is_valid():
        try:
            retire_element(actor=request.actor, identifier=identifier, **form.cleaned_data)
        except (Conflict, Invalid) as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("数据元已停用，已发布的定义不受影响。"))
            return redirect("standards:element", identifier=identifier)
    return render(request, "studio/standards/element.html", _shown(request, identifier, form), status=422)
