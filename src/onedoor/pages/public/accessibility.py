"""The accessibility statement."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """What was checked, by what means, and whom to tell."""
    return render(request, "public/accessibility.html")
