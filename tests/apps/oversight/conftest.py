"""Rows to oversee, and those who do."""

import pytest
from tests import factories
from tests.apps.oversight.rows import Rows

from onedoor.apps.tenancy.enums import Role


@pytest.fixture
def rows(db) -> Rows:
    return Rows()


@pytest.fixture
def supervisor(db):
    """The city's supervisor."""
    return factories.officer(Role.SUPERVISOR)


@pytest.fixture
def district_supervisor(db):
    """The supervisor of one district alone."""
    user = factories.UserFactory()
    factories.PostingFactory(user=user, role=Role.SUPERVISOR, region_code=factories.TIANHE)
    return user
