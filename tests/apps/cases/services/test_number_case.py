"""Case numbers: from the first of a day to beyond four digits."""

from datetime import date

import pytest
from django.db import transaction
from tests import factories

from onedoor.apps.cases.models import CaseCounter
from onedoor.apps.cases.services.number_case import number_case

DAY = date(2026, 11, 24)


def number(tenant=None, code="ITEM"):
    return number_case(
        actor=factories.system(tenant), item_code=code, region_code=factories.GUANGZHOU, day=DAY
    )


@pytest.mark.django_db
def test_numbers_follow_one_another():
    assert [number() for _ in range(3)] == ["ITEM202611240001", "ITEM202611240002", "ITEM202611240003"]


@pytest.mark.django_db
def test_the_serial_widens_after_9999():
    number()
    CaseCounter.objects.update(last=9999)
    assert number() == "ITEM2026112410000"


@pytest.mark.django_db
def test_tenants_count_apart():
    number()
    assert number(factories.TenantFactory(code="abroad")) == "ITEM202611240001"


@pytest.mark.django_db
def test_a_case_that_comes_to_nothing_leaves_no_gap():
    number()
    with transaction.atomic():
        number()
        transaction.set_rollback(True)
    assert number() == "ITEM202611240002"
