"""The dear things done at the same moment by two, on a database that locks rows: each has its effect once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from tests import factories
from tests.apps.cases.town import REFUND, REFUND_CENTS, Town, make_town, release_measures

from onedoor.apps.audit.queries import verify_chain
from onedoor.apps.cases.enums import CaseStatus
from onedoor.apps.cases.models import Case, Opinion, PointResult
from onedoor.apps.cases.services.handle_task import handle_task
from onedoor.apps.certificates.models import Certificate
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.facts.services.load_register_facts import RegisterDelivery, load_register_facts
from onedoor.apps.facts.services.load_register_facts import RegisteredEnterprise as Registered
from onedoor.apps.jobs.enums import JobState
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.services.run_due_jobs import run_due_jobs
from onedoor.apps.notices.models import Notice
from onedoor.apps.policies.models import MatchRun, Payment
from onedoor.apps.policies.services.run_matching import run_matching
from onedoor.errors import Conflict, OnedoorError
from onedoor.text import Text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
TOGETHER_WITHIN = 30.0


@pytest.fixture(autouse=True)
def rows_are_locked() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nothing there happens at the same moment")


@pytest.fixture
def town(rows_are_locked) -> Town:
    made = make_town()
    release_measures(made)
    return made


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Each in a thread of its own, let go together; what each gave, or the refusal. Anything else is raised."""
    found: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls), timeout=TOGETHER_WITHIN)

    def run(number: int) -> None:
        try:
            start.wait()
            found[number] = calls[number]()
        except Exception as problem:
            found[number] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TOGETHER_WITHIN)
        assert not thread.is_alive()
    for each in found:
        if isinstance(each, Exception) and not isinstance(each, OnedoorError):
            raise each
    return found


def work_together(workers: int = 2) -> None:
    """Several workers do what is due, until nothing is."""
    while Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).exists():
        done = at_once(*(lambda n=n: run_due_jobs(limit=20, owner=f"worker {n}") for n in range(workers)))
        failed = Job.objects.exclude(last_error="").order_by("pk").first()
        assert failed is None, f"{failed}: {failed.last_error}"
        assert sum(done) > 0


def kinds(found: list[Any]) -> list[str]:
    return sorted(each.code if isinstance(each, OnedoorError) else "done" for each in found)


def step(town: Town, case: Case, who: str, outcome: str, version: int) -> Callable[[], Case]:
    actor, task = town.actor(who), town.task(case, who)
    return lambda: handle_task(
        actor=actor, task_id=task.pk, outcome=outcome, opinion="理由", expected_version=version
    )


def in_review(town: Town) -> Case:
    """A refund, with both reviews open."""
    case = town.apply(REFUND)
    work_together()
    case.refresh_from_db()
    return case


@pytest.mark.parametrize("doors", [2, 4])
def test_one_draft_submitted_through_several_doors_is_one_case(town, doors):
    draft, owner = town.fill_in(), town.actor("owner")
    made = at_once(*(lambda n=n: town.submit(draft, owner, key=f"key {n}") for n in range(doors)))
    case = Case.objects.get()
    assert made == [case] * doors
    assert case.submissions.count() == 1
    assert Notice.objects.filter(kind="case.submitted").count() == 1


def test_one_key_for_two_drafts_at_once_makes_one_case_and_refuses_the_other(town):
    owner = town.actor("owner")
    drafts = [town.fill_in(), town.fill_in(REFUND)]
    made = at_once(*(lambda draft=draft: town.submit(draft, owner, key="the same") for draft in drafts))
    case = Case.objects.get()
    assert [each for each in made if isinstance(each, Case)].count(case) >= 1
    assert all(each == case or each.code == "case.key_taken" for each in made)


def test_two_officers_finish_one_step_once(town):
    case = town.apply()
    calls = [step(town, case, "clerk", outcome, case.version) for outcome in ("accept", "refuse")]
    assert kinds(at_once(*calls)) == ["case.stale", "done"]
    assert Opinion.objects.count() == 1


def test_joint_reviews_finished_at_the_same_moment_lead_to_one_decision(town):
    case = in_review(town)
    calls = {who: step(town, case, who, "agree", case.version) for who in ("reviewer", "finance")}
    found = dict(zip(calls, at_once(*calls.values()), strict=True))
    assert kinds(list(found.values())) == ["case.stale", "done"]
    late = next(who for who, each in found.items() if isinstance(each, Conflict))
    town.step(case, late, "agree")
    work_together()
    assert town.task(case, "director")
    assert Opinion.objects.filter(case=case).count() == 2


def test_two_workers_carry_a_case_to_one_certificate_one_payment_and_one_notice(town):
    case = in_review(town)
    for who, outcome in (("reviewer", "agree"), ("finance", "agree"), ("director", "grant")):
        town.step(case, who, outcome)
        work_together()
    case.refresh_from_db()
    assert case.status == CaseStatus.COMPLETED
    assert Certificate.objects.count() == 1
    assert list(Payment.objects.values_list("amount_cents", flat=True)) == [REFUND_CENTS]
    assert Notice.objects.filter(kind="case.decided").count() == 1
    points = PointResult.objects.values_list("point_id", flat=True)
    assert len(points) == len(set(points)) > 0
    assert verify_chain(town.tenant.pk).ok


def test_taking_back_and_deciding_at_the_same_moment_does_one_of_them(town):
    from onedoor.apps.cases.services.withdraw_case import withdraw_case

    case = town.apply()
    owner = town.actor("owner")
    calls = (
        step(town, case, "clerk", "accept", case.version),
        lambda: withdraw_case(actor=owner, case_id=case.pk, reason="", expected_version=case.version),
    )
    assert kinds(at_once(*calls)) == ["case.stale", "done"]


def test_two_matching_runs_at_once_tell_everybody_once(town):
    runs = at_once(*(lambda: run_matching(actor=town.house) for _ in range(2)))
    assert len({run.pk for run in runs}) == MatchRun.objects.count() == 2
    assert Notice.objects.filter(kind="policy.certain").count() == 1
    assert verify_chain(town.tenant.pk).ok


def test_a_register_delivers_while_people_write_and_neither_waits_for_the_other_for_ever(town, monkeypatch):
    from onedoor.apps.facts.services import load_register_facts as loading

    monkeypatch.setattr(loading, "BATCH", 1)
    everybody = [factories.EnterpriseFactory() for _ in range(12)]
    people = [factories.actor_for(each) for each in reversed(everybody)]
    record = RegisterDelivery(
        source="market.register", source_name=Text.of("登记"), as_of=factories.LONG_AGO, values={"founded": 1}
    )
    rows = [
        Registered(uscc=each.uscc, name=f"{each.name}甲", region_code=each.region_code, records=(record,))
        for each in everybody
    ]
    before = FactRecord.objects.count()
    at_once(
        lambda: load_register_facts(actor=town.house, enterprises=rows),
        *(lambda who=who: town.start(who=who) for who in people[:6]),
    )
    assert FactRecord.objects.count() == before + len(rows)
    assert verify_chain(town.tenant.pk).ok
