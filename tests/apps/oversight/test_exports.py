"""A list as a file: what its requester may see when it is written, for the requester alone, for seven days."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from hypothesis import given
from hypothesis import strategies as st
from tests import factories

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.jobs.models import Job
from onedoor.apps.jobs.registry import registration_of
from onedoor.apps.oversight.enums import ExportState
from onedoor.apps.oversight.models import Export
from onedoor.apps.oversight.overview import FILTERS
from onedoor.apps.oversight.services.drop_expired_exports import drop_expired_exports
from onedoor.apps.oversight.services.request_export import request_export
from onedoor.apps.oversight.services.write_export import FORMULA, HEAD, safe_cell, write_export
from onedoor.apps.tenancy.enums import Role
from onedoor.errors import Conflict, Invalid, NotAllowed, NotFound


def ask(user, name="all"):
    return request_export(actor=factories.actor_for(user), filter_name=name)


def read(export):
    export.refresh_from_db()
    with export.file.open("rb") as file:
        text = file.read().decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    assert tuple(head) == HEAD
    return lines


def files():
    root = Path(configured.DATA) / "files"
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


def test_asking_waits_for_the_worker_and_stands_on_record(rows, supervisor):
    export = ask(supervisor)
    assert (export.state, export.requested_by, export.rows) == (ExportState.WAITING, supervisor, None)
    assert export.region_code == factories.GUANGZHOU
    assert Event.objects.get(action="export.requested").data == {"filter": "all"}
    assert Job.objects.get().payload == {"export_id": export.pk}


def test_the_worker_writes_what_the_list_shows(rows, supervisor, work):
    case = rows.case(amount_cents=1_234_567, outcome="granted", due_on=clock.today())
    rows.case(outcome="denied")
    export = ask(supervisor, "granted")
    work()
    assert read(export) == [
        [
            case.case_no,
            "人力资源服务许可",
            case.enterprise.name,
            case.enterprise.uscc,
            case.department.name,
            "已提交，待受理",
            "准予",
            "2026-11-24",
            "2026-11-24",
            "12345.67",
        ]
    ]
    assert (export.state, export.rows) == (ExportState.READY, 1)
    assert Event.objects.filter(action="export.ready").get().data == {"rows": 1}


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_every_figure_can_be_taken_away(rows, supervisor, work, name):
    rows.case(grade=1, paid=(5, 6), outcome="granted", channel="window", due_on=clock.today())
    export = ask(supervisor, name)
    work()
    expected = name in ("all", "open", "granted", "window", "rated", "bad", "paid")
    assert len(read(export)) == export.rows == int(expected)


def test_a_district_takes_away_its_own_cases_only(rows, district_supervisor, work):
    own = rows.case(rows.enterprise(region_code="440106"))
    rows.case(rows.enterprise(region_code="440105"))
    export = ask(district_supervisor)
    work()
    assert [line[0] for line in read(export)] == [own.case_no]


def test_whoever_lost_the_office_meanwhile_gets_an_empty_list(rows, supervisor, work):
    rows.case()
    export = ask(supervisor)
    supervisor.postings.get().delete()
    work()
    assert read(export) == []


def test_money_that_is_not_known_is_left_empty_and_zero_is_written(rows, supervisor, work):
    rows.case(amount_cents=0)
    rows.case()
    export = ask(supervisor)
    work()
    assert [line[-1] for line in read(export)] == ["", "0.00"]


@pytest.mark.parametrize("start", FORMULA)
def test_a_name_that_a_spreadsheet_would_run_is_only_shown(rows, supervisor, work, start):
    name = f'{start}HYPERLINK("http://evil.example","点我")'
    rows.case(rows.enterprise(name=name))
    export = ask(supervisor)
    work()
    assert read(export)[0][2] == f"'{name}"


@given(st.text())
def test_no_cell_begins_a_formula_and_nothing_is_lost(text):
    cell = safe_cell(text)
    assert not cell.startswith(FORMULA)
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == text


@pytest.mark.parametrize(("storage", "problem"), [("Full", "storage.full"), ("Away", "storage.unavailable")])
def test_a_storage_that_fails_is_told_and_leaves_nothing(rows, supervisor, work, settings, storage, problem):
    backend = {"BACKEND": f"tests.apps.cases.storages.{storage}"}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    rows.case()
    export = ask(supervisor)
    work()
    export.refresh_from_db()
    assert (export.state, export.problem) == (ExportState.FAILED, problem)
    assert (bool(export.file), export.rows, export.expires_at) == (False, None, None)
    assert Event.objects.filter(action="export.failed").exists()
    assert files() == []
    assert ask(supervisor).pk != export.pk


def test_writing_again_changes_nothing(rows, supervisor, work):
    export = ask(supervisor)
    work()
    rows.case()
    again = write_export(actor=factories.system(), export_id=export.pk)
    assert (again.rows, len(files())) == (0, 1)


def test_five_may_wait_and_the_sixth_is_refused(rows, supervisor, work):
    for _ in range(5):
        ask(supervisor)
    with pytest.raises(Conflict, match=r"export\.too_many"):
        ask(supervisor)
    assert Export.objects.count() == 5
    other = factories.officer(Role.SUPERVISOR)
    assert ask(other).pk
    work()
    assert ask(supervisor).pk


def test_an_export_is_its_requesters_alone(rows, supervisor):
    export = ask(supervisor)
    colleague = factories.actor_for(Role.SUPERVISOR)
    for actor in (colleague, replace(colleague, user_id=None), factories.actor_for(Role.REVIEWER)):
        with pytest.raises(NotFound):
            Export.objects.one_visible_to(actor, pk=export.pk)
    assert Export.objects.visible_to(factories.actor_for(supervisor)).newest_first().get() == export


@pytest.mark.parametrize("role", [Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.DESIGNER])
def test_only_supervisors_take_lists_away(role, db):
    with pytest.raises(NotAllowed, match=r"export\.supervisor"):
        request_export(actor=factories.actor_for(role), filter_name="all")


def test_neither_the_house_nor_an_enterprise_takes_lists_away(db):
    for actor in (factories.system(), factories.actor_for(factories.EnterpriseFactory())):
        with pytest.raises(NotAllowed):
            request_export(actor=actor, filter_name="all")


def test_a_list_that_does_not_exist_is_refused_before_anything_waits(supervisor):
    with pytest.raises(Invalid, match=r"export\.filter") as refusal:
        ask(supervisor, "x" * 500)
    assert len(refusal.value.found) == 40
    assert not Export.objects.exists()


def test_it_is_kept_for_seven_days_and_then_gone_with_its_file(
    rows, supervisor, work, at, django_capture_on_commit_callbacks
):
    export = ask(supervisor)
    work()
    waiting = ask(supervisor)
    at("2026-12-01T09:59")
    assert drop_expired_exports(actor=factories.system()) == 0
    at("2026-12-01T10:00")
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_expired_exports(actor=factories.system()) == 1
    assert list(Export.objects.order_by("pk")) == [waiting]
    assert files() == []
    assert Event.objects.get(action="export.expired").subject_id == export.pk


def test_the_house_takes_its_own_expired_ones_away_every_day_and_people_do_not(supervisor):
    ask(supervisor)
    Export.objects.update(expires_at=clock.now())
    with pytest.raises(NotAllowed):
        drop_expired_exports(actor=factories.actor_for(supervisor))
    abroad = factories.system(factories.TenantFactory(code="abroad"))
    assert drop_expired_exports(actor=abroad) == 0
    assert drop_expired_exports(actor=factories.system()) == 1
    assert registration_of("oversight.drop_expired_exports").every == timedelta(days=1)


def test_writing_asks_the_database_as_often_for_many_cases_as_for_few(rows, supervisor, max_queries):
    for _ in range(15):
        rows.case()
    export = ask(supervisor)
    house = factories.system()
    with max_queries(14):
        assert write_export(actor=house, export_id=export.pk).rows == 15
