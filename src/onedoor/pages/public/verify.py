"""核验: whether a decision or certificate is genuine, for anybody who holds one."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.apps.certificates.queries import verify, verify_upload
from onedoor.pages.requests import Asked


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("核验码"),
        max_length=64,
        help_text=_("印在决定书右下角二维码旁。"),
        error_messages={"required": _("请输入核验码。")},
    )


class DocumentForm(forms.Form):
    document = forms.FileField(
        label=_("决定书 PDF 文件"),
        help_text=_("只作核验，不会保存。不超过 20 MB。"),
        error_messages={"required": _("请先选择文件。"), "empty": _("文件是空的，请重新选择。")},
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def ask(request: Asked) -> HttpResponse:
    """By the printed code, or by the file itself."""
    code_form, document_form, checked = CodeForm(), DocumentForm(), None
    if request.method == "POST" and "code" not in request.POST:
        document_form = DocumentForm(request.POST, request.FILES)
        if document_form.is_valid():
            checked = verify_upload(document_form.cleaned_data["document"].read())
    elif request.method == "POST":
        code_form = CodeForm(request.POST)
        if code_form.is_valid():
            return redirect("public:verified", code=_in_an_address(code_form.cleaned_data["code"]))
    context = {"code_form": code_form, "document_form": document_form, "checked": checked}
    return render(request, "public/verify.html", context)


def _in_an_address(typed: str) -> str:
    """What was typed, without the signs that no code has and an address could not hold."""
    return "".join(sign for sign in typed if sign.isalnum() or sign in "_-") or "-"


@login_not_required
@require_safe
def show(request: Asked, code: str) -> HttpResponse:
    """What stands behind a code: genuine, revoked, or unknown."""
    return render(request, "public/verified.html", {"code": code, "checked": verify(code)})
