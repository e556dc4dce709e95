"""What a file says of one item, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from onedoor.apps.catalogue.exchange.problems import Problem, Severity

Content = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as it was read.

    ``content`` is what an item version keeps. ``covered`` names what the format spoke of: under ``""`` the places of the item, under
    a collection the places of its parts; what it left out stays as the house has it. ``None``: the content is whole.
    ``unspoken`` are words that the format has no code for: they stay where they are. ``told`` are the columns that an exchange tells
    of itself. ``table`` and ``row`` are where it stood.
    """

    code: str
    content: Content
    department: str = ""
    department_name: str = ""
    department_name_en: str = ""
    power_type: str = ""
    level: str = ""
    region_code: str = ""
    covered: Mapping[str, tuple[str, ...]] | None = None
    unspoken: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    table: str = ""
    row: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(each.severity is Severity.REFUSED for each in self.problems)

    @property
    def name(self) -> str:
        name = self.content.get("name", "")
        return str(name["zh"] if isinstance(name, Mapping) else name)

    def as_dict(self) -> dict[str, Any]:
        """What is kept of it until it is written; its problems are told elsewhere."""
        return {
            "code": self.code,
            "content": self.content,
            "department": self.department,
            "power_type": self.power_type,
            "level": self.level,
            "region_code": self.region_code,
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**plain)
