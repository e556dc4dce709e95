"""我的政策: what certainly fits, what one answer would settle, what is nearly there, and why."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor import clock
from onedoor.apps.cases.queries import application_under
from onedoor.apps.parties.queries import own_enterprise
from onedoor.apps.policies.enums import ConditionOutcome, Standing
from onedoor.apps.policies.my_policies import my_policies, my_policy
from onedoor.apps.policies.services.answer_question import answer_question, asked_fact
from onedoor.apps.policies.standing import PolicyStanding, Reason, by_urgency
from onedoor.errors import Invalid
from onedoor.pages import answers
from onedoor.pages.requests import Asked
from onedoor.text import Text

VERDICTS = {
    ConditionOutcome.MET: "met",
    ConditionOutcome.NOT_MET: "not_met",
    ConditionOutcome.UNKNOWN: "unknown",
}


@require_safe
def mine(request: Asked) -> HttpResponse:
    """Every measure in force, in groups; in each the soonest deadline first."""
    enterprise = own_enterprise(request.actor)
    groups = by_urgency(my_policies(request.actor, enterprise.pk, clock.today()))
    context = {
        "enterprise": enterprise,
        "certain": [card(one) for one in groups[Standing.CERTAIN]],
        "question": [card(one) for one in groups[Standing.QUESTION]],
        "nearly": [card(one) for one in groups[Standing.NEARLY]],
        "open": [card(one) for one in groups[Standing.OPEN]],
        "unfit": [card(one) for one in groups[Standing.NOT]],
    }
    return render(request, "portal/policies.html", context)


@require_safe
def detail(request: Asked, code: str) -> HttpResponse:
    """One measure: every condition with its clause and facts, the amount, the one next step."""
    enterprise = own_enterprise(request.actor)
    standing = my_policy(request.actor, enterprise.pk, code, clock.today())
    context = {
        "enterprise": enterprise,
        "standing": standing,
        "card": card(standing),
        "reasons": [_row(reason) for reason in standing.reasons],
        "missing": [fact.name for fact in standing.missing],
        "applied": application_under(request.actor, enterprise.pk, code)
        if standing.measure.item_code
        else None,
    }
    return render(request, "portal/policy.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: Asked, code: str) -> HttpResponse:
    """The one question; answering shows at once where the enterprise stands."""
    enterprise = own_enterprise(request.actor)
    standing = my_policy(request.actor, enterprise.pk, code, clock.today())
    if request.method == "GET" and standing.question is None:
        return redirect("portal:policy", code=code)
    element = request.POST.get("element") or (standing.question.element if standing.question else "")
    fact = asked_fact(request.actor, code, element)
    form = answers.form_for(fact)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        value = answers.stored(fact, form.cleaned_data["answer"])
        try:
            after = answer_question(actor=request.actor, measure_code=code, element=element, value=value)
        except Invalid as refusal:
            words = refusal.as_dict(get_language() or "zh-hans")
            form.add_error("answer", words.get("expected") or refusal.code)
        else:
            messages.success(request, _("已记下您的回答，结果已更新。"))
            return redirect(_next(after))
    context = {"standing": standing, "fact": fact, "form": form, "enterprise": enterprise}
    return render(request, "portal/answer.html", context, status=422 if form.errors else 200)


def _next(standing: PolicyStanding) -> str:
    """To the next question while there is one, else to the answer."""
    name = "portal:answer" if standing.kind is Standing.QUESTION else "portal:policy"
    return reverse(name, kwargs={"code": standing.measure.code})


def card(standing: PolicyStanding) -> dict[str, Any]:
    """The measure for ``components/policy_card.html``."""
    measure = standing.measure
    href = reverse("portal:policy", kwargs={"code": measure.code})
    # A formula's estimate says nothing to somebody whom the measure does not fit.
    shows_amount = standing.kind is not Standing.NOT and standing.amount_cents
    held: dict[str, Any] = {
        "title": measure.title,
        "issuer": measure.issuers[0],
        "document_no": measure.document_no,
        "href": href,
        "verdict": str(standing.kind.value),
        "cents": standing.amount_cents if shows_amount else None,
        "amount_note": None if shows_amount else amount_note(standing),
        "deadline": measure.closes,
        "why": why(standing),
        "action_href": href,
        "action_label": Text("看逐条理由", "See every reason"),
        "item_code": measure.item_code,
    }
    if standing.kind is Standing.QUESTION:
        held["action_href"] = reverse("portal:answer", kwargs={"code": measure.code})
        held["action_label"] = Text("回答这个问题", "Answer this question")
    return held


def amount_note(standing: PolicyStanding) -> Text | None:
    """What to say of the money where there is no sum yet."""
    if standing.kind is Standing.NOT or not standing.measure.amount_decision:
        return None
    return Text("资料补齐后算出", "worked out once the data are complete")


def why(standing: PolicyStanding) -> Text:
    """One sentence: why it stands so, or the question itself."""
    match standing.kind:
        case Standing.CERTAIN:
            number = len(standing.reasons)
            return Text(f"{number} 项条件全部满足。", f"Conditions met: {number} of {number}.")
        case Standing.QUESTION if standing.question and standing.question.question:
            return standing.question.question
        case Standing.OPEN:
            zh = "、".join(fact.name.zh for fact in standing.missing)
            en = ", ".join(fact.name.en for fact in standing.missing)
            return Text(f"还缺由部门提供的资料：{zh}。", f"Data from the authorities are missing: {en}.")
        case Standing.NEARLY:
            said = [_lacking(reason) for reason in standing.unmet]
            return Text("".join(each.zh for each in said), " ".join(each.en for each in said))
        case _:
            return _lacking(standing.unmet[0])


def _lacking(reason: Reason) -> Text:
    """A condition that is not met, and by how much where that can be said."""
    if reason.gap is None:
        return reason.text
    return Text(f"{reason.text.zh}{reason.gap.zh}。", f"{reason.text.en} {reason.gap.en.capitalize()}.")


def _row(reason: Reason) -> dict[str, Any]:
    """One condition for ``components/reasons.html``."""
    return {
        "verdict": VERDICTS[reason.outcome],
        "text": reason.text,
        "detail": None if reason.outcome is ConditionOutcome.MET else reason.explanation,
        "basis": reason.clause,
        "basis_href": reason.clause_uri,
        "mend": reason.gap,
        "facts": reason.facts,
    }
