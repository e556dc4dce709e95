"""What the linter has to know about an item beside its definition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.checks import Checks, shipped_checks

Content = Mapping[str, Any]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Basic:
    """The entry of the basic catalogue that an item claims, with the part of the content that it locks."""

    code: str
    power_type: str
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The item that a definition belongs to, and the checks that it has to pass.

    ``content`` is what the definition was read from; ``registers`` say which data elements (by name) a register delivers, of all
    that are known beside the item's own. ``told`` names the keys and columns that the source of a definition tells at all: of what it
    leaves out the linter says nothing. None: it tells everything.
    """

    code: str = ""
    department: str = ""
    power_type: str = ""
    level: str = ""
    basic: Basic | None = None
    content: Content = field(default_factory=lambda: _NOTHING)
    registers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    told: frozenset[str] | None = None
    checks: Checks = field(default_factory=shipped_checks)

    def tells(self, key: str) -> bool:
        return self.told is None or key in self.told


Subject = tuple[ItemDefinition, Context]
