"""My policies: how each measure stands to one's own enterprise, why, and what to answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Query, Router, Schema

from onedoor import clock
from onedoor.api.refusals import refuses
from onedoor.api.requests import Asked
from onedoor.api.schemas import Body, Code, Line, Listed, Page, Paging, Value, Words, words
from onedoor.api.wording import _
from onedoor.apps.parties.queries import own_enterprise
from onedoor.apps.policies.definition import FactAsked
from onedoor.apps.policies.enums import Standing
from onedoor.apps.policies.my_policies import my_policies, my_policy
from onedoor.apps.policies.services.answer_question import answer_question
from onedoor.apps.policies.standing import PolicyStanding, Reason, UsedFact, by_urgency
from onedoor.text import Text

router = Router(tags=["policies"])


class Question(Schema):
    """A fact that is not known. ``kind`` says how an answer is written: cents, decimal text, boolean, code."""

    element: str
    name: Words
    kind: str
    unit: str
    question: Words | None
    options: dict[str, Words]


class FactOut(Schema):
    element: str
    name: Words
    value: Words
    source: Words
    as_of: date | None
    state: str


class ReasonOut(Schema):
    condition: str
    outcome: str = Field(description="met, not_met or unknown")
    text: Words
    explanation: Words = Field(description="The condition beside the values that it met, made from the rule.")
    clause: Words | None
    clause_uri: str
    facts: list[FactOut]
    gap: Words | None = Field(description="How far off a condition that is nearly met.")


class StandingRow(Schema):
    code: str
    title: Words
    document_no: str
    standing: str = Field(description="certain, question, open, nearly or not")
    amount_cents: int | None
    amount_note: Words | None
    opens: date | None
    closes: date | None
    item_code: str = Field(description="The item to apply with; empty where there is none.")


class StandingPage(Page):
    rows: list[StandingRow]


class StandingOut(StandingRow):
    issuers: list[Words]
    reasons: list[ReasonOut]
    question: Question | None
    missing: list[Question]


class Answered(Body):
    element: Line
    value: Value | Listed


@router.get("", response=StandingPage, summary=_("我的政策"))
def list_standings(request: Asked, paging: Query[Paging]) -> StandingPage:
    """Every measure in force as one's own enterprise meets it today: certain first, then by deadline and amount."""
    enterprise = own_enterprise(request.actor)
    groups = by_urgency(my_policies(request.actor, enterprise.pk, clock.today()))
    rows = [standing_row(each) for group in groups.values() for each in group]
    end = paging.offset + paging.limit
    return StandingPage(
        rows=rows[paging.offset : end], total=len(rows), limit=paging.limit, offset=paging.offset
    )


@router.get("/{code}", response=StandingOut, summary=_("一项政策和理由"), openapi_extra=refuses(404))
def read_standing(request: Asked, code: Code) -> StandingOut:
    """One measure, condition by condition: the sentence, the clause, the facts with their sources."""
    enterprise = own_enterprise(request.actor)
    return standing_out(my_policy(request.actor, enterprise.pk, code, clock.today()))


@router.post("/{code}/answers", response=StandingOut, summary=_("回答一个问题"), openapi_extra=refuses(404))
def answer_policy(request: Asked, code: Code, body: Answered) -> StandingOut:
    """The answer is the enterprise's own statement from today; the standing with it is returned."""
    return standing_out(
        answer_question(actor=request.actor, measure_code=code, element=body.element, value=body.value)
    )


def standing_row(standing: PolicyStanding) -> StandingRow:
    return StandingRow(**_row(standing))


def standing_out(standing: PolicyStanding) -> StandingOut:
    return StandingOut(
        **_row(standing),
        issuers=[words(issuer) for issuer in standing.measure.issuers],
        reasons=[_reason(reason) for reason in standing.reasons],
        question=_question(standing.question) if standing.question else None,
        missing=[_question(fact) for fact in standing.missing],
    )


def _row(standing: PolicyStanding) -> dict[str, Any]:
    measure = standing.measure
    return {
        "code": measure.code,
        "title": words(measure.title),
        "document_no": measure.document_no,
        "standing": str(standing.kind.value),
        # A formula's estimate says nothing to somebody whom the measure does not fit.
        "amount_cents": None if standing.kind is Standing.NOT else standing.amount_cents,
        "amount_note": _maybe(measure.amount_note),
        "opens": measure.opens,
        "closes": measure.closes,
        "item_code": measure.item_code,
    }


def _reason(reason: Reason) -> ReasonOut:
    return ReasonOut(
        condition=reason.condition,
        outcome=str(reason.outcome.value),
        text=words(reason.text),
        explanation=words(reason.explanation),
        clause=_maybe(reason.clause),
        clause_uri=reason.clause_uri,
        facts=[_fact(fact) for fact in reason.facts],
        gap=_maybe(reason.gap),
    )


def _fact(fact: UsedFact) -> FactOut:
    return FactOut(
        element=fact.element,
        name=words(fact.name),
        value=words(fact.value),
        source=words(fact.source),
        as_of=fact.as_of,
        state=fact.state,
    )


def _question(fact: FactAsked) -> Question:
    return Question(
        element=fact.element,
        name=words(fact.name),
        kind=str(fact.kind.value),
        unit=fact.unit,
        question=_maybe(fact.question),
        options={value: words(label) for value, label in fact.options.items()},
    )


def _maybe(text: Text | None) -> Words | None:
    return words(text) if text else None
