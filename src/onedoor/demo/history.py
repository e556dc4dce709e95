"""Some weeks of the city's past, lived through the services with the clock set back: nothing is made up in tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from onedoor import clock
from onedoor.apps.cases.models import Case
from onedoor.apps.cases.services.handle_task import handle_task
from onedoor.apps.cases.services.rate_case import rate_case
from onedoor.apps.cases.services.save_draft import save_draft
from onedoor.apps.cases.services.start_draft import start_draft
from onedoor.apps.cases.services.submit_case import submit_case
from onedoor.apps.cases.services.upload_material import upload_material
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.flows.queries import tasks_of
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.parties.models import Enterprise, User
from onedoor.apps.parties.queries import actor_of
from onedoor.apps.standards.queries import working_calendar
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Channel, Role
from onedoor.engine.calendars import UnknownYear
from onedoor.reference.modelled import modelled_item

PERMIT = modelled_item("hr-service-permit")["code"]
REFUND = modelled_item("stability-refund")["code"]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PERMIT_ANSWERS = {
    "service_scope": "intermediary",
    "fulltime_staff": 5,
    "place_address": "广州市天河区体育东路 1 号",
    "place_area": 80,
    "online_recruiting": False,
    "contact_name": "演示联系人",
    "contact_phone": "020-00000000",
}
REFUND_ANSWERS = {
    "layoff_rate": "0.01",
    "bank_name": "演示银行广州分行",
    "bank_account": "440100000000001",
    "contact_name": "演示联系人",
    "contact_phone": "020-00000000",
}
MOST_JOBS = 200


@dataclass(frozen=True, slots=True)
class Story:
    """One case: how many working days ago it came in, how far it went, how it was rated."""

    item: str
    days_ago: int
    accepted: bool = True
    reviewed: bool = False
    decided: str = ""
    grade: int = 0
    comment: str = ""
    channel: Channel = Channel.ONLINE
    answers: tuple[tuple[str, object], ...] = ()


STORIES = (
    Story(REFUND, 28, decided="grant", reviewed=True, grade=5, comment="三天就到账，没想到这么快。"),
    Story(REFUND, 25, decided="grant", reviewed=True, grade=4),
    Story(PERMIT, 24, decided="grant", reviewed=True, grade=5, channel=Channel.WINDOW),
    Story(
        PERMIT,
        20,
        decided="deny",
        reviewed=True,
        grade=2,
        comment="希望早点告诉我人数不够。",
        answers=(("fulltime_staff", 2),),
    ),
    Story(REFUND, 18, decided="grant", reviewed=True),
    Story(REFUND, 12),
    Story(REFUND, 9, reviewed=True),
    Story(PERMIT, 7),
    Story(PERMIT, 4, channel=Channel.WINDOW),
    Story(REFUND, 3),
    Story(PERMIT, 1, accepted=False),
)


def live_history(users: dict[str, User], told: Sequence[Enterprise]) -> int:
    """Each story has happened to one of the enterprises; how many cases came of it."""
    now = clock.now()
    for story, enterprise in zip(STORIES, told, strict=True):
        _live(story, enterprise, users, now)
    return len(STORIES)


def _live(story: Story, enterprise: Enterprise, users: dict[str, User], now: datetime) -> None:
    day = _working_day_before(now.astimezone(clock.CHINA).date(), story.days_ago)
    with clock.clock_at(_morning(day)) as hands:
        applicant = _applicant(enterprise, users, story.channel)
        case = apply(story, applicant)
        if not story.accepted:
            return
        hands.at += timedelta(hours=2)
        step(case, users["clerk"], "accept")
        work()
        if not story.reviewed:
            return
        hands.at += timedelta(days=1)
        step(case, users["hrss"], "disagree" if story.decided == "deny" else "agree")
        step(case, users["finance"], "agree")
        step(case, users["market"], "agree")
        if not story.decided:
            return
        hands.at += timedelta(hours=3)
        step(case, users["director"], story.decided)
        work()
        hands.at += timedelta(hours=5)
        if story.grade:
            owner = replace(applicant, enterprise_ids=frozenset({enterprise.pk}))
            rate_case(actor=owner, case_id=case.pk, grade=story.grade, comment=story.comment)
        work()


def _applicant(enterprise: Enterprise, users: dict[str, User], channel: Channel) -> Actor:
    """Somebody of the enterprise; at the window the clerk with its papers in hand."""
    if channel is Channel.WINDOW:
        return actor_of(users["clerk"]).at_window_for(enterprise.pk)
    return Actor(
        tenant_id=enterprise.tenant_id,
        user_id=users["enterprise"].pk,
        roles=frozenset({Role.ENTERPRISE}),
        enterprise_ids=frozenset({enterprise.pk}),
    )


def apply(story: Story, applicant: Actor) -> Case:
    draft = start_draft(actor=applicant, item_code=story.item)
    answers = PERMIT_ANSWERS if story.item == PERMIT else REFUND_ANSWERS
    typed = {element: value for element, value in answers.items() if element not in draft.answers}
    draft = save_draft(
        actor=applicant, draft_id=draft.pk, typed=typed | dict(story.answers), expected_version=draft.version
    )
    for material in ItemDefinition.read(draft.item_version.content).materials:
        if not material.waived_by:
            file = SimpleUploadedFile("material.pdf", PDF, content_type="application/pdf")
            upload_material(actor=applicant, draft_id=draft.pk, material=material.name.zh, file=file)
    case = submit_case(
        actor=applicant,
        draft_id=draft.pk,
        expected_version=draft.version,
        idempotency_key=f"draft:{draft.pk}",
    )
    work()
    return case


def step(case: Case, user: User, outcome: str) -> None:
    """The officer's open steps of this case are done; none is no fault: not every case comes to every desk."""
    actor = actor_of(user)
    for task in tasks_of(actor).open().of_subjects([case.reference]):
        case.refresh_from_db(fields=["version"])
        opinion = "专职工作人员未达到 3 人。" if outcome in ("disagree", "deny") else ""
        handle_task(
            actor=actor, task_id=task.pk, outcome=outcome, opinion=opinion, expected_version=case.version
        )


def work() -> None:
    while run_due_jobs(limit=MOST_JOBS, owner="demo"):
        pass


def _working_day_before(day: date, number: int) -> date:
    """The day that lies ``number`` working days before; plain weekdays where no calendar is published."""
    is_working: Callable[[date], bool] = working_calendar().is_working_day
    while number:
        day -= timedelta(days=1)
        try:
            counts = is_working(day)
        except UnknownYear:
            counts = day.weekday() < 5
        number -= counts
    return day


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=clock.CHINA)
