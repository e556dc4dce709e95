"""The town in which the cases happen."""

import pytest
from tests.apps.cases.town import Town, make_town, release_measures


@pytest.fixture
def town(db) -> Town:
    return make_town()


@pytest.fixture
def refunding(town) -> Town:
    """The town with the measures that the refund is decided by."""
    release_measures(town)
    return town
