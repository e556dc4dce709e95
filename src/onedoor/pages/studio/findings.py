"""What the linter says of a version, for pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.linting import Finding, Severity
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.release_checks import findings_of_content
from onedoor.errors import OnedoorError
from onedoor.text import Text

MOST_SHOWN = 40
TONES = {Severity.ERROR: "bad", Severity.WARNING: "warn"}
NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as it is drawn."""

    tone: str
    title: Text
    where: Text
    what: Text
    why: Text
    mend: Text
    example: str


@dataclass(frozen=True, slots=True)
class Findings:
    """``rows`` errors first, at most ``MOST_SHOWN``, ``more`` beyond them; ``errors`` block the release."""

    rows: tuple[Row, ...]
    errors: int
    warnings: int
    more: int


def findings_of(version: ItemVersion, content: Mapping[str, Any] | None = None) -> Findings:
    """What speaks against the version, or against ``content`` in its place."""
    try:
        found = findings_of_content(version, version.content if content is None else content)
    except OnedoorError as refusal:
        return Findings((_refused(refusal),), 1, 0, 0)
    rows = tuple(_row(each) for each in found)
    errors = sum(each.severity is Severity.ERROR for each in found)
    warnings = sum(each.severity is Severity.WARNING for each in found)
    return Findings(rows[:MOST_SHOWN], errors, warnings, max(len(rows) - MOST_SHOWN, 0))


def _row(finding: Finding) -> Row:
    told = finding.as_dict()
    return Row(
        tone=TONES.get(finding.severity, "info"),
        title=finding.title,
        where=finding.where,
        what=finding.what or NOTHING,
        why=finding.why,
        mend=finding.mend,
        example=", ".join(f"{name} = {value}" for name, value in told.get("example", {}).items())[:300],
    )


def _refused(refusal: OnedoorError) -> Row:
    return Row(
        tone="bad",
        title=Text.of(refusal.found or refusal.code),
        where=Text.of(refusal.where or ""),
        what=Text.of(refusal.expected or ""),
        why=NOTHING,
        mend=Text.of(refusal.mend or ""),
        example="",
    )
