"""Things done at the same time, each in a thread of its own: once is once, and bounds hold."""

import threading

import pytest
from django.db import connection, connections
from tests import factories
from tests.apps.cases.town import REFUND, make_town

from onedoor.apps.cases.models import Case, Draft, Opinion
from onedoor.apps.cases.services.handle_task import handle_task
from onedoor.apps.oversight.models import Export
from onedoor.apps.oversight.services.request_export import request_export
from onedoor.errors import Conflict, OnedoorError

pytestmark = pytest.mark.django_db(transaction=True)


def run_at_once(*calls):
    """Each call in a thread of its own, all let go together; what each gave or raised."""
    found, start = [None] * len(calls), threading.Barrier(len(calls))

    def run(number):
        try:
            start.wait()
            found[number] = calls[number]()
        except OnedoorError as refusal:
            found[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def run_each(*calls):
    """At once where the database locks rows; one after the other on SQLite, which has one writer."""
    if connection.vendor == "postgresql":
        return run_at_once(*calls)
    found = []
    for call in calls:
        try:
            found.append(call())
        except OnedoorError as refusal:
            found.append(refusal)
    return found


def test_two_applications_at_once_get_two_numbers():
    town = make_town()
    others = [factories.actor_for(factories.EnterpriseFactory()) for _ in range(4)]
    known = {"insured_count": 1, "paid_months": 12, "layoff_rate": "0", "premium_prev_year": 1}
    drafts = [town.fill_in(REFUND, who, **known) for who in others]
    calls = [lambda d=draft, w=who: town.submit(d, w) for draft, who in zip(drafts, others, strict=True)]
    cases = run_each(*calls)
    assert sorted(case.case_no[-4:] for case in cases) == ["0001", "0002", "0003", "0004"]


def test_a_double_click_makes_one_case():
    town = make_town()
    draft = town.fill_in()
    made = run_each(lambda: town.submit(draft), lambda: town.submit(draft))
    assert made[0] == made[1] == Case.objects.get()


def test_beginning_through_two_doors_begins_one_draft():
    town = make_town()
    owner, window = town.actor("owner"), town.window()
    begun = run_each(lambda: town.start(who=owner), lambda: town.start(who=window))
    assert begun[0] == begun[1] == Draft.objects.get()


def test_a_step_done_twice_is_done_once():
    town = make_town()
    case = town.apply()
    task, clerk = town.task(case, "clerk"), town.actor("clerk")

    def accept():
        return handle_task(
            actor=clerk, task_id=task.pk, outcome="accept", opinion="", expected_version=case.version
        )

    done = run_each(accept, accept)
    assert sorted(isinstance(each, Conflict) for each in done) == [False, True]
    assert Opinion.objects.count() == 1


def test_the_last_place_in_the_row_of_exports_is_taken_once():
    town = make_town()
    supervisor = town.actor("supervisor")
    calls = [lambda: request_export(actor=supervisor, filter_name="all")] * 7
    asked = run_each(*calls)
    assert sum(isinstance(each, Conflict) for each in asked) == 2
    assert Export.objects.count() == 5
