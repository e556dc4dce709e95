"""The profile of one and the profiles of all are the same reading of the same records."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import factories

from onedoor import clock
from onedoor.apps.facts.enums import SourceKind
from onedoor.apps.facts.models import FactRecord
from onedoor.apps.facts.queries import all_profiles, profile_of
from onedoor.apps.tenancy.enums import Role

START = datetime(2026, 1, 1, tzinfo=clock.CHINA)
DELIVERIES = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(SourceKind.values),
        st.integers(0, 2),
        st.integers(0, 2),
        st.dictionaries(st.sampled_from("abc"), st.none() | st.integers(0, 9), min_size=1),
    ),
    max_size=12,
)


def deliver(enterprise, kind=SourceKind.REGISTER, day=0, hour=0, **values):
    return FactRecord(
        tenant_id=enterprise.tenant_id,
        region_code=enterprise.region_code,
        enterprise=enterprise,
        source=kind,
        source_name="来源",
        source_name_en="source",
        source_kind=kind,
        as_of=date(2026, 1, 1) + timedelta(days=day),
        recorded_at=START + timedelta(hours=hour),
        values=values,
    )


@pytest.mark.django_db
@given(DELIVERIES)
@settings(max_examples=40)
def test_all_profiles_are_each_profile_one_by_one(deliveries):
    with transaction.atomic():
        enterprises = [factories.EnterpriseFactory() for _ in range(3)]
        FactRecord.objects.bulk_create(
            deliver(enterprises[which], kind, day, hour, **values)
            for which, kind, day, hour, values in deliveries
        )
        house = factories.system()
        profiles = list(all_profiles(house))
        one_by_one = [
            (enterprise.pk, profile.values_by_element())
            for enterprise in enterprises
            if (profile := profile_of(house, enterprise.pk))
        ]
        transaction.set_rollback(True)
    assert profiles == one_by_one


@pytest.mark.django_db
def test_every_value_holds_for_itself():
    enterprise = factories.EnterpriseFactory()
    FactRecord.objects.bulk_create(
        [
            deliver(enterprise, day=1, a=1, b=1),
            deliver(enterprise, day=2, b=2),
            deliver(enterprise, SourceKind.APPLICANT, day=9, b=9, c=9),
            deliver(enterprise, SourceKind.DECISION, c=3),
        ]
    )
    assert profile_of(factories.system(), enterprise.pk).values_by_element() == {"a": 1, "b": 2, "c": 3}


@pytest.mark.django_db
def test_of_the_same_day_what_was_recorded_last_holds_in_whatever_order_rows_lie():
    enterprise = factories.EnterpriseFactory()
    FactRecord.objects.bulk_create(
        [deliver(enterprise, hour=2, a="last"), deliver(enterprise, hour=1, a="first")]
    )
    assert profile_of(factories.system(), enterprise.pk)["a"].value == "last"
    assert dict(all_profiles(factories.system())) == {enterprise.pk: {"a": "last"}}


@pytest.mark.django_db
def test_facts_are_seen_by_their_enterprise_the_window_and_the_regions_supervisors():
    enterprise = factories.EnterpriseFactory()
    FactRecord.objects.bulk_create([deliver(enterprise, a=1)])
    far = factories.UserFactory()
    factories.PostingFactory(user=far, role=Role.SUPERVISOR, region_code="440300")
    seen = {
        "own": factories.actor_for(enterprise),
        "window": factories.clerk_with_papers_of(enterprise),
        "supervisor": factories.actor_for(Role.SUPERVISOR),
        "other": factories.actor_for(factories.EnterpriseFactory()),
        "clerk": factories.actor_for(Role.CLERK),
        "reviewer": factories.actor_for(Role.REVIEWER),
        "far": factories.actor_for(far),
        "abroad": factories.system(factories.TenantFactory(code="abroad")),
    }
    assert {who for who, actor in seen.items() if profile_of(actor, enterprise.pk)} == {
        "own",
        "window",
        "supervisor",
    }
    assert {who for who, actor in seen.items() if list(all_profiles(actor))} == {
        "own",
        "window",
        "supervisor",
    }


@pytest.mark.django_db
def test_all_profiles_is_one_query_for_everybody(max_queries):
    FactRecord.objects.bulk_create(deliver(factories.EnterpriseFactory(), a=number) for number in range(20))
    house = factories.system()
    with max_queries(1):
        assert len(list(all_profiles(house))) == 20


@pytest.mark.django_db
def test_nobody_known_is_no_profile():
    assert list(all_profiles(factories.system())) == []
    assert len(profile_of(factories.system(), 1)) == 0
