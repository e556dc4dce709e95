"""Data that ships with the product, read from inside the package; origins in ``SOURCES.md``.

Every reader returns immutable values and keeps what it parsed: the files never change at run time.
"""

from __future__ import annotations

from onedoor.reference.calendar import national_calendar

__all__ = ["national_calendar"]
