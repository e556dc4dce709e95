"""How long a bundle takes, in which order, and what it saves."""

from datetime import date
from typing import Any

import pytest
from tests.apps.catalogue.bundles.toys import bundle, items, parts, working_days

from onedoor.apps.catalogue.bundles import due, savings, select
from onedoor.apps.catalogue.bundles.ordering import leads_to, predecessors
from onedoor.apps.catalogue.bundles.timing import longest_promise
from onedoor.engine.calendars import Limit, Suspension
from onedoor.engine.calendars.networks import Activity
from onedoor.reference import national_calendar

MONDAY = date(2026, 3, 2)
CALENDAR = national_calendar()


@pytest.mark.parametrize(
    ("answers", "on", "path"),
    [
        ({"hangs": False, "area": 5}, 5, ("licence", "stall")),
        ({"hangs": True, "area": 5, "lit": True}, 6, ("licence", "sign")),
        ({"hangs": True, "area": 20, "lit": True}, 10, ("licence", "stall")),
    ],
)
def test_the_longest_way_through_the_parts_is_the_limit(
    answers: dict[str, Any], on: int, path: tuple[str, ...]
) -> None:
    found = due(bundle(), select(bundle(), items(), answers), MONDAY, CALENDAR)
    assert (found.due.on, found.path) == (date(2026, 3, on), path)


def test_a_suspension_counts_only_on_the_longest_way() -> None:
    selection = select(bundle(), items(), {"hangs": True, "area": 20, "lit": True})
    pause = Suspension(date(2026, 3, 4), date(2026, 3, 5))
    ends = [
        due(bundle(), selection, MONDAY, CALENDAR, {name: Activity(name, suspensions=(pause,))}).due.on
        for name in ("sign", "stall")
    ]
    assert ends == [date(2026, 3, 10), date(2026, 3, 12)]


def test_who_waits_for_a_part_that_is_not_there_waits_for_what_that_one_would() -> None:
    chain = bundle(parts=parts({}, {}, {"after": ["stall"]}))
    assert predecessors(chain, {"licence", "sign"}) == {"licence": (), "sign": ("licence",)}
    assert predecessors(chain, {"sign"}) == {"sign": ()}


def test_only_the_nearest_are_waited_for() -> None:
    both = bundle(parts=parts({}, {}, {"after": ["licence", "stall"]}))
    waits = predecessors(both, {"licence", "stall", "sign"})
    assert waits["sign"] == ("stall",)
    assert leads_to("licence", "sign", waits)
    assert not leads_to("sign", "licence", waits)


def test_main_lines_of_stages_follow_each_other_and_side_lines_do_not() -> None:
    stages = [{"id": name, "name": name} for name in ("S1", "S2")]
    staged = parts(
        {"stage": "S1"}, {"stage": "S2", "after": []}, {"stage": "S2", "after": [], "line": "side"}
    )
    waits = predecessors(bundle(stages=stages, parts=staged), {"licence", "stall", "sign"})
    assert waits == {"licence": (), "stall": ("licence",), "sign": ()}


def test_the_longest_promise_is_of_what_the_given_answers_leave_possible() -> None:
    stall = items()["STALL"]
    assert longest_promise(stall) == Limit(5)
    assert longest_promise(stall, {"area": 5}) == Limit(2)
    assert longest_promise(items()["LICENCE"]) == Limit(1)


def test_the_figures_before_are_of_each_item_alone_and_after_of_the_bundle() -> None:
    found = savings(bundle(), select(bundle(), items(), {"hangs": True, "area": 20, "lit": True}))
    before, after = found.before, found.after
    assert (before.items, before.steps, before.materials, before.fields, before.visits, before.days) == (
        3,
        7,
        6,
        5,
        4,
        33,
    )
    # The licence number comes from a register; the licence is made by the bundle.
    assert (after.items, after.steps, after.materials, after.fields, after.visits, after.days) == (
        1,
        5,
        2,
        2,
        1,
        6,
    )
    assert found.saved["days"] == 81


def test_figures_that_were_measured_hold() -> None:
    measured = bundle(before={"days": 22})
    assert savings(measured, select(measured, items(), {"hangs": False, "area": 5})).before.days == 22


def test_a_bundle_of_nothing_saves_nothing() -> None:
    stop = {"id": "no", "when": "挂招牌", "reason": "x"}
    stopped = bundle(stops=[stop], promised_limit=working_days(9))
    found = savings(stopped, select(stopped, items(), {"hangs": True}))
    assert (found.after.items, found.after.days, set(found.saved.values())) == (0, 0, {0})
