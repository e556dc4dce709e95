"""One check, as its entry says; an entry that cannot work is refused when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onedoor.apps.catalogue.linting.vocabulary import NAMES_OF, PARTS
from onedoor.engine.feel import Expression, FeelError, parse
from onedoor.engine.feel.checker import check as check_types
from onedoor.engine.feel.checker.findings import Severity
from onedoor.engine.feel.types import BOOLEAN
from onedoor.errors import Invalid
from onedoor.text import Text

ITEM = "item"


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``when`` is what it looks for, of the item or of each of its parts ``of``; without it, ``by`` says which code does.

    ``is_set`` tells that an agency gave the severity: it then holds whatever the code behind the check thinks.
    """

    code: str
    severity: Severity
    title: Text
    why: Text
    mend: Text
    basis: str = ""
    of: str = ITEM
    when: Expression | None = None
    place: str = ""
    by: str = ""
    is_set: bool = False

    def severity_of(self, found: Severity | None) -> Severity:
        return self.severity if found is None or self.is_set else found


def read_check(entry: Mapping[str, Any]) -> Check:
    """The check of an entry.

    Raises:
        Invalid: "checks.entry": a key is missing or of another kind; "checks.condition": the condition is not FEEL, or not over the
            names of ``docs/item-checks.md`` with their types.
    """
    code = str(entry.get("code", "?"))
    try:
        of = entry.get("of", ITEM)
        if of != ITEM and of not in PARTS:
            raise ValueError(of)
        return Check(
            code=entry["code"],
            severity=severity_in(entry["severity"], code),
            title=Text.of(entry["title"]),
            why=Text.of(entry["why"]),
            mend=Text.of(entry["mend"]),
            basis=entry.get("basis", ""),
            of=of,
            when=_condition(entry["when"], of, code) if "by" not in entry else None,
            place=entry.get("place", ""),
            by=entry.get("by", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(
            "checks.entry",
            found=f"{type(error).__name__}: {error}",
            expected="code, severity, when, place, title, why, mend",
            where=code,
        ) from error


def severity_in(value: Any, code: str) -> Severity:
    try:
        return Severity(value)
    except ValueError:
        raise Invalid("checks.severity", found=str(value), expected=", ".join(Severity), where=code) from None


def _condition(text: str, of: str, code: str) -> Expression:
    names = NAMES_OF[of]
    try:
        found = parse(text, names=tuple(sorted(names)))
    except FeelError as error:
        raise Invalid("checks.condition", found=error.found, expected=error.expected, where=code) from error
    wrong = [each for each in check_types(found, names, wanted=BOOLEAN) if each.severity is Severity.ERROR]
    if wrong:
        raise Invalid(
            "checks.condition", found=wrong[0].message, expected=wrong[0].expected, where=code, mend=wrong[0].mend
        )  # fmt: skip
    return found
