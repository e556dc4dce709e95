"""Implementing bodies that a file names: there already, to be made, or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.problems import NOTHING, Severity, shown
from onedoor.apps.parties.queries import department_by_code
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.engine.identifiers import check_uscc
from onedoor.errors import NotFound
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.parties.models import Department

LONGEST_CODE, LONGEST_NAME = 18, 100
Told = tuple[Severity, str, object, Text, Text]


class Bodies:
    """The departments of one tenant, by code; each is looked up once. With ``make`` those that are not there are to be made."""

    def __init__(self, tenant_id: int, *, make: bool) -> None:
        self.tenant_id = tenant_id
        self.make = make
        self.to_make: dict[str, dict[str, str]] = {}
        self._held: dict[str, Department | None] = {}
        self._region = region_of_tenant(tenant_id)

    def problem_of(self, entry: Entry) -> Told | None:
        """Why no item of that body can be written, or what to look at; ``None`` where all is well."""
        code = entry.department
        if not code:
            mend = Text("填写实施主体的统一社会信用代码。", "Give the social credit code of the body.")
            return Severity.REFUSED, "department.needed", entry.department_name or "（空）", NOTHING, mend
        if self.found(code) is not None or code in self.to_make:
            return None
        if not self.make:
            mend = Text(
                "先登记这个部门，或在命令中加 --make-departments。",
                "Register the department first, or give the command --make-departments.",
            )
            found = " ".join(filter(None, (code, entry.department_name)))
            return (
                Severity.REFUSED,
                "department.unknown",
                found,
                Text("已登记的部门", "a department that is registered"),
                mend,
            )
        name = entry.department_name[:LONGEST_NAME] or code
        if len(code) > LONGEST_CODE or not code.replace("-", "").isalnum():
            return (
                Severity.REFUSED,
                "department.code",
                code,
                Text("18位代码", "a code of 18 characters"),
                NOTHING,
            )
        self.to_make[code] = {
            "name": name,
            "name_en": entry.department_name_en[:LONGEST_NAME],
            "region_code": entry.region_code or self._region,
        }
        checked = check_uscc(code)
        if not checked.ok:
            mend = checked.problems[0].message
            return Severity.WARNING, "department.not_a_uscc", shown(code), NOTHING, mend
        return None

    def found(self, code: str) -> Department | None:
        if code not in self._held:
            try:
                self._held[code] = department_by_code(self.tenant_id, code)
            except NotFound:
                self._held[code] = None
        return self._held[code]
