"""The checks: those that ship, and what an agency adds, changes or switches off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from onedoor.apps.catalogue.linting.facts import NAMES_OF, PARTS
from onedoor.engine.feel import Expression, FeelError, parse
from onedoor.engine.feel.checker import check as check_types
from onedoor.engine.feel.checker.findings import Severity
from onedoor.engine.feel.types import BOOLEAN
from onedoor.errors import Invalid, NotFound
from onedoor.reference.checks import item_checks
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


@dataclass(frozen=True)
class Checks:
    """Checks by their codes, in order."""

    by_code: Mapping[str, Check]

    def of(self, part: str) -> list[Check]:
        """Those written as conditions over an item, or over parts of one kind."""
        return [each for each in self.by_code.values() if each.of == part and each.when is not None]

    def with_own(self, own: Mapping[str, Any]) -> Checks:
        """These and an agency's: ``checks`` are added (or replace those of their codes), ``off`` are left out, ``severity`` changed.

        Raises:
            Invalid: "checks.…": an entry that cannot be read, a condition that is not FEEL over the item, a code that is not there.
        """
        found = dict(self.by_code)
        for entry in own.get("checks", ()):
            check = read_check(entry)
            found[check.code] = check
        for code in (*own.get("off", ()), *own.get("severity", {})):
            if code not in found:
                raise Invalid(
                    "checks.unknown",
                    found=str(code),
                    mend=Text("编码见 docs/item-checks.md。", "Codes are in docs/item-checks.md."),
                )
        for code, severity in own.get("severity", {}).items():
            found[code] = replace(found[code], severity=_severity(severity, code), is_set=True)
        return Checks({code: check for code, check in found.items() if code not in own.get("off", ())})


@cache
def shipped_checks() -> Checks:
    """The checks that ship."""
    return Checks({check.code: check for check in map(read_check, item_checks())})


def checks_with(places: Iterable[Path]) -> Checks:
    """The checks that ship and those of these files, or of the JSON files in these folders, in the order of their names.

    Raises:
        NotFound: "checks.file"; Invalid: as ``Checks.with_own``, with the file.
    """
    checks = shipped_checks()
    for place in places:
        if not place.exists():
            raise NotFound("checks.file", found=str(place))
        for path in sorted(place.glob("*.json")) if place.is_dir() else [place]:
            try:
                checks = checks.with_own(json.loads(path.read_bytes()))
            except (ValueError, AttributeError, TypeError) as error:
                raise Invalid("checks.file", found=str(error), where=str(path)) from error
            except Invalid as error:
                error.where = f"{path.name} {error.where or ''}".strip()
                raise
    return checks


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
            severity=_severity(entry["severity"], code),
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


def _severity(value: Any, code: str) -> Severity:
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
