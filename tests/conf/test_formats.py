"""Dates and times as each language writes them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import formats, translation


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "3 April 2026", "3 April 2026, 14:05"),
        ("zh-hans", "2026年4月3日", "2026年4月3日 14:05"),
    ],
)
def test_a_date_reads_in_one_way_only(language: str, day: str, moment: str) -> None:
    with translation.override(language):
        assert formats.date_format(date(2026, 4, 3), "DATE_FORMAT") == day
        assert formats.date_format(datetime(2026, 4, 3, 14, 5), "DATETIME_FORMAT") == moment  # noqa: DTZ001
