"""The sections of an item and their parts, written one at a time; the linter looks on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onedoor.apps.catalogue.editing import moved_part, next_key, part_of, with_part, without_part
from onedoor.apps.catalogue.inheritance import locked_keys
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.services.draft_item import draft_item
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.pages.requests import Asked
from onedoor.pages.studio.access import designer
from onedoor.pages.studio.findings import findings_of
from onedoor.pages.studio.inputs import Input
from onedoor.pages.studio.items import item_of, working_version
from onedoor.pages.studio.sections import GROUPS, SECTIONS, Section, basics, inputs_of, record_inputs


class PartForm(forms.Form):
    """The inputs of one part. After ``is_valid()``, ``part`` holds what they say, over what was there."""

    def __init__(self, inputs: tuple[Input, ...], held: Mapping[str, Any], data: Any = None) -> None:
        self.inputs = inputs
        self.held = held
        initial: dict[str, Any] = {}
        for each in inputs:
            initial |= each.initial(held)
        super().__init__(data, initial=initial)
        for each in inputs:
            self.fields.update(each.fields())
        self.part: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        part = dict(self.held)
        for each in self.inputs:
            if any(name in self.errors for name in each.fields()):
                continue
            try:
                value = each.read(cleaned)
            except ValueError as wrong:
                self.add_error(each.key, str(wrong))
                continue
            if value is None and each.kind == "choices" and each.key in self.held:
                part[each.key] = []  # none of them is something else than nothing said
            elif value is None:
                part.pop(each.key, None)
            else:
                part[each.key] = value
        self.part = part
        return cleaned


@require_http_methods(["GET", "POST"])
def basic_data(request: Asked, code: str) -> HttpResponse:
    """What the item says of itself as a whole; what is inherited from the basic catalogue is shown and locked."""
    designer(request)
    version = working_version(request, item_of(request, code))
    locked = locked_keys() if version.basic_version else ()
    inputs = tuple(each for each in basics() if each.key not in locked)
    form = PartForm(inputs, version.content, request.POST or None)
    if request.method == "POST" and form.is_valid() and _written(request, form, version, form.part):
        return redirect("studio:item", code=code)
    context = {"title": _("基本情况"), "locked": [each.label for each in basics() if each.key in locked]}
    return _form_page(request, version, form, context)


@require_http_methods(["GET", "POST"])
def record(request: Asked, code: str) -> HttpResponse:
    """The other elements of the national list, by group."""
    designer(request)
    version = working_version(request, item_of(request, code))
    groups = record_inputs()
    inputs = tuple(each for group in groups.values() for each in group)
    form = PartForm(inputs, version.content.get("record", {}), request.POST or None)
    if request.method == "POST" and form.is_valid():
        content = {**version.content, "record": form.part}
        if _written(request, form, version, content):
            return redirect("studio:item", code=code)
    fieldsets = [
        {"title": GROUPS[name], "fields": [form[field] for each in group for field in each.fields()]}
        for name, group in groups.items()
    ]
    return _form_page(request, version, form, {"title": _("国家标准要素"), "fieldsets": fieldsets})


@require_http_methods(["GET", "POST"])
def part(request: Asked, code: str, section: str) -> HttpResponse:
    """One part of a section, ``?key=`` of it, or a new one."""
    designer(request)
    version, named = working_version(request, item_of(request, code)), _section(section)
    key = request.GET.get("key", "")
    form = _form_of(version, named, key, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            content = with_part(version.content, named.collection, _folded(named, form.part), key)
        except Conflict as refusal:
            form.add_error(None, refusal.as_dict(get_language() or "zh-hans")["mend"])
        else:
            if _written(request, form, version, content):
                return redirect("studio:item", code=code)
    context = {"title": named.title.in_(get_language() or "zh-hans"), "section": named, "key": key}
    return _form_page(request, version, form, context)


@require_POST
def check(request: Asked, code: str, section: str) -> HttpResponse:
    """What the linter would say if the part stood as it is written now; nothing is kept."""
    designer(request)
    version, named = working_version(request, item_of(request, code)), _section(section)
    key = request.GET.get("key", "")
    form = _form_of(version, named, key, request.POST)
    content = version.content
    if form.is_valid():
        try:
            content = with_part(content, named.collection, _folded(named, form.part), key)
        except Conflict:
            content = version.content
    return render(
        request, "studio/findings.html", {"findings": findings_of(version, content), "is_live": True}
    )


@require_POST
def change(request: Asked, code: str, section: str) -> HttpResponse:
    """A part is taken out, or moved up or down."""
    designer(request)
    version, named = working_version(request, item_of(request, code)), _section(section)
    key, deed = request.POST.get("key", ""), request.POST.get("deed", "")
    match deed:
        case "remove":
            content = without_part(version.content, named.collection, key)
        case "up" | "down":
            content = moved_part(version.content, named.collection, key, -1 if deed == "up" else 1)
        case _:
            raise NotFound("row.not_found", found=deed)
    draft_item(actor=request.actor, code=code, content=content, seen=request.POST.get("seen"))
    messages.success(request, _("草稿已保存。"))
    return redirect("studio:item", code=code)


def _section(slug: str) -> Section:
    if slug not in SECTIONS:
        raise NotFound("row.not_found", found=slug)
    return SECTIONS[slug]


def _form_of(version: ItemVersion, section: Section, key: str, data: Any) -> PartForm:
    content = version.content
    held = part_of(content, section.collection, key) if key else {"id": next_key(content, section.collection)}
    return PartForm(inputs_of(section, content), _unfolded(section, held), data)


def _unfolded(section: Section, part: Mapping[str, Any]) -> dict[str, Any]:
    """A stop lies flat in the form, and what a part is required for is one choice."""
    flat = {name: value for name, value in part.items() if value not in ("", None)}
    if section.collection == "situations" and "stop" in flat:
        stop = flat.pop("stop")
        flat |= {f"stop_{name}": value for name, value in stop.items()}
    if section.collection == "materials" and "necessity" not in flat:
        flat["necessity"] = "required" if flat.pop("required", True) else "optional"
        flat.setdefault("source", "applicant")
    return flat


def _folded(section: Section, part: Mapping[str, Any]) -> dict[str, Any]:
    folded = dict(part)
    if section.collection == "situations":
        stop = {
            name: folded.pop(f"stop_{name}")
            for name in ("reason", "basis", "instead", "item")
            if f"stop_{name}" in folded
        }
        if "reason" in stop:
            folded["stop"] = stop
    if section.collection != "fields":
        folded.pop("required", None)
    return folded


def _written(request: Asked, form: PartForm, version: ItemVersion, content: Mapping[str, Any]) -> bool:
    """Whether the draft holds the content now; if not, the form says why, and keeps what was typed."""
    seen = version.content_hash if version.state == ReleaseState.DRAFT else ""
    try:
        draft_item(
            actor=request.actor, code=version.code, content=content, seen=request.POST.get("seen", seen)
        )
    except (Conflict, Invalid) as refusal:
        words = refusal.as_dict(get_language() or "zh-hans")
        form.add_error(
            None, "，".join(str(words[key]) for key in ("found", "mend", "expected") if key in words)
        )
        return False
    messages.success(request, _("草稿已保存。"))
    return True


def _form_page(request: Asked, version: ItemVersion, form: PartForm, context: dict[str, Any]) -> HttpResponse:
    seen = version.content_hash if version.state == ReleaseState.DRAFT else ""
    context |= {
        "version": version,
        "item": version.item,
        "form": form,
        "seen": request.POST.get("seen", seen),
        "findings": findings_of(version),
    }
    return render(request, "studio/form.html", context, status=422 if form.errors else 200)
