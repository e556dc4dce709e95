"""The code lists 代码集 that ship with the product, each code with the time in which it was valid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from onedoor.reference.files import document
from onedoor.reference.industries import industries
from onedoor.reference.powers import powers
from onedoor.reference.regions import region_history, region_level, region_parent, regions
from onedoor.text import Text

SECTIONS_EN = MappingProxyType(
    {
        "A": "agriculture, forestry, animal husbandry and fishery",
        "B": "mining",
        "C": "manufacturing",
        "D": "electricity, heat, gas and water",
        "E": "construction",
        "F": "wholesale and retail trade",
        "G": "transport, storage and post",
        "H": "accommodation and catering",
        "I": "information transmission, software and information technology",
        "J": "finance",
        "K": "real estate",
        "L": "leasing and business services",
        "M": "scientific research and technical services",
        "N": "water, environment and public facilities",
        "O": "resident services, repair and other services",
        "P": "education",
        "Q": "health and social work",
        "R": "culture, sport and entertainment",
        "S": "public administration, social security and social organisations",
        "T": "international organisations",
    }
)
_INDUSTRY_LEVELS = {1: "section", 2: "division", 3: "group", 4: "class"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code, with one name, for a time; both ends of the time are inside, ``None`` is without end.

    ``successors`` are pairs of a code that has taken the area or meaning over, whole or in part, and the year of that
    (``None``: when this one ended). A code that was renamed has one entry for each name.
    """

    code: str
    name: Text
    parent: str = ""
    level: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ShippedList:
    """A list as it ships. ``coverage`` says what is in it and what is not; ``decision`` names the decision model that finds the code."""

    slug: str
    standard: str
    name: Text
    edition: str
    valid_from: date
    source: str
    coverage: Text
    decision: str = ""


@cache
def shipped_lists() -> Mapping[str, ShippedList]:
    """Every list by its slug."""
    return MappingProxyType(
        {
            each["slug"]: ShippedList(
                slug=each["slug"],
                standard=each["standard"],
                name=Text.of(each["name"]),
                edition=each["edition"],
                valid_from=date.fromisoformat(each["valid_from"]),
                source=each["source"],
                coverage=Text.of(each["coverage"]),
                decision=each.get("decision", ""),
            )
            for each in document("codelists.json")
        }
    )


def shipped_entries(slug: str, *, towns: bool = True) -> Iterator[Entry]:
    """The codes of a list in their order; without ``towns`` regions end with the counties. ``KeyError`` for a list that is none."""
    if slug == "region":
        return _regions(towns)
    if slug in _MADE:
        return _MADE[slug]()
    return _written(slug)


def _regions(towns: bool) -> Iterator[Entry]:
    history = region_history()
    standing = regions()
    known = history.keys() | standing.keys()

    def above(code: str) -> str:
        parent = region_parent(code) or ""
        # Municipalities and directly run counties have no city above them in the lists of the ministry.
        return parent if not parent or parent in known else code[:2] + "0000"

    for code in sorted(known):
        if not towns and len(code) > 6:
            continue
        level = str(region_level(code))
        if code not in history:
            yield Entry(code, Text.of(standing[code].name), above(code), level)
        for tenure in history.get(code, ()):
            yield Entry(
                code,
                Text.of(tenure.name),
                above(code),
                level,
                date(tenure.since, 1, 1) if tenure.since else None,
                date(tenure.until, 12, 31) if tenure.until else None,
                tuple(successor for successor in tenure.successors if successor[0] != code),
            )


def _industries() -> Iterator[Entry]:
    for industry in industries().values():
        name = Text(industry.name, SECTIONS_EN.get(industry.code, industry.name))
        yield Entry(industry.code, name, industry.parent or "", _INDUSTRY_LEVELS[len(industry.code)])


def _powers(scheme: str) -> Iterator[Entry]:
    for power in powers():
        if scheme in power.codes:
            yield Entry(power.codes[scheme], power.label)


def _written(slug: str) -> Iterator[Entry]:
    codes: list[Any] = next(each["codes"] for each in document("codelists.json") if each["slug"] == slug)
    return (Entry(code, Text(zh, en)) for code, zh, en in codes)


_MADE: Mapping[str, Callable[[], Iterator[Entry]]] = MappingProxyType(
    {
        "industry": _industries,
        "power_type": lambda: _powers("national"),
        "power_type_letters": lambda: _powers("letters"),
    }
)
