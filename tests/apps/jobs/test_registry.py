"""Every kind has one handler, found in its app's tasks."""

import pytest

from onedoor.apps.jobs.registry import job, registration_of
from onedoor.errors import NotFound


def test_handlers_are_found_in_the_tasks_of_the_apps():
    assert registration_of("notices.email").handler.__module__ == "onedoor.apps.notices.tasks"


def test_two_handlers_of_one_kind_are_refused(handle):
    handle("test.one", lambda *, actor, payload: None)
    with pytest.raises(ValueError, match=r"test\.one"):
        job("test.one")(lambda *, actor, payload: None)


def test_an_unknown_kind_is_answered_with_the_known_ones():
    with pytest.raises(NotFound) as refusal:
        registration_of("notices.fax")
    assert refusal.value.found == "notices.fax"
    assert "notices.email" in str(refusal.value.expected)
