"""The rows behind the figures."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onedoor import clock
from onedoor.apps.cases.models import Rating
from onedoor.apps.oversight.overview import FILTERS, filtered_cases
from onedoor.apps.parties.models import Enterprise
from onedoor.apps.policies.models import Payment
from onedoor.apps.policies.queries import latest_results, members
from onedoor.errors import NotFound
from onedoor.pages import casework
from onedoor.pages.desk.cases import case_context, case_of
from onedoor.pages.requests import ROWS_A_PAGE, Asked, page_of
from onedoor.pages.watch.overview import supervisor
from onedoor.text import Text

TITLES = {
    "all": Text("全部办件", "All cases"),
    "open": Text("在办办件", "Open cases"),
    "granted": Text("准予的办件", "Cases granted"),
    "denied": Text("不予的办件", "Cases refused"),
    "window": Text("窗口代办的办件", "Cases from the counter"),
    "red": Text("红牌办件", "Cases with a red card"),
    "yellow": Text("黄牌办件", "Cases with a yellow card"),
    "provisional": Text("期限暂定的办件", "Cases with a provisional limit"),
    "rated": Text("已评价的办件", "Cases rated"),
    "bad": Text("差评办件", "Cases rated badly"),
    "paid": Text("有兑付的办件", "Cases with a payment"),
}


@require_safe
def cases(request: Asked) -> HttpResponse:
    """Cases of one figure, the most urgent first."""
    supervisor(request)
    name = request.GET.get("of", "all")
    name = name if name in FILTERS else "all"
    found = filtered_cases(request.actor, name, clock.today()).with_listed_data().most_urgent_first()
    page = page_of(found, request)
    rows = [{"case": each, "state": casework.state(each)} for each in page]
    context = {"page": page, "rows": rows, "title": TITLES[name], "name": name}
    return render(request, "watch/cases.html", context)


@require_safe
def case(request: Asked, case_id: int) -> HttpResponse:
    """The whole case, to read."""
    supervisor(request)
    return render(request, "desk/case.html", case_context(request, case_of(request, case_id)))


@require_safe
def ratings(request: Asked) -> HttpResponse:
    """Ratings, newest first; ``?of=bad`` only those that need an answer."""
    supervisor(request)
    found = Rating.objects.visible_to(request.actor).select_related("case__item_version__item")
    if request.GET.get("of") == "bad":
        found = found.bad()
    return render(request, "watch/ratings.html", {"page": page_of(found.order_by("-at", "-pk"), request)})


@require_safe
def payments(request: Asked) -> HttpResponse:
    """Money ordered, newest first, each with its case."""
    supervisor(request)
    found = Payment.objects.visible_to(request.actor).select_related("case", "enterprise", "measure_version")
    page = page_of(found.order_by("-ordered_at", "-pk"), request)
    return render(request, "watch/payments.html", {"page": page, "total": found.total_cents()})


@require_safe
def matched(request: Asked, code: str) -> HttpResponse:
    """The enterprises that one measure certainly fits, or (``?of=open``) may fit, by the last run."""
    supervisor(request)
    result = next((r for r in latest_results(request.actor) if r.measure_version.code == code), None)
    if result is None:
        raise NotFound(
            "measure.not_matched", found=code, mend=Text("先运行匹配。", "Run the matching first.")
        )
    is_open = request.GET.get("of") == "open"
    page = Paginator(members(result, certain=not is_open), ROWS_A_PAGE).get_page(request.GET.get("page"))
    held = Enterprise.objects.visible_to(request.actor).in_bulk(list(page))
    rows = [held[pk] for pk in page if pk in held]
    context = {"page": page, "rows": rows, "result": result, "is_open": is_open}
    return render(request, "watch/matched.html", context)
