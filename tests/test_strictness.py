"""The strictness of the test run is itself under test: a guard that fell asleep would let everything pass."""

import socket
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.template import Context, Template
from django.utils import translation
from tests import factories

from onedoor import clock
from onedoor.apps.audit.models import Event
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.jobs.services.enqueue_job import enqueue_job
from onedoor.apps.parties.models import Department, Membership


@pytest.mark.django_db
def test_a_list_without_an_order_does_not_come_in_the_order_of_its_making():
    made = [factories.DepartmentFactory().pk for _ in range(3)]
    assert [row.pk for row in Department.objects.all()] == made[::-1]
    assert [row.pk for row in Department.objects.order_by("pk")] == made


@pytest.mark.django_db
def test_a_lock_over_a_join_names_its_rows():
    factories.MembershipFactory()
    with pytest.raises(AssertionError, match="of="):
        list(Membership.objects.select_for_update().select_related("user"))
    with pytest.raises(AssertionError, match="of="):
        list(Membership.objects.select_for_update().filter(user__username__startswith="user"))
    assert len(Membership.objects.select_for_update(of=("self",)).select_related("user")) == 1
    assert len(Membership.objects.select_for_update().filter(user__isnull=False)) == 1


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("127.0.0.1", 80), ("example.org", 80)])
def test_no_test_reaches_the_network(address):
    with socket.socket() as link, pytest.raises(AssertionError, match="network"):
        link.connect(address)
    with socket.socket() as link, pytest.raises(AssertionError, match="network"):
        link.connect_ex(address)


def test_names_are_not_looked_up():
    with pytest.raises(AssertionError, match="network"):
        socket.getaddrinfo("example.org", 443)


def test_a_template_that_names_what_is_not_there_fails():
    with pytest.raises(AssertionError, match="undefined template variable: nobody"):
        Template("{{ nobody }}").render(Context({}))


def test_the_clock_stands_until_it_is_put_elsewhere(at):
    assert clock.now() == clock.now() == datetime(2026, 11, 24, 10, tzinfo=clock.CHINA)
    at("2026-12-31T23:59")
    assert clock.today().isoformat() == "2026-12-31"
    at("2026-12-31T23:59+00:00")
    assert clock.today().isoformat() == "2027-01-01"


@pytest.mark.django_db
def test_a_ceiling_of_queries_shows_what_was_asked(max_queries):
    with pytest.raises(AssertionError, match=r"(?s)2 queries, at most 1 allowed:.*parties_department"):
        two_queries_under_a_ceiling_of_one(max_queries)


def two_queries_under_a_ceiling_of_one(max_queries):
    with max_queries(1):
        Department.objects.exists()
        Department.objects.exists()


@pytest.mark.django_db
def test_work_fails_where_a_job_failed(work):
    enqueue_job(actor=factories.system(), kind="notices.email", payload={"notice": 0})
    with pytest.raises(AssertionError, match=r"notices\.email.*row\.not_found"):
        work()


@pytest.mark.parametrize("turn", [1, 2])
def test_neither_language_nor_file_is_left_for_the_next_test(turn):
    kept = Path(settings.DATA) / "files" / "left.txt"
    assert translation.get_language() == "zh-hans"
    assert not kept.exists()
    translation.activate("en")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text("left")


def test_files_of_the_run_are_in_a_folder_of_its_own():
    assert Path(settings.DATA).is_relative_to(tempfile.gettempdir())
    assert Path(settings.STORAGES["default"]["OPTIONS"]["location"]).is_relative_to(settings.DATA)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_transactional_test_finds_an_empty_audit_with_its_guard_up(turn):
    assert not Event.objects.exists()
    tenant = factories.TenantFactory()
    record_event(actor=factories.system(tenant), action="deed", subject=tenant)
    with pytest.raises(DatabaseError, match="audit"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event")
