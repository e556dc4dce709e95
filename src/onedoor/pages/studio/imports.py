"""批量导入: a file of items is looked at row by row, and written when somebody says so; items are taken away as files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor import clock
from onedoor.apps.catalogue.enums import ImportState
from onedoor.apps.catalogue.exchange.errors import sentence_in, write_errors
from onedoor.apps.catalogue.exchange.exporting import ENDINGS, Export, write_items
from onedoor.apps.catalogue.exchange.formats import EXCEL, HOUSE, NATIONAL, format_names, title_of
from onedoor.apps.catalogue.exchange.naming import named
from onedoor.apps.catalogue.exchange.plans import VERDICTS, group_words
from onedoor.apps.catalogue.exchange.problems import Problem, Severity
from onedoor.apps.catalogue.exchange.workbook.outgoing import write_template
from onedoor.apps.catalogue.models import ItemImport, ServiceItem
from onedoor.apps.catalogue.services.drop_import import drop_import
from onedoor.apps.catalogue.services.show_import import show_import
from onedoor.apps.catalogue.services.write_import import write_import
from onedoor.apps.parties.models import Department
from onedoor.errors import Invalid, NotFound, OnedoorError, TooLarge
from onedoor.pages.errors import status_of
from onedoor.pages.requests import ROWS_A_PAGE, Asked, given, page_of
from onedoor.pages.studio.access import designer
from onedoor.text import Text

# More than that is for the command, which tells how far it has come.
MOST_EXPORTED = 2_000
TONES = {Severity.REFUSED: "bad", Severity.LOST: "warn", Severity.WARNING: "info"}
VERDICT_TONES = {"new": "info", "changed": "warn", "refused": "bad", "unchanged": "wait"}
EXPORTS = (EXCEL, NATIONAL, HOUSE)


@dataclass(frozen=True, slots=True)
class Said:
    """A problem as the page shows it."""

    tone: str
    label: Text
    words: Text


@require_http_methods(["GET", "POST"])
def begin(request: Asked) -> HttpResponse:
    """A file is uploaded and read; the ones before, and what can be taken away."""
    designer(request)
    refusal: OnedoorError | None = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None or file.file is None:
                raise Invalid("upload.none", mend=Text("请先选择文件。", "Choose a file first."))
            chosen = request.POST.get("format") or "auto"
            shown = show_import(actor=request.actor, file=file.file, name=file.name or "file", format=chosen)
            return redirect("imports:show", import_id=shown.pk)
        except (Invalid, TooLarge) as caught:
            refusal = caught
    page = page_of(ItemImport.objects.visible_to(request.actor).order_by("-pk").defer("report"), request)
    context = {
        "page": page,
        "formats": [(name, title_of(name)) for name in format_names()[1:]],
        "exports": [(name, title_of(name)) for name in EXPORTS],
        "departments": Department.objects.visible_to(request.actor)
        .order_by("name")
        .values_list("code", "name"),
        "problem": refusal.as_dict(get_language() or "zh-hans") if refusal else None,
        "most": MOST_EXPORTED,
    }
    return render(
        request, "studio/imports/begin.html", context, status=status_of(refusal) if refusal else 200
    )


@require_safe
def show(request: Asked, import_id: int) -> HttpResponse:
    """What the file would do: new, changed with every difference, refused with every reason."""
    designer(request)
    found = _import(request, import_id)
    report = found.report
    chosen = request.GET.get("of", "")
    verdict = chosen if chosen in report["shown"] else _first(report["counts"])
    rows = report["shown"][verdict]
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "format": title_of(found.format),
        "verdicts": [
            {
                "name": name,
                "label": VERDICTS[name],
                "number": report["counts"][name],
                "tone": VERDICT_TONES[name],
            }
            for name in ("new", "changed", "refused", "unchanged")
        ],
        "verdict": verdict,
        "title": VERDICTS[verdict],
        "page": page,
        "rows": [_row(each) for each in page],
        "kept": len(rows),
        "number": report["counts"][verdict],
        "problems": _problems(report),
        "to_write": report["counts"]["new"] + report["counts"]["changed"],
        "can_write": found.state == ImportState.SHOWN,
        "has_file": bool(found.rows),
    }
    return render(request, "studio/imports/show.html", context)


def _problems(report: Mapping[str, Any]) -> list[Said]:
    """Those of the file and the kinds of those of its items, the gravest first."""
    of_file = [_said(problem) for problem in map(Problem.of, report["file"])]
    kinds = [
        Said(TONES[Severity(each["severity"])], Severity(each["severity"]).label, group_words(each))
        for each in report["groups"]
    ]
    order = list(TONES.values())
    return sorted((*of_file, *kinds), key=lambda each: order.index(each.tone))


def _first(counts: Mapping[str, int]) -> str:
    return next((name for name in ("refused", "changed", "new") if counts[name]), "unchanged")


def _row(plain: Mapping[str, Any]) -> dict[str, Any]:
    problems = list(map(Problem.of, plain["problems"]))
    return {
        "code": plain["code"],
        "name": plain["name"],
        "row": plain["row"],
        "department": plain["department"],
        "changes": [Text.of(each) for each in plain["changes"]],
        "more": plain["more"],
        "problems": [_said(each, with_place=True) for each in problems],
    }


def _said(problem: Problem, *, with_place: bool = False) -> Said:
    zh, en = sentence_in(problem, "zh-hans"), sentence_in(problem, "en")
    table = named(problem.table)
    if problem.row and with_place:
        zh, en = (
            f"{table.zh}第 {problem.row} 行，{zh}",
            f"{table.en}, row {problem.row}: {en}",
        )
    elif problem.table:
        zh, en = f"{table.zh} {zh}", f"{table.en} – {en}"
    return Said(TONES[problem.severity], problem.severity.label, Text(zh, en))


@require_POST
def write(request: Asked, import_id: int) -> HttpResponse:
    """What was shown becomes drafts."""
    designer(request)
    try:
        written = write_import(actor=request.actor, import_id=import_id)
    except OnedoorError as refusal:
        if isinstance(refusal, NotFound):
            raise
        words = refusal.as_dict(get_language() or "zh-hans")
        messages.error(request, "，".join(str(words[key]) for key in ("found", "mend") if key in words))
        return redirect("imports:show", import_id=import_id)
    counts = written.report["counts"]
    messages.success(
        request,
        _("已写入 %(number)d 份草稿，发布以前不影响办事指南。")
        % {"number": counts["new"] + counts["changed"]},
    )
    return redirect("imports:show", import_id=import_id)


@require_POST
def drop(request: Asked, import_id: int) -> HttpResponse:
    """The import is given up."""
    designer(request)
    drop_import(actor=request.actor, import_id=import_id)
    messages.success(request, _("已放弃这次导入，没有写入任何内容。"))
    return redirect("imports:begin")


@require_safe
def errors(request: Asked, import_id: int) -> FileResponse:
    """The file with what is wrong beside each row."""
    designer(request)
    found = _import(request, import_id)
    if not found.rows:
        raise NotFound("import.no_file", found=found.file_name)
    return _file(lambda out: write_errors(found, out), f"problems-{found.pk}.xlsx")


@require_safe
def template(request: Asked) -> FileResponse:
    """The workbook to fill in."""
    designer(request)
    return _file(write_template, "items-template.xlsx")


@require_safe
def export(request: Asked) -> HttpResponseBase:
    """Items in force, or with their drafts, as a file; too many are refused with how to get them."""
    designer(request)
    name = request.GET.get("format", EXCEL)
    if name not in EXPORTS:
        raise NotFound("exchange.format", found=name, expected=", ".join(EXPORTS))
    found = ServiceItem.objects.visible_to(request.actor)
    if department := given(request, "department"):
        found = found.filter(department__code=department)
    wanted = Export(request.actor, found, drafts="drafts" in request.GET)
    if (number := wanted.count()) > MOST_EXPORTED:
        messages.error(
            request,
            _(
                "这里一次最多导出 %(most)d 个事项，选中的有 %(number)d 个。请按部门分批导出，或请管理员用命令导出。"
            )
            % {"most": MOST_EXPORTED, "number": number},
        )
        return redirect("imports:begin")
    day = clock.today().isoformat()
    return _file(
        lambda out: write_items(wanted, name, out, lambda problem: None), f"items-{day}.{ENDINGS[name]}"
    )


def _import(request: Asked, import_id: int) -> ItemImport:
    return ItemImport.objects.select_related("user").one_visible_to(request.actor, pk=import_id)


def _file(write_to: Callable[[IO[bytes]], object], name: str) -> FileResponse:
    out = tempfile.TemporaryFile()  # noqa: SIM115
    write_to(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name)
