"""Joint limits: what waits adds up, what runs side by side does not, and only the longest way counts."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.engine.calendars import Limit, Suspension, Unit, due_date
from onedoor.engine.calendars.networks import Activity, joint_due, path_length, suspension_cost
from onedoor.errors import Invalid
from onedoor.reference import national_calendar

NATIONAL = national_calendar()
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)

starts = st.dates(date(2019, 1, 1), date(2023, 12, 31))


def days(n: int) -> Limit:
    return Limit(n, Unit.WORKING_DAY)


@st.composite
def networks(draw: st.DrawFn) -> list[Activity]:
    """Up to seven activities, each waiting for some of those before it."""
    found: list[Activity] = []
    for place in range(draw(st.integers(1, 7))):
        after = draw(st.sets(st.sampled_from([each.id for each in found]))) if found else set()
        unit = draw(st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]))
        limit = draw(st.none() | st.builds(Limit, st.integers(0, 12), st.just(unit)))
        pauses = draw(st.lists(st.builds(pause, starts, st.integers(0, 20)), max_size=2))
        found.append(Activity(f"a{place}", limit, tuple(sorted(after)), tuple(pauses)))
    return found


def pause(start: date, length: int) -> Suspension:
    return Suspension(start, start + length * DAY)


# A licence of one day, then seals (two days) beside tax (one day), then a bank account that waits for the seals.
START_UP = [
    Activity("licence", days(1)),
    Activity("seals", days(2), ("licence",)),
    Activity("tax", days(1), ("licence",)),
    Activity("bank", days(3), ("seals",)),
]


def test_serial_limits_add_up_and_parallel_ones_do_not() -> None:
    found = joint_due(MONDAY, START_UP, NATIONAL)
    assert {name: (timed.start, timed.due.on) for name, timed in found.activities.items()} == {
        "licence": (MONDAY, date(2026, 3, 3)),
        "seals": (date(2026, 3, 3), date(2026, 3, 5)),
        "tax": (date(2026, 3, 3), date(2026, 3, 4)),
        "bank": (date(2026, 3, 5), date(2026, 3, 10)),
    }
    assert (found.due.on, found.path) == (date(2026, 3, 10), ("licence", "seals", "bank"))


def test_critical_is_what_the_end_waits_for() -> None:
    found = joint_due(MONDAY, START_UP, NATIONAL)
    assert {name for name, timed in found.activities.items() if timed.critical} == {
        "licence",
        "seals",
        "bank",
    }


def test_of_two_ways_of_one_length_both_are_critical_and_one_is_the_path() -> None:
    found = joint_due(
        MONDAY, [Activity("a", days(2)), Activity("b", days(2)), Activity("c", days(1), ("a", "b"))], NATIONAL
    )
    assert all(timed.critical for timed in found.activities.values())
    assert found.path == ("a", "c")


def test_the_order_in_which_they_are_written_does_not_matter() -> None:
    assert joint_due(MONDAY, START_UP[::-1], NATIONAL).due == joint_due(MONDAY, START_UP, NATIONAL).due


def test_nothing_to_do_is_done_at_the_start() -> None:
    assert joint_due(MONDAY, [], NATIONAL).due.on == MONDAY


@pytest.mark.parametrize(
    ("of", "last", "moved"),
    [
        ("seals", 6, 3),
        ("tax", 6, 0),
        ("tax", 11, 2),
        ("bank", 3, 0),
    ],
)
def test_a_suspension_moves_the_whole_only_as_far_as_it_is_on_the_longest_way(
    of: str, last: int, moved: int
) -> None:
    pauses = (Suspension(date(2026, 3, min(4, last)), date(2026, 3, last)),)
    network = [
        Activity(each.id, each.limit, each.after, pauses if each.id == of else ()) for each in START_UP
    ]
    assert suspension_cost(MONDAY, network, NATIONAL, of) == moved


def test_beyond_the_calendar_the_whole_and_all_that_waits_is_provisional() -> None:
    network = [Activity("long", days(20)), Activity("short", days(1)), Activity("last", days(1), ("long",))]
    found = joint_due(date(2026, 12, 20), network, NATIONAL)
    assert found.due.provisional
    assert found.due.because is not None
    assert "2027" in found.due.because.zh
    assert (found.activities["last"].start, found.activities["last"].due.on) == (None, None)
    assert found.activities["short"].due.on == date(2026, 12, 21)
    assert found.path == ()
    assert suspension_cost(date(2026, 12, 20), network, NATIONAL, "long") is None


def test_an_open_suspension_leaves_the_whole_open_even_beside_the_path() -> None:
    network = [Activity("a", days(9)), Activity("b", days(1), (), (Suspension(MONDAY),))]
    assert (
        joint_due(MONDAY, network, NATIONAL).due.because
        == due_date(MONDAY, days(1), NATIONAL, [Suspension(MONDAY)]).because
    )


@pytest.mark.parametrize(
    ("network", "code", "found"),
    [
        (
            [Activity("a", None, ("b",)), Activity("b", None, ("c",)), Activity("c", None, ("b",))],
            "network.cycle",
            "b → c → b",
        ),
        ([Activity("a", None, ("a",))], "network.cycle", "a → a"),
        ([Activity("a", None, ("z",))], "network.unknown", "z"),
        ([Activity("a"), Activity("a")], "network.twice", "a"),
        ([Activity("a", Limit(4, Unit.HOUR))], "network.hours", "4小时"),
    ],
)
def test_what_is_no_network_is_refused(network: list[Activity], code: str, found: str) -> None:
    with pytest.raises(Invalid) as refused:
        joint_due(MONDAY, network, NATIONAL)
    assert (refused.value.code, str(refused.value.found)) == (code, found)


def test_the_length_of_the_longest_way_needs_no_day() -> None:
    assert path_length(START_UP) == (Fraction(6), ("licence", "seals", "bank"))
    assert path_length(
        [Activity("a", Limit(7, Unit.CALENDAR_DAY)), Activity("b", Limit(24, Unit.HOUR), ("a",))]
    ) == (Fraction(6), ("a", "b"))
    assert path_length([]) == (0, ())


@given(starts, st.integers(0, 30), networks())
def test_a_later_start_is_never_due_earlier(start: date, later: int, network: list[Activity]) -> None:
    first, second = (joint_due(day, network, NATIONAL).due.on for day in (start, start + later * DAY))
    assert first is not None
    assert second is not None
    assert first <= second


@given(starts, networks(), st.data())
def test_what_does_not_wait_is_never_later(start: date, network: list[Activity], data: st.DataObject) -> None:
    freed = data.draw(st.sampled_from(network))
    parallel = [
        Activity(each.id, each.limit, () if each is freed else each.after, each.suspensions)
        for each in network
    ]
    serial = [
        Activity(each.id, each.limit, (network[place - 1].id,) if place else (), each.suspensions)
        for place, each in enumerate(network)
    ]
    ends = [joint_due(start, each, NATIONAL).due.on for each in (parallel, network, serial)]
    assert ends == sorted(ends, key=lambda end: end or date.max)


@given(starts, networks())
def test_the_path_leads_without_a_gap_from_the_start_to_the_end(start: date, network: list[Activity]) -> None:
    found = joint_due(start, network, NATIONAL)
    steps = [found.activities[name] for name in found.path]
    assert steps[0].start == start
    assert [step.due.on for step in steps] == [*(step.start for step in steps[1:]), found.due.on]
    assert all(step.critical for step in steps)


@given(starts, networks())
def test_no_activity_is_due_after_the_whole(start: date, network: list[Activity]) -> None:
    found = joint_due(start, network, NATIONAL)
    assert max(timed.due.on or date.max for timed in found.activities.values()) == found.due.on
