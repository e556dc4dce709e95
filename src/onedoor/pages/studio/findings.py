"""What the linter says of a version, for pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.models import ItemVersion


@dataclass(frozen=True, slots=True)
class Findings:
    """``found`` in the order of gravity; ``errors`` block the release."""

    found: tuple[Any, ...]
    errors: int
    warnings: int


def findings_of(version: ItemVersion, content: Mapping[str, Any] | None = None) -> Findings:
    """What speaks against the version, or against ``content`` in its place."""
    return Findings((), 0, 0)
