"""A case as pages show it: its state, its clock, its way, what was found and said. Used by every desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from onedoor import clock
from onedoor.apps.cases.enums import CardColour, CaseStatus, Outcome, PointOutcome
from onedoor.apps.cases.models import Case
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.flows.enums import StepState
from onedoor.apps.flows.queries import progress
from onedoor.apps.standards.enums import ValueKind
from onedoor.apps.standards.queries import working_calendar
from onedoor.engine.calendars import UnknownYear, working_days_between
from onedoor.text import Text

TONES = {
    CaseStatus.SUBMITTED: "wait",
    CaseStatus.CORRECTION: "warn",
    CaseStatus.IN_REVIEW: "info",
    CaseStatus.DECIDED: "info",
    CaseStatus.COMPLETED: "good",
    CaseStatus.REFUSED: "bad",
    CaseStatus.WITHDRAWN: "wait",
}
VERDICTS = {
    PointOutcome.MET: "met",
    PointOutcome.NOT_MET: "not_met",
    PointOutcome.UNKNOWN: "unknown",
    PointOutcome.PERSON: "person",
}
LIMIT_BASIS = Text("《行政许可法》第四十二条", "Administrative Licensing Law, article 42")


def state(case: Case) -> dict[str, Any]:
    """The tag of a case: what happened to it matters more than that it is over."""
    if case.outcome == Outcome.DENIED and case.status == CaseStatus.COMPLETED:
        return {"tone": "bad", "label": Outcome(case.outcome).label}
    if case.outcome == Outcome.GRANTED and case.status == CaseStatus.COMPLETED:
        return {"tone": "good", "label": Outcome(case.outcome).label}
    status = CaseStatus(case.status)
    return {"tone": TONES[status], "label": status.label}


def clock_of(case: Case, definition: ItemDefinition, today: date) -> dict[str, Any] | None:
    """The running or stopped clock, or ``None`` before acceptance and where no day can be named."""
    limit = definition.promised_limit or definition.statutory_limit
    if case.accepted_at is None or case.due_on is None or limit is None:
        return None
    start = case.accepted_at.astimezone(clock.CHINA).date()
    end = case.closed_at.astimezone(clock.CHINA).date() if case.closed_at else today
    calendar = working_calendar(case.item_version.region_code)
    try:
        used = working_days_between(start, end, calendar)
        left = working_days_between(end, case.due_on, calendar)
    except UnknownYear:
        return None
    return {
        "left": left,
        "used": used,
        "limit": used + left,
        "due": case.due_on,
        "card": "none" if case.closed_at else card_of(case, today),
        "state": "stopped" if case.closed_at else "running",
        "basis": LIMIT_BASIS if definition.statutory_limit else None,
    }


def card_of(case: Case, today: date) -> str:
    """The card of one case; lists take it from ``with_card``, which says the same in SQL."""
    if case.due_on is not None and case.due_on < today:
        return str(CardColour.RED.value)
    if case.warn_on is not None and case.warn_on <= today:
        return str(CardColour.YELLOW.value)
    return "none"


def steps(case: Case) -> list[dict[str, Any]]:
    """The way of the case, for ``components/steps.html``."""
    if case.flow_instance is None:
        return []
    words = {StepState.DONE: "done", StepState.CURRENT: "now", StepState.AHEAD: "next"}
    return [{"label": step.name, "state": words[step.state]} for step in progress(case.flow_instance)]


def findings(case: Case) -> list[dict[str, Any]]:
    """The automated review of the newest submission, for ``components/reasons.html``."""
    results = list(case.point_results.select_related("submission").order_by("-submission__number", "pk"))
    newest = results[0].submission_id if results else None
    return [_finding(result.outcome, result.trace) for result in results if result.submission_id == newest]


def _finding(outcome: str, trace: Mapping[str, Any]) -> dict[str, Any]:
    facts = [_used(fact) for fact in trace["facts"] if not fact.get("missing")]
    return {
        "verdict": VERDICTS[PointOutcome(outcome)],
        "text": Text.of(trace["label"]),
        "detail": Text.of(trace["explanation"])
        if outcome != PointOutcome.MET and "explanation" in trace
        else None,
        "basis": Text.of(trace["basis"]) if trace["basis"]["zh"] else None,
        "facts": facts,
        "mend": Text.of(trace["if_not"]) if outcome == PointOutcome.NOT_MET else None,
    }


def _used(fact: Mapping[str, Any]) -> dict[str, Any]:
    """A fact that a point looked at, as a row of ``components/reasons.html``."""
    if "words" in fact:
        words = Text.of(fact["words"])
    else:
        words = ValueKind(fact.get("kind", ValueKind.TEXT)).words(fact["value"], fact.get("unit", ""))
    return {
        "name": Text.of(fact["name"]),
        "value": words,
        "source": Text.of(fact["source_name"]),
        "as_of": date.fromisoformat(fact["as_of"]) if fact["as_of"] else None,
        "state": fact.get("state", "fresh"),
    }


def against(case: Case) -> str:
    """The reasons given where an application was denied or not accepted; empty otherwise."""
    said = case.opinions.filter(outcome__in=("deny", "refuse")).order_by("-pk").first()
    return said.text if said is not None and case.closed_at else ""


def uploads(case: Case, definition: ItemDefinition) -> list[dict[str, Any]]:
    """The files of a case, each with the name of its material in both languages."""
    names = {material.name.zh: material.name for material in definition.materials}
    return [
        {"upload": upload, "material": names.get(upload.material, Text.of(upload.material))}
        for upload in case.uploads.order_by("pk")
    ]


def history(case: Case, *, for_officers: bool) -> list[dict[str, Any]]:
    """What happened, newest first. Reasons within the house stay there; those for the applicant are shown."""
    events: list[dict[str, Any]] = [{"when": case.submitted_at, "what": Text("提交申请", "Submitted")}]
    for opinion in case.opinions.select_related("department", "user").order_by("pk"):
        words = OUTCOMES.get(opinion.outcome, Text.of(opinion.outcome))
        shown = for_officers or opinion.outcome in TOLD
        office = opinion.department
        who = Text(office.name, office.name_en or office.name) if office else Text.of("")
        events.append(
            {
                "when": opinion.at,
                "what": words,
                "who": Text(f"{who.zh} {opinion.user}", f"{who.en} {opinion.user}") if for_officers else who,
                "note": opinion.text if shown else "",
            }
        )
    for submission in case.submissions.filter(number__gt=1):
        events.append(
            {"when": submission.submitted_at, "what": Text("补正后重新提交", "Corrected and submitted again")}
        )
    if case.closed_at and case.status != CaseStatus.REFUSED:
        events.append({"when": case.closed_at, "what": CaseStatus(case.status).label})
    return sorted(events, key=lambda event: event["when"], reverse=True)


OUTCOMES = {
    "accept": Text("予以受理", "Accepted"),
    "request_correction": Text("要求补正", "Correction requested"),
    "refuse": Text("不予受理", "Not accepted"),
    "agree": Text("审查同意", "Reviewed: agreed"),
    "disagree": Text("审查不同意", "Reviewed: disagreed"),
    "grant": Text("决定准予", "Decided: granted"),
    "deny": Text("决定不予", "Decided: refused"),
}
TOLD = {"request_correction", "refuse", "deny"}
