"""Offsets from UTC, given by number (``+08:00``) or by place (``@Asia/Shanghai``)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from onedoor.engine.feel.temporal.calendar import from_days

_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})(?::(\d{2}))?")
_PLACE = re.compile(r"[A-Za-z0-9_+\-]{1,40}(?:/[A-Za-z0-9_+\-]{1,40}){0,3}")
MAX_OFFSET = 18 * 3600  # as far as any clock goes; XML Schema stops at 14 hours
_DAY = 86_400


class Zone(NamedTuple):
    """``place`` is the IANA name, empty for a fixed ``offset`` in seconds east of UTC."""

    offset: int
    place: str = ""

    def offset_at(self, local: int) -> int:
        """Seconds east of UTC at a local moment, itself in seconds since 1970-01-01T00:00:00.

        A clock time that a change of clocks skips or repeats takes the offset before the change.
        """
        if not self.place:
            return self.offset
        days, seconds = divmod(local, _DAY)
        year, month, day = from_days(days)
        year = year if 1 < year < 9999 else 2000 + year % 400  # the calendar repeats after 400 years
        moment = datetime(year, month, day) + timedelta(seconds=seconds)  # noqa: DTZ001 - local on purpose
        shift = _zone_info(self.place).utcoffset(moment)
        return int(shift.total_seconds()) if shift is not None else 0

    def __str__(self) -> str:
        if self.place:
            return f"@{self.place}"
        if not self.offset:
            return "Z"
        minutes, seconds = divmod(abs(self.offset), 60)
        text = f"{'-' if self.offset < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"
        return f"{text}:{seconds:02}" if seconds else text


UTC = Zone(0)


def parse_zone(text: str) -> Zone | None:
    """``Z``, ``+08:00``, ``-05:30:15`` or ``@Asia/Shanghai``; None when it is none of them."""
    if text == "Z":
        return UTC
    if text.startswith("@"):
        return Zone(0, text[1:]) if is_place(text[1:]) else None
    matched = _OFFSET.fullmatch(text)
    if not matched:
        return None
    sign, hours, minutes, seconds = matched.groups()
    if int(minutes) > 59 or int(seconds or 0) > 59:
        return None
    offset = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    return Zone(-offset if sign == "-" else offset) if offset <= MAX_OFFSET else None


def is_place(name: str) -> bool:
    """Is there a time zone of that IANA name?"""
    return _zone_info_or_none(name) is not None


@lru_cache(maxsize=512)
def _zone_info_or_none(name: str) -> ZoneInfo | None:
    if not _PLACE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _zone_info(name: str) -> ZoneInfo:
    found = _zone_info_or_none(name)
    assert found is not None
    return found
