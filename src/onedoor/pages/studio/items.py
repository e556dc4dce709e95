"""事项目录: every item of the government, its versions, and the way from a draft to a guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor import clock
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.differing import changes
from onedoor.apps.catalogue.editing import parts
from onedoor.apps.catalogue.enums import PowerType
from onedoor.apps.catalogue.models import ItemVersion, ServiceItem, UpstreamTask
from onedoor.apps.catalogue.queries import ServiceItemQuerySet
from onedoor.apps.catalogue.services.drop_draft import drop_draft
from onedoor.apps.catalogue.services.release_draft import release_draft
from onedoor.apps.catalogue.services.withdraw_item import withdraw_item
from onedoor.apps.parties.models import Department
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.errors import Conflict, Invalid, NotFound
from onedoor.pages.requests import Asked, given, page_of
from onedoor.pages.studio.access import designer
from onedoor.pages.studio.findings import findings_of
from onedoor.pages.studio.sections import SECTIONS
from onedoor.text import Text

LONGEST_QUERY = 100
STANDINGS = {
    "": Text("全部", "All"),
    "force": Text("现行有效", "In force"),
    "draft": Text("有草稿", "With a draft"),
    "none": Text("未在用", "Not in force"),
    "behind": Text("上级有变更", "Change above"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the list: the version in force, and whether one is being written."""

    item: ServiceItem
    current: ItemVersion | None
    draft: ItemVersion | None
    behind: bool


class ReleaseForm(forms.Form):
    """From when a draft shall hold."""

    effective_from = forms.DateField(
        label=gettext_lazy("施行日"),
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("从这一天起，新的办件按新版办理；在办的办件不变。"),
    )


class WithdrawForm(forms.Form):
    """Why an item is no longer offered."""

    reason = forms.CharField(label=gettext_lazy("停用理由"), max_length=300)


@require_safe
def items(request: Asked) -> HttpResponse:
    """Items by words, department, type and standing."""
    designer(request)
    asked = {name: given(request, name, LONGEST_QUERY) for name in ("q", "department", "type", "of")}
    # Places first, rows after: skipping thousands of rows with their departments would cost more than all else.
    page = page_of(_found(request, asked).order_by("code").only("pk"), request)
    held = ServiceItem.objects.visible_to(request.actor).select_related("department")
    shown = list(held.filter(pk__in=[each.pk for each in page]).order_by("code"))
    return render(
        request,
        "studio/items.html",
        {
            "page": page,
            "rows": _rows(request, shown),
            "asked": asked,
            "departments": Department.objects.visible_to(request.actor)
            .order_by("name")
            .values_list("code", "name"),
            "types": PowerType.choices,
            "standings": STANDINGS.items(),
            "tasks": UpstreamTask.objects.visible_to(request.actor).still_open().count(),
        },
    )


def _found(request: Asked, asked: dict[str, str]) -> ServiceItemQuerySet:
    found = ServiceItem.objects.visible_to(request.actor).called(asked["q"])
    if asked["department"]:
        found = found.filter(department__code=asked["department"])
    if asked["type"]:
        found = found.filter(power_type=asked["type"])
    today = clock.today()
    match asked["of"]:
        case "force":
            return found.in_force_on(today)
        case "draft":
            return found.with_draft()
        case "none":
            return found.not_in_force_on(today)
        case "behind":
            return found.behind_the_catalogue()
    return found


def _rows(request: Asked, shown: list[ServiceItem]) -> list[Row]:
    today = clock.today()
    versions = ItemVersion.objects.visible_to(request.actor).without_content().filter(item__in=shown)
    current: dict[int, ItemVersion] = {}
    drafts: dict[int, ItemVersion] = {}
    for version in versions.filter(Q(state=ReleaseState.DRAFT) | Q(state=ReleaseState.RELEASED)).order_by(
        "version"
    ):
        if version.state == ReleaseState.DRAFT:
            drafts[version.item_id] = version
        elif version.effective_from <= today and (
            version.effective_to is None or version.effective_to >= today
        ):
            current[version.item_id] = version
    tasks = UpstreamTask.objects.visible_to(request.actor).still_open().filter(item__in=shown)
    behind = set(tasks.values_list("item_id", flat=True))
    return [Row(item, current.get(item.pk), drafts.get(item.pk), item.pk in behind) for item in shown]


@require_safe
def item(request: Asked, code: str) -> HttpResponse:
    """One item: what is being written (or holds), section by section, what the linter finds, its versions."""
    designer(request)
    found = item_of(request, code)
    version = working_version(request, found)
    content = version.content
    sections = [
        {
            "section": section,
            "parts": [_named(section.collection, each) for each in parts(content, section.collection)],
        }
        for section in SECTIONS.values()
    ]
    versions = ItemVersion.objects.visible_to(request.actor).without_content().filter(item=found)
    return render(
        request,
        "studio/item.html",
        {
            "item": found,
            "version": version,
            "definition": _definition(content),
            "in_record": len(content.get("record", {})),
            "sections": sections,
            "findings": findings_of(version),
            "versions": versions.order_by("-version"),
            "is_draft": version.state == ReleaseState.DRAFT,
            "tasks": found.upstream_tasks.filter(state="open").select_related("basic_version"),
            "release": ReleaseForm(initial={"effective_from": clock.today().isoformat()}),
            "withdraw": WithdrawForm(),
        },
    )


