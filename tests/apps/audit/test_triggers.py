"""The database itself refuses to rewrite the audit."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.query import QuerySet
from tests import factories

from onedoor.apps.audit import triggers
from onedoor.apps.audit.models import ChainHead, Event
from onedoor.apps.audit.queries import verify_chain
from onedoor.apps.audit.services.record_event import record_event
from onedoor.errors import Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def tenant():
    tenant = factories.TenantFactory()
    for _ in range(3):
        record_event(actor=factories.system(tenant), action="deed", subject=tenant)
    return tenant


def head():
    return QuerySet(ChainHead)


@pytest.mark.parametrize(
    "deed",
    [
        lambda: QuerySet(Event).filter(seq=2).update(action="other"),
        lambda: QuerySet(Event).filter(seq=2)._raw_delete("default"),
        lambda: QuerySet(Event).filter(seq=3)._raw_delete("default"),
        lambda: head().update(seq=2),
        lambda: head().update(seq=3),
        lambda: head().update(seq=5),
        lambda: head().update(hash="0" * 64),
        lambda: head()._raw_delete("default"),
    ],
)
def test_events_are_neither_changed_nor_deleted_and_the_head_moves_on_by_one(tenant, deed):
    with pytest.raises(DatabaseError, match="audit|chain head"), transaction.atomic():
        deed()
    assert verify_chain(tenant.pk).checked == 3
    assert verify_chain(tenant.pk).ok


@pytest.mark.parametrize("table", ["audit_event", "audit_chainhead"])
def test_tables_are_not_emptied_past_the_row_triggers(tenant, table):
    empty = "TRUNCATE TABLE" if connection.vendor == "postgresql" else "DELETE FROM"
    with (
        pytest.raises(DatabaseError, match="audit|chain head"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{empty} {table}")
    assert verify_chain(tenant.pk).ok


def test_the_guard_is_down_only_within_the_block(tenant):
    with triggers.suspended(connection):
        QuerySet(Event).filter(seq=2).update(region_code="440000")
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(Event).filter(seq=2).update(region_code="440100")
    assert Event.objects.get(seq=2).region_code == "440000"


@pytest.mark.parametrize(
    "deed",
    [
        lambda: Event.objects.all().update(action="other"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.get(seq=1).save(),
        lambda: Event.objects.get(seq=1).delete(),
    ],
)
def test_programmers_are_stopped_before_the_database_is_asked(tenant, deed):
    with pytest.raises(Conflict, match=r"row\.immutable"):
        deed()
