"""The proleptic Gregorian calendar as arithmetic on whole days, for any year.

Day 0 is 1970-01-01. The two conversions follow the era method: a year begins in March, so that the
leap day is its last one, and 400 years are one era of 146,097 days.
"""

from __future__ import annotations

_ERA_YEARS = 400
_ERA_DAYS = 146_097
_EPOCH = 719_468  # days from 0000-03-01 to 1970-01-01
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Has the year a 29 February?"""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def to_days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01, negative before it.

    >>> to_days(2000, 3, 1), to_days(1969, 12, 31)
    (11017, -1)
    """
    year -= month <= 2
    era, of_era = divmod(year, _ERA_YEARS)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * _ERA_DAYS + of_era * 365 + of_era // 4 - of_era // 100 + day_of_year - _EPOCH


def from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day of a day counted from 1970-01-01.

    >>> from_days(11016)
    (2000, 2, 29)
    """
    era, of_era = divmod(days + _EPOCH, _ERA_DAYS)
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    day_of_year = of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year + era * _ERA_YEARS + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def weekday(days: int) -> int:
    """1 for Monday to 7 for Sunday (ISO 8601)."""
    return (days + 3) % 7 + 1


def day_of_year(year: int, month: int, day: int) -> int:
    """1 to 366."""
    return to_days(year, month, day) - to_days(year, 1, 1) + 1


def week_of_year(year: int, month: int, day: int) -> int:
    """The ISO 8601 week, 1 to 53: the week belongs to the year in which its Thursday lies."""
    days = to_days(year, month, day)
    thursday = days + 4 - weekday(days)
    return (thursday - to_days(from_days(thursday)[0], 1, 1)) // 7 + 1
