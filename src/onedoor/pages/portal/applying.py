"""From 'apply' to 'submitted': fill in, add materials, check, submit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.apps.cases.answers import (
    Incomplete,
    is_waived,
    materials_to_show,
    missing_fields,
    missing_materials,
    wrong_fields,
)
from onedoor.apps.cases.models import Draft
from onedoor.apps.cases.services.save_draft import save_draft
from onedoor.apps.cases.services.start_draft import start_draft
from onedoor.apps.cases.services.submit_case import submit_case
from onedoor.apps.cases.services.upload_material import upload_material
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.facts.queries import profile_of
from onedoor.errors import Conflict, Invalid, OnedoorError
from onedoor.pages import application
from onedoor.pages.errors import status_of
from onedoor.pages.requests import Asked
from onedoor.pages.versions import version_of
from onedoor.text import Text


class PromiseForm(forms.Form):
    promise = forms.BooleanField(
        label=gettext_lazy("我承诺以上内容真实，同意将其用于办理本申请"),
        error_messages={"required": gettext_lazy("请先勾选承诺，再提交。")},
    )


@require_POST
def start(request: Asked, code: str) -> HttpResponse:
    """The open draft of the item, begun now or before."""
    draft = start_draft(actor=request.actor, item_code=code)
    return redirect("portal:draft", draft_id=draft.pk)


@require_http_methods(["GET", "POST"])
def edit(request: Asked, draft_id: int) -> HttpResponse:
    """The form, prefilled. Saving never asks for completeness; going on shows what is still wrong."""
    draft = _draft(request, draft_id)
    if draft.case_id is not None:
        return redirect("portal:case", case_id=draft.case_id)
    definition = ItemDefinition.read(draft.item_version.content)
    if request.method == "GET":
        return _form_page(request, draft, definition)
    try:
        draft = save_draft(
            actor=request.actor,
            draft_id=draft_id,
            typed=application.typed(definition, request.POST),
            expected_version=version_of(request),
        )
    except Conflict as stale:
        return _form_page(request, draft, definition, refusal=stale)
    if "later" in request.POST:
        messages.success(request, _("草稿已保存，随时可以回来继续。"))
        return redirect("portal:cases")
    problems = missing_fields(definition, draft.answers) + wrong_fields(definition, draft.answers)
    if problems:
        return _form_page(request, draft, definition, problems=problems)
    return redirect("portal:materials" if definition.materials else "portal:check", draft_id=draft_id)


@require_POST
def autosave(request: Asked, draft_id: int) -> JsonResponse:
    """The same saving while one types; answers with the new version, or 409 where somebody else saved."""
    draft = _draft(request, draft_id)
    definition = ItemDefinition.read(draft.item_version.content)
    try:
        draft = save_draft(
            actor=request.actor,
            draft_id=draft_id,
            typed=application.typed(definition, request.POST),
            expected_version=version_of(request),
        )
    except OnedoorError as refusal:
        return JsonResponse(refusal.as_dict(get_language() or "zh-hans"), status=status_of(refusal))
    return JsonResponse({"version": draft.version})


@require_http_methods(["GET", "POST"])
def materials(request: Asked, draft_id: int) -> HttpResponse:
    """What to hand in: files for the one, nothing for what a register already holds."""
    draft = _draft(request, draft_id)
    if draft.case_id is not None:
        return redirect("portal:case", case_id=draft.case_id)
    definition = ItemDefinition.read(draft.item_version.content)
    refusal: OnedoorError | None = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Invalid("upload.none", mend=Text("请先选择文件。", "Choose a file first."))
            upload_material(
                actor=request.actor, draft_id=draft_id, material=request.POST.get("material", ""), file=file
            )
            return redirect("portal:materials", draft_id=draft_id)
        except OnedoorError as caught:
            refusal = caught
    context = {
        "draft": draft,
        "definition": definition,
        "materials": _materials(request, draft, definition),
        "problem": refusal.as_dict(get_language() or "zh-hans") if refusal else None,
    }
    return render(request, "portal/materials.html", context, status=status_of(refusal) if refusal else 200)


@require_http_methods(["GET", "POST"])
def check(request: Asked, draft_id: int) -> HttpResponse:
    """Everything once more with its source, then submit. Pressing twice makes one case."""
    draft = _draft(request, draft_id)
    if draft.case_id is not None:
        return redirect("portal:case", case_id=draft.case_id)
    definition = ItemDefinition.read(draft.item_version.content)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            case = submit_case(
                actor=request.actor,
                draft_id=draft_id,
                expected_version=version_of(request),
                idempotency_key=f"draft:{draft_id}",
            )
        except Incomplete as incomplete:
            return _check_page(request, draft, definition, form, incomplete)
        messages.success(request, _("申请已提交。办到哪一步会显示在本页，有结果会通知申请人。"))
        return redirect("portal:case", case_id=case.pk)
    return _check_page(request, draft, definition, form)


def _draft(request: Asked, draft_id: int) -> Draft:
    rows = Draft.objects.select_related("item_version__item__department", "enterprise")
    return rows.one_visible_to(request.actor, pk=draft_id)


def _form_page(
    request: Asked,
    draft: Draft,
    definition: ItemDefinition,
    problems: list[tuple[str, Text]] | None = None,
    refusal: Conflict | None = None,
) -> HttpResponse:
    language = get_language() or "zh-hans"
    data: dict[str, Any] = application.initial(definition, draft.answers)
    if refusal is not None:
        data |= {element: request.POST.get(element, "") for element in data if element in request.POST}
    form = application.form_class(definition, draft.answers)(data if problems else None, initial=data)
    if problems:
        form.full_clean()
        for element, words in problems:
            if element in form.fields and element not in form.errors:
                form.add_error(element, words.in_(language))
    sources = application.sources(draft.answers)
    context = {
        "draft": draft,
        "definition": definition,
        "form": form,
        "fields": [{"field": field, "given": sources.get(field.name)} for field in form],
        "problem": refusal.as_dict(language) if refusal else None,
    }
    return render(request, "portal/draft.html", context, status=409 if refusal else 422 if problems else 200)


def _materials(request: Asked, draft: Draft, definition: ItemDefinition) -> list[dict[str, Any]]:
    profile = profile_of(request.actor, draft.enterprise_id)
    uploads: dict[str, list[Any]] = {}
    for upload in draft.uploads.order_by("pk"):
        uploads.setdefault(upload.material, []).append(upload)
    return [
        {
            "material": material,
            "uploads": uploads.get(material.name.zh, []),
            "waived": is_waived(material.waived_by, profile),
        }
        for material in materials_to_show(definition, profile, draft.answers)
    ]


def _check_page(
    request: Asked,
    draft: Draft,
    definition: ItemDefinition,
    form: PromiseForm,
    incomplete: Incomplete | None = None,
) -> HttpResponse:
    language = get_language() or "zh-hans"
    change = request.path.replace("/check/", "/")
    profile = profile_of(request.actor, draft.enterprise_id)
    uploaded = draft.uploads.values_list("material", flat=True)
    context = {
        "draft": draft,
        "definition": definition,
        "form": form,
        "rows": application.rows(definition, draft.answers, change),
        "materials": _materials(request, draft, definition),
        "lacking": [words for _, words in missing_materials(definition, profile, uploaded, draft.answers)],
        "problem": incomplete.as_dict(language) if incomplete else None,
    }
    failed = incomplete is not None or bool(form.errors)
    return render(request, "portal/check.html", context, status=422 if failed else 200)
