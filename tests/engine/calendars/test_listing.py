"""The days on the way to a due day, each with its reason."""

from datetime import date

import pytest

from onedoor.engine.calendars import DayKind, Limit, Suspension, Unit, due_date, listed_days
from onedoor.reference import national_calendar

NATIONAL = national_calendar()
STORM = NATIONAL.with_overlay(closed={date(2026, 9, 24): "台风"}, opened={date(2026, 9, 26): "补班"})


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        ("2026-09-23", DayKind.WEEKDAY, ""),
        ("2026-09-24", DayKind.CLOSED, "台风"),
        ("2026-09-25", DayKind.HOLIDAY, "中秋节"),
        ("2026-09-26", DayKind.OPENED, "补班"),
        ("2026-09-20", DayKind.MAKE_UP, "国庆节"),
        ("2026-09-13", DayKind.WEEKEND, ""),
    ],
)
def test_a_day_is_judged_with_its_name(day: str, kind: DayKind, name: str) -> None:
    judged = STORM.judged(date.fromisoformat(day))
    assert (judged.kind, judged.name) == (kind, name)


def test_every_day_off_says_why_it_is_off() -> None:
    start = date(2026, 9, 23)
    found = due_date(start, Limit(2), STORM)
    assert [(each.day.day, each.number, each.why.zh) for each in listed_days(start, found, STORM)] == [
        (24, None, "本地停办：台风"),
        (25, None, "法定节假日：中秋节"),
        (26, 1, "本地上班：补班"),
        (27, None, "法定节假日：中秋节"),
        (28, 2, "工作日"),
    ]


def test_holidays_have_english_names_and_what_a_region_says_stands_as_it_was_said() -> None:
    whys = [
        each.why.en
        for each in listed_days(date(2026, 9, 23), due_date(date(2026, 9, 23), Limit(1), STORM), STORM)
    ]
    assert whys[:2] == ["closed locally: 台风", "statutory holiday: Mid-Autumn Festival"]


def test_days_of_a_special_procedure_are_named_as_such() -> None:
    review = Suspension(date(2026, 3, 3), date(2026, 3, 4))
    found = due_date(date(2026, 3, 2), Limit(1), NATIONAL, [review])
    whys = [each.why.en for each in listed_days(date(2026, 3, 2), found, NATIONAL, [review])]
    assert whys == ["special procedure, not counted"] * 2 + ["working day"]


def test_a_last_day_that_is_moved_is_listed_without_a_number() -> None:
    found = due_date(date(2026, 9, 21), Limit(10, Unit.CALENDAR_DAY), NATIONAL)
    last = list(listed_days(date(2026, 9, 21), found, NATIONAL))[-1]
    assert (last.day, last.number, last.why.en) == (
        date(2026, 10, 8),
        None,
        "the last day moves to this one",
    )


def test_a_provisional_limit_lists_what_could_be_counted() -> None:
    found = due_date(date(2026, 12, 30), Limit(5), NATIONAL)
    assert [each.day for each in listed_days(date(2026, 12, 30), found, NATIONAL)] == [date(2026, 12, 31)]
