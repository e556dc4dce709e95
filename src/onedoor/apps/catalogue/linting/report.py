"""What the linter says of many items: counted by check, by severity and by department, with a few of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from onedoor.apps.catalogue.linting.checks import Checks, shipped_checks
from onedoor.apps.catalogue.linting.findings import Finding, Severity
from onedoor.apps.catalogue.linting.running import Linted
from onedoor.apps.catalogue.linting.telling import as_plain, lines

SHOWN = 5


@dataclass
class Group:
    """The findings of one check: how many, in how many items, and the first few with the items they are of."""

    findings: int = 0
    items: int = 0
    severity: Severity = Severity.NOTE
    first: list[tuple[str, str, Finding]] = field(default_factory=list)


@dataclass
class Report:
    """Counts over all items that were added; ``shown`` findings of each check are kept, no more."""

    checks: Checks = field(default_factory=shipped_checks)
    shown: int = SHOWN
    items: int = 0
    clean: int = 0
    severities: Counter[Severity] = field(default_factory=Counter)
    groups: dict[str, Group] = field(default_factory=dict)
    departments: dict[str, Counter[Severity]] = field(default_factory=dict)
    untold: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(
        cls, linted: Iterable[Linted], *, checks: Checks | None = None, errors_only: bool = False
    ) -> Report:
        """The report of these items, taken in one after another."""
        report = cls(checks or shipped_checks())
        for each in linted:
            report.add(each, errors_only=errors_only)
        return report

    @property
    def errors(self) -> int:
        return self.severities[Severity.ERROR]

    def add(self, linted: Linted, *, errors_only: bool = False) -> None:
        findings = linted.errors if errors_only else linted.findings
        self.items += 1
        self.clean += not findings
        self.untold.update(linted.untold)
        department = self.departments.setdefault(linted.context.department, Counter())
        for code in {each.code for each in findings}:
            self.groups.setdefault(code, Group()).items += 1
        for each in findings:
            self.severities[each.severity] += 1
            department[each.severity] += 1
            group = self.groups[each.code]
            if not group.findings or list(Severity).index(each.severity) < list(Severity).index(
                group.severity
            ):
                group.severity = each.severity
            group.findings += 1
            if len(group.first) < self.shown:
                group.first.append((linted.context.code, linted.definition.name.zh, each))

    def in_order(self) -> list[tuple[str, Group]]:
        """The groups, errors first, then the most findings."""
        order = list(Severity)
        return sorted(
            self.groups.items(), key=lambda each: (order.index(each[1].severity), -each[1].findings, each[0])
        )

    def by_department(self) -> list[tuple[str, Counter[Severity]]]:
        """Those with the most errors first."""
        return sorted(
            ((name, counts) for name, counts in self.departments.items() if counts),
            key=lambda each: (*(-each[1][severity] for severity in Severity), each[0]),
        )

    def as_dict(self) -> dict[str, Any]:
        """The whole report as plain data, in both languages."""
        return as_plain(self)

    def lines(self, language: str) -> list[str]:
        """The report for people."""
        return lines(self, language)
