"""Administrative regions 行政区划, GB/T 2260 and the statistical codes below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from onedoor.reference.files import rows


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


@cache
def regions() -> Mapping[str, Region]:
    """All provinces, cities and counties as of 2023, and the streets and towns of Guangdong, by code."""
    return MappingProxyType(
        {code: Region(code, name, _level(code), _parent(code)) for code, name in rows("regions.tsv")}
    )


def ancestors(code: str) -> tuple[Region, ...]:
    """The regions that hold ``code``, nearest first. Raises ``KeyError`` for an unknown code."""
    found = []
    parent = regions()[code].parent
    while parent is not None:
        found.append(regions()[parent])
        parent = regions()[parent].parent
    return tuple(found)


def _level(code: str) -> RegionLevel:
    if len(code) == 9:
        return RegionLevel.STREET
    if code.endswith("0000"):
        return RegionLevel.PROVINCE
    return RegionLevel.CITY if code.endswith("00") else RegionLevel.COUNTY


def _parent(code: str) -> str | None:
    match _level(code):
        case RegionLevel.STREET:
            return code[:6]
        case RegionLevel.COUNTY:
            return code[:4] + "00"
        case RegionLevel.CITY:
            return code[:2] + "0000"
        case RegionLevel.PROVINCE:
            return None
