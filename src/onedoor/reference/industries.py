"""Industries 国民经济行业, GB/T 4754-2017."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from onedoor.reference.files import rows


@dataclass(frozen=True, slots=True)
class Industry:
    """``code`` is a section letter or two to four digits; the letter cannot be computed from digits."""

    code: str
    name: str
    section: str

    @property
    def parent(self) -> str | None:
        if self.code == self.section:
            return None
        return self.section if len(self.code) == 2 else self.code[:-1]


@cache
def industries() -> Mapping[str, Industry]:
    """Sections, divisions, groups and classes by code."""
    return MappingProxyType(
        {code: Industry(code, name, section) for section, code, name in rows("industries.tsv")}
    )
