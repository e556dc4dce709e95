"""An intruder who owns the database changes the audit; the verification says so."""

import re

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.query import QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories

from onedoor.apps.audit import triggers
from onedoor.apps.audit.chain import GENESIS, event_hash
from onedoor.apps.audit.models import ChainHead, Event
from onedoor.apps.audit.queries import verify_chain
from onedoor.apps.audit.services.record_event import record_event
from onedoor.errors import Invalid

pytestmark = pytest.mark.django_db
LENGTH = 5


def rows(model):
    """The rows as somebody reaches them who does not go through this house."""
    return QuerySet(model)


@pytest.fixture
def chain():
    enterprise = factories.EnterpriseFactory()
    actor = factories.system(enterprise.tenant)
    for number in range(1, LENGTH + 1):
        record_event(actor=actor, action=f"deed.{number}", subject=enterprise, data={"number": number})
    return enterprise.tenant_id


def change(**fields):
    return lambda: rows(Event).filter(seq=3).update(**fields)


def swap():
    rows(Event).filter(seq=2).update(seq=99)
    rows(Event).filter(seq=3).update(seq=2)
    rows(Event).filter(seq=99).update(seq=3)


def slip_one_in():
    for seq in (5, 4, 3):
        rows(Event).filter(seq=seq).update(seq=F("seq") + 1)
    forged = rows(Event).get(seq=2)
    forged.pk, forged.seq, forged.previous_hash = None, 3, forged.hash
    forged.hash = event_hash(forged)
    rows(Event).bulk_create([forged])
    rows(ChainHead).update(seq=6)


def change_and_hash_again():
    event = rows(Event).get(seq=3)
    event.action = "deed.other"
    rows(Event).filter(seq=3).update(action=event.action, hash=event_hash(event))


def cut_off_and_wind_back():
    rows(Event).filter(seq=5).delete()
    rows(ChainHead).update(seq=4)


def write_beyond_the_head():
    event = rows(Event).get(seq=5)
    event.pk, event.seq, event.previous_hash = None, 6, event.hash
    event.hash = event_hash(event)
    rows(Event).bulk_create([event])


@pytest.mark.parametrize(
    ("deed", "checked", "fault"),
    [
        (change(action="deed.9"), 2, "event 3 .* is not what was recorded"),
        (change(data={"number": 9}), 2, "event 3 .* is not what was recorded"),
        (change(data={}), 2, "event 3 .* is not what was recorded"),
        (change(actor_user_id=9), 2, "event 3 .* is not what was recorded"),
        (change(acting_for=9), 2, "event 3 .* is not what was recorded"),
        (change(channel="online"), 2, "event 3 .* is not what was recorded"),
        (change(subject_id=9), 2, "event 3 .* is not what was recorded"),
        (change(subject_kind="case"), 2, "event 3 .* is not what was recorded"),
        (change(region_code="440000"), 2, "event 3 .* is not what was recorded"),
        (change(at="2026-11-24T10:00:00.000001+08:00"), 2, "event 3 .* is not what was recorded"),
        (change(hash="0" * 64), 2, "event 3 .* is not what was recorded"),
        (change(previous_hash="0" * 64), 2, "event 3 does not follow event 2"),
        (change_and_hash_again, 3, "event 4 does not follow event 3"),
        (swap, 1, "event 2 does not follow event 1"),
        (slip_one_in, 3, "event 4 does not follow event 3"),
        (lambda: rows(Event).filter(seq=1).delete(), 0, "event 1 is missing, 2 stands in its place"),
        (lambda: rows(Event).filter(seq=3).delete(), 2, "event 3 is missing, 4 stands in its place"),
        (lambda: rows(Event).filter(seq=5).delete(), 4, "event 5 is missing: the head stands at 5"),
        (lambda: rows(Event).all().delete(), 0, "event 1 is missing: the head stands at 5"),
        (cut_off_and_wind_back, 4, "the head's hash is not that of event 4"),
        (write_beyond_the_head, 5, "event 6 stands beyond the head at 5"),
        (lambda: rows(ChainHead).update(hash="f" * 64), 5, "the head's hash is not that of event 5"),
        (lambda: rows(ChainHead).all().delete(), 0, "events without a chain head"),
    ],
)
def test_what_an_intruder_does_is_found_where_it_was_done(chain, deed, checked, fault):
    before = verify_chain(chain)
    with triggers.suspended(connection):
        deed()
    report = verify_chain(chain)
    assert before.ok
    assert not report.ok
    assert report.checked == checked
    assert str(report).startswith(f"BROKEN after {checked} events: ")
    assert re.fullmatch(fault, report.fault)


def test_a_chain_written_anew_from_the_start_shows_another_head(chain):
    noted = str(verify_chain(chain))
    with triggers.suspended(connection):
        previous = GENESIS
        for event in rows(Event).order_by("seq"):
            event.data, event.previous_hash = {"number": 0}, previous
            previous = event_hash(event)
            rows(Event).filter(pk=event.pk).update(
                data=event.data, previous_hash=event.previous_hash, hash=previous
            )
        rows(ChainHead).update(hash=previous)
    report = verify_chain(chain)
    assert report.ok
    assert str(report) != noted


def test_an_empty_chain_holds():
    report = verify_chain(factories.TenantFactory().pk)
    assert (report.ok, report.checked, report.head) == (True, 0, GENESIS)


def test_chains_of_tenants_are_apart(chain):
    other = factories.TenantFactory(code="other")
    record_event(actor=factories.system(other), action="deed.1", subject=other)
    with triggers.suspended(connection):
        rows(Event).filter(tenant_id=chain, seq=2).update(action="deed.9")
    assert not verify_chain(chain).ok
    assert verify_chain(other.pk).ok
    assert Event.objects.get(tenant=other).seq == 1


def test_verification_asks_the_database_twice_however_long_the_chain(chain, max_queries):
    with max_queries(2):
        assert verify_chain(chain).checked == LENGTH


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
deeds = st.lists(st.dictionaries(words, plain, max_size=3), min_size=1, max_size=5)
numbers = iter(range(10**9))


@settings(max_examples=40)
@given(deeds=deeds, where=st.integers(0, 4), field=st.sampled_from(["action", "data", "subject_id", "hash"]))
def test_law_what_was_recorded_verifies_and_no_field_can_change(deeds, where, field):
    tenant = factories.TenantFactory(code=f"law{next(numbers)}")
    for data in deeds:
        record_event(actor=factories.system(tenant), action="deed", subject=tenant, data=data)
    assert verify_chain(tenant.pk).checked == len(deeds)
    assert verify_chain(tenant.pk).ok
    event = rows(Event).get(tenant=tenant, seq=where % len(deeds) + 1)
    changed = {"action": "deeds", "data": {**event.data, "more": 1}, "subject_id": -1, "hash": GENESIS}[field]
    if changed == getattr(event, field):
        return
    with triggers.suspended(connection):
        rows(Event).filter(pk=event.pk).update(**{field: changed})
    assert verify_chain(tenant.pk).checked == event.seq - 1


@pytest.mark.parametrize("data", [{"a": "\0"}, {"\0": 1}, {"a": [{"b": "x\0"}]}, {"a": "\ud800"}])
def test_text_that_a_database_cannot_hold_is_refused_at_once(data):
    tenant = factories.TenantFactory()
    with pytest.raises(Invalid, match=r"event\.data"):
        record_event(actor=factories.system(tenant), action="deed", subject=tenant, data=data)