def _named(collection: str, part: dict[str, Any]) -> dict[str, Any]:
    from onedoor.apps.catalogue.editing import part_key

    title = next((part[key] for key in ("name", "text", "label", "question") if part.get(key)), "")
    condition = next((part[key] for key in ("when", "visible_if", "expression") if part.get(key)), "")
    return {"key": part_key(collection, part), "title": Text.of(title), "condition": condition}


def _definition(content: dict[str, Any]) -> ItemDefinition | None:
    try:
        return ItemDefinition.read(content)
    except (KeyError, TypeError, ValueError, Invalid):
        return None


def item_of(request: Asked, code: str) -> ServiceItem:
    return ServiceItem.objects.select_related("department", "basic").one_visible_to(request.actor, code=code)


def working_version(request: Asked, found: ServiceItem) -> ItemVersion:
    """The item's draft, or else its newest version."""
    versions = (
        ItemVersion.objects.visible_to(request.actor)
        .filter(item=found)
        .select_related("basic_version", "item__department")
    )
    version = versions.filter(state=ReleaseState.DRAFT).first() or versions.order_by("-version").first()
    if version is None:
        raise NotFound("item.no_version", found=found.code)
    return version


@require_POST
def release(request: Asked, code: str) -> HttpResponse:
    """The draft takes effect, unless something speaks against it."""
    designer(request)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请填写施行日。"))
        return redirect("studio:item", code=code)
    try:
        version = release_draft(
            actor=request.actor,
            code=code,
            effective_from=form.cleaned_data["effective_from"],
            seen=request.POST.get("seen"),
        )
    except (Conflict, Invalid) as refusal:
        words = refusal.as_dict(request.actor.language)
        messages.error(
            request, "，".join(str(words[key]) for key in ("found", "expected", "mend") if key in words)
        )
    else:
        messages.success(request, _("第 %(number)s 版已发布。") % {"number": version.version})
    return redirect("studio:item", code=code)


@require_POST
def drop(request: Asked, code: str) -> HttpResponse:
    """The draft is given up."""
    designer(request)
    drop_draft(actor=request.actor, code=code)
    messages.success(request, _("草稿已放弃。"))
    if ServiceItem.objects.visible_to(request.actor).filter(code=code).exists():
        return redirect("studio:item", code=code)
    return redirect("studio:items")


@require_POST
def withdraw(request: Asked, code: str) -> HttpResponse:
    """The item is no longer offered."""
    designer(request)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        withdraw_item(actor=request.actor, code=code, reason=form.cleaned_data["reason"])
        messages.success(request, _("事项已停用，在办的办件不受影响。"))
    else:
        messages.error(request, _("请写明停用理由。"))
    return redirect("studio:item", code=code)


@require_safe
def diff(request: Asked, code: str) -> HttpResponse:
    """Two versions side by side, in words; without numbers, the newest beside the one before."""
    designer(request)
    found = item_of(request, code)
    numbers = list(
        ItemVersion.objects.visible_to(request.actor)
        .filter(item=found)
        .order_by("-version")
        .values_list("version", flat=True)
    )
    after = _number(request.GET.get("to"), numbers, numbers[0])
    before = _number(request.GET.get("from"), numbers, next((n for n in numbers if n < after), after))
    held = {
        version.version: version
        for version in ItemVersion.objects.visible_to(request.actor).filter(
            item=found, version__in={before, after}
        )
    }
    said = changes(ItemDefinition.read(held[before].content), ItemDefinition.read(held[after].content))
    context = {
        "item": found,
        "before": held[before],
        "after": held[after],
        "changes": said,
        "numbers": numbers,
    }
    return render(request, "studio/diff.html", context)


@require_http_methods(["GET", "POST"])
def upstream(request: Asked) -> HttpResponse:
    """上级变更: the changes of the basic catalogue that items have to follow; following one makes a draft."""
    from onedoor.apps.catalogue.services.follow_basic import follow_basic

    designer(request)
    if request.method == "POST":
        try:
            number = int(request.POST.get("task", ""))
        except ValueError:
            raise NotFound("row.not_found", found=str(UpstreamTask._meta.verbose_name)) from None
        draft = follow_basic(actor=request.actor, task_id=number)
        messages.success(request, _("草稿已按基本目录更新，检查后发布。"))
        return redirect("studio:item", code=draft.code)
    tasks = (
        UpstreamTask.objects.visible_to(request.actor)
        .still_open()
        .select_related("item__department", "basic_version__basic")
        .order_by("pk")
    )
    page = page_of(tasks, request)
    return render(request, "studio/upstream.html", {"page": page})


def _number(text: str | None, known: list[int], otherwise: int) -> int:
    return int(text) if text and text.isdigit() and int(text) in known else otherwise
