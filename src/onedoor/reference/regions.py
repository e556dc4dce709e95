"""Administrative regions 行政区划: GB/T 2260 as of 2023, its history since 1981, and the towns below it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from onedoor.reference.files import rows

_SUCCESSOR = re.compile(r"(?P<code>\d{6})(?:\[(?P<year>\d{4})\])?")
# The lists of the ministry that the history was read from begin with the end of this year.
FIRST_YEAR = 1981


class RegionLevel(StrEnum):
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Region:
    """``code`` has six digits, streets and towns nine. ``parent`` is ``None`` for provinces."""

    code: str
    name: str
    level: RegionLevel
    parent: str | None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A code with one name, for a time.

    Known to the year: ``since`` is the year of the first list that has it (``None``: the first list there is), ``until`` the
    year in which it went or changed its name (``None``: it stands). ``successors`` are the codes that hold its area today or
    took a part of it over, each with the year where that is not ``until``.
    """

    code: str
    name: str
    since: int | None
    until: int | None
    successors: tuple[tuple[str, int | None], ...]


@cache
def regions() -> Mapping[str, Region]:
    """All provinces, cities and counties, streets and towns as of 2023, by code."""
    return MappingProxyType(
        {
            code: Region(code, name, region_level(code), region_parent(code))
            for name_of in ("regions.tsv", "towns.tsv.gz")
            for code, name in rows(name_of)
        }
    )


@cache
def region_history() -> Mapping[str, tuple[Tenure, ...]]:
    """Every code of GB/T 2260 that stood at the end of some year from 1981 to 2024, with all its names, the latest last."""
    found: dict[str, list[Tenure]] = {}
    for code, name, since, until, successors in rows("region_history.tsv.gz"):
        tenure = Tenure(
            code, name, int(since) if since else None, int(until) if until else None, _successors(successors)
        )
        found.setdefault(code, []).append(tenure)
    return MappingProxyType({code: tuple(tenures) for code, tenures in found.items()})


def ever_a_region(code: str) -> bool:
    """Whether GB/T 2260 has or had this code of six digits, or the statistics use it.

    >>> ever_a_region("110103"), ever_a_region("110199")
    (True, False)
    """
    return code in region_history() or code in regions()


def ancestors(code: str) -> tuple[Region, ...]:
    """The regions that hold ``code``, nearest first. Raises ``KeyError`` for an unknown code."""
    found = []
    parent = regions()[code].parent
    while parent is not None:
        found.append(regions()[parent])
        parent = regions()[parent].parent
    return tuple(found)


def region_level(code: str) -> RegionLevel:
    """The level that a code's own shape says."""
    if len(code) == 9:
        return RegionLevel.STREET
    if code.endswith("0000"):
        return RegionLevel.PROVINCE
    return RegionLevel.CITY if code.endswith("00") else RegionLevel.COUNTY


def region_parent(code: str) -> str | None:
    """The code above, as the code's own shape says."""
    match region_level(code):
        case RegionLevel.STREET:
            return code[:6]
        case RegionLevel.COUNTY:
            return code[:4] + "00"
        case RegionLevel.CITY:
            return code[:2] + "0000"
        case RegionLevel.PROVINCE:
            return None


def _successors(text: str) -> tuple[tuple[str, int | None], ...]:
    found = (_SUCCESSOR.fullmatch(part) for part in text.split(";") if part)
    return tuple(
        (match["code"], int(match["year"]) if match["year"] else None) for match in found if match is not None
    )
