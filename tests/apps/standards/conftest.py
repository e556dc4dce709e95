"""The shipped standards in the tables, loaded once for a whole module; each test begins with them as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from tests import factories
from tests.conftest import MORNING

from onedoor import clock
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.models import Tenant


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker) -> Iterator[Tenant]:
    with django_db_blocker.unblock(), clock.clock_at(MORNING), transaction.atomic():
        tenant = factories.TenantFactory()
        load_reference(towns=False)
        yield tenant
        transaction.set_rollback(True)


@pytest.fixture
def tenant(standing, db) -> Tenant:
    """A government with its data elements and the code lists, regions down to the counties."""
    return standing


@pytest.fixture
def designer(tenant) -> Actor:
    return factories.actor_for(factories.officer(Role.DESIGNER))


@pytest.fixture
def clerk(tenant) -> Actor:
    return factories.actor_for(factories.officer(Role.CLERK))


@pytest.fixture
def house(tenant) -> Actor:
    return factories.system(tenant)
