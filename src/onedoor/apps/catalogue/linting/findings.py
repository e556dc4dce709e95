"""What the linter tells of an item: how serious, where, why it hurts an applicant, how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.linting.naming import where
from onedoor.engine.feel.checker.findings import Severity
from onedoor.text import Text

__all__ = ["Finding", "Found", "Severity", "shown"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a check came upon, before its entry says why that matters.

    ``place`` is a path into the content (``basis``, ``materials.M1.name``, ``record.link_way``). ``severity`` and ``mend`` are those of the
    entry where they are not given.
    """

    code: str
    place: str
    what: Text | None = None
    example: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    mend: Text | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that stands between an applicant and the item.

    ``where`` is the place in words, ``title`` what is wrong, ``what`` more about it here, ``example`` values or answers that show it.
    """

    code: str
    severity: Severity
    place: str
    where: Text
    title: Text
    what: Text | None
    why: Text
    mend: Text
    basis: str
    example: Mapping[str, Any]

    @property
    def is_error(self) -> bool:
        """Does it block a release?"""
        return self.severity is Severity.ERROR

    @property
    def sort_key(self) -> tuple[int, str, str]:
        """Errors first."""
        return (list(Severity).index(self.severity), self.code, self.place)

    def as_dict(self) -> dict[str, Any]:
        """The finding as plain data, in both languages."""
        told = {
            "code": self.code,
            "severity": str(self.severity),
            "place": self.place,
            "where": self.where.as_dict(),
            "title": self.title.as_dict(),
            "what": self.what.as_dict() if self.what else None,
            "why": self.why.as_dict(),
            "mend": self.mend.as_dict(),
            "basis": self.basis,
            "example": {name: shown(value) for name, value in self.example.items()},
        }
        return {name: value for name, value in told.items() if value not in (None, "", {})}

    @classmethod
    def of(cls, found: Found, check: Any, definition: ItemDefinition) -> Finding:
        """The finding that a check's entry makes of what was found."""
        return cls(
            code=found.code,
            severity=check.severity_of(found.severity),
            place=found.place,
            where=where(definition, found.place),
            title=check.title,
            what=found.what,
            why=check.why,
            mend=found.mend or check.mend,
            basis=check.basis,
            example=found.example,
        )


def shown(value: Any) -> Any:
    """A value as JSON has it: numbers keep their digits as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return [shown(each) for each in value] if isinstance(value, (list, tuple)) else str(value)
