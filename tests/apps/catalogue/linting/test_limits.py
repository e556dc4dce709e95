"""Limits in different units are compared by the calendar, not by a factor."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from onedoor.apps.catalogue.linting.structure.limits import longer_than
from onedoor.engine.calendars import Limit, Unit

DAY, WORKING, HOUR, MONTH, YEAR = Unit.CALENDAR_DAY, Unit.WORKING_DAY, Unit.HOUR, Unit.MONTH, Unit.YEAR


@pytest.mark.parametrize(
    ("promised", "statutory", "always"),
    [
        (Limit(20, WORKING), Limit(20, WORKING), None),
        (Limit(21, WORKING), Limit(20, WORKING), True),
        (Limit(5, WORKING), Limit(20, DAY), None),
        (Limit(15, WORKING), Limit(20, DAY), False),
        (Limit(20, WORKING), Limit(20, DAY), True),
        (Limit(20, DAY), Limit(20, WORKING), None),
        (Limit(1, MONTH), Limit(30, DAY), False),
        (Limit(2, MONTH), Limit(30, DAY), True),
        (Limit(24, HOUR), Limit(1, WORKING), None),
        (Limit(1, WORKING), Limit(24, HOUR), False),
        (Limit(0, WORKING), Limit(0, DAY), None),
        (Limit(13, MONTH), Limit(1, YEAR), True),
        (Limit(100, YEAR), Limit(1, YEAR), True),
    ],
)
def test_a_promise_is_longer_always_sometimes_or_never(
    promised: Limit, statutory: Limit, always: bool | None
) -> None:
    longer = longer_than(promised, statutory)
    assert (longer.always if longer else None) is always


def test_the_day_that_shows_it_is_one_on_which_it_ends_later() -> None:
    longer = longer_than(Limit(15, WORKING), Limit(20, DAY))
    assert longer is not None
    assert longer.accepted < longer.statutory < longer.promised


@pytest.mark.parametrize("name", ["limits", "sharing"])
def test_the_examples_in_the_documentation_hold(name: str) -> None:
    module = import_module(f"onedoor.apps.catalogue.linting.structure.{name}")
    result = doctest.testmod(module)
    assert (result.failed, result.attempted > 0) == (0, True)
