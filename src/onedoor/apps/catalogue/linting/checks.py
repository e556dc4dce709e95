"""The checks: those that ship, and what an agency adds, changes or switches off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from onedoor.apps.catalogue.linting.check import Check, read_check, severity_in
from onedoor.errors import Invalid, NotFound
from onedoor.reference.checks import item_checks
from onedoor.text import Text


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
            found[code] = replace(found[code], severity=severity_in(severity, code), is_set=True)
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
