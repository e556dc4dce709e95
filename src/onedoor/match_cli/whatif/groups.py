"""How a what-if is broken down: ``--by COLUMN`` and ``--by COLUMN:HOW``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from onedoor.batch.problems import listed
from onedoor.engine.dmn.errors import did_you_mean
from onedoor.engine.matching.whatif import Group, Key, Rest
from onedoor.errors import Invalid
from onedoor.reference.industries import industries
from onedoor.reference.regions import regions
from onedoor.text import Text

_RESTS = {
    Rest.OTHER: Text("其他", "other"),
    Rest.ABSENT: Text("无", "none on record"),
    Rest.UNKNOWN: Text("未知", "unknown"),
}
# What people call the columns by which everything is broken down, the columns so called, and how they are.
_USUAL = {
    "地区": ("行政区划代码", "市"),
    "region": ("行政区划代码", "市"),
    "行业": ("国民经济行业代码", "门类"),
    "industry": ("国民经济行业代码", "门类"),
    "规模": ("企业规模", ""),
    "size": ("企业规模", ""),
}
_SIZES = ("大型", "中型", "小型", "微型", "large", "medium", "small", "micro")
_REGIONS = {"省": 2, "province": 2, "市": 4, "city": 4, "县": 6, "county": 6}
_PARTS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_SECTIONS, _DIVISIONS = ("门类", "section"), ("大类", "division")
_HOWS = "COLUMN, COLUMN:4, COLUMN:省|市|县, COLUMN:门类|大类, COLUMN:20-300"
Named = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class By:
    """A breakdown, and what its groups are called."""

    group: Group
    named: Named

    def label(self, key: Key | None, language: str) -> str:
        """The name of a group, with its code where it has one."""
        if isinstance(key, Rest):
            return _RESTS[key].in_(language)
        name = self.named(key or "")
        return f"{key} {name}" if name else str(key)


def by_of(told: str, columns: Collection[str]) -> By:
    """The breakdown that ``--by`` asks for.

    Raises ``Invalid`` for a column that is not there, or a way to group that is none.
    """
    name, _, how = told.partition(":")
    column = name
    if name not in columns:
        usual, by_default = _USUAL.get(name.lower(), ("", ""))
        if usual not in columns:
            raise Invalid(
                "match.by",
                found=Text(f"没有“{name}”这一列", f"there is no column {name}"),
                expected=listed(columns),
                where=f"--by {told}",
                mend=did_you_mean(name, columns),
            )
        column, how = usual, how or by_default
    return By(*_grouping(column, how.strip(), told))


def _grouping(column: str, how: str, told: str) -> tuple[Group, Named]:
    name = f"{column}:{how}" if how else column
    if not how:
        return Group.whole(column, labels=_SIZES), lambda key: None
    if how in _REGIONS:
        return Group.prefix(column, _REGIONS[how], name=name), _region
    if how in _SECTIONS:
        return Group.mapped(column, _sections(), name=name), _industry
    if how in _DIVISIONS:
        return Group.mapped(column, _divisions(), name=name), _industry
    if how.isdecimal() and 1 <= int(how) <= 32:
        return Group.prefix(column, int(how), name=name), _region if "区" in column and int(
            how
        ) in _REGIONS.values() else lambda key: None
    try:
        limits = [Decimal(limit) for limit in how.split("-")]
    except InvalidOperation:
        limits = []
    if len(limits) < 2 or limits != sorted(set(limits)):
        expected = Text(f"其中一种写法：{_HOWS}", f"one of: {_HOWS}")
        raise Invalid("match.by", found=how, expected=expected, where=f"--by {told}")
    return Group.bands(column, limits, name=name), lambda key: None


def _region(key: str) -> str | None:
    """The name of a region; of the part of a city that is only called so, with the name of the city in front."""
    found = regions().get(key.ljust(6, "0"))
    if found is None:
        return None
    if found.parent is None or found.name not in _PARTS:
        return found.name
    return regions()[found.parent].name + found.name


def _industry(key: str) -> str | None:
    found = industries().get(key)
    return found.name if found is not None else None


def _sections() -> Mapping[str, str]:
    """The section letter of every division, and of a code that has the letter in front already."""
    known = industries()
    divisions = {code: each.section for code, each in known.items() if len(code) == 2}
    return {**divisions, **{each.section: each.section for each in known.values()}}


def _divisions() -> Mapping[str, str]:
    known = industries()
    divisions = {code: each for code, each in known.items() if len(code) == 2}
    with_letter = {each.section + code: code for code, each in divisions.items()}
    return {**{code: code for code in divisions}, **with_letter}
