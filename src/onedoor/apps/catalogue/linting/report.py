"""What the linter says of many items: counted by check, by severity and by department, with a few of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from onedoor.apps.catalogue.linting.checks import Checks, shipped_checks
from onedoor.apps.catalogue.linting.findings import Finding, Severity
from onedoor.apps.catalogue.linting.running import Linted
from onedoor.text import Text

SHOWN = 5
_SEVERITIES = {
    Severity.ERROR: Text("错误", "errors"),
    Severity.WARNING: Text("警告", "warnings"),
    Severity.NOTE: Text("提示", "notes"),
}


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

    def as_dict(self) -> dict[str, Any]:
        """The whole report as plain data, in both languages."""
        return {
            "items": self.items,
            "clean": self.clean,
            "findings": {str(severity): self.severities[severity] for severity in Severity},
            "checks": [
                {
                    "code": code,
                    "severity": str(group.severity),
                    "title": self.checks.by_code[code].title.as_dict(),
                    "findings": group.findings,
                    "items": group.items,
                    "first": [
                        {"item": item, "name": name, **finding.as_dict()}
                        for item, name, finding in group.first
                    ],
                }
                for code, group in self.in_order()
            ],
            "departments": [
                {"department": name, **{str(severity): counts[severity] for severity in Severity}}
                for name, counts in self._departments()
            ],
            "not_told": dict(sorted(self.untold.items())),
        }

    def lines(self, language: str) -> list[str]:
        """The report for people."""
        say = Text.in_
        lines = [self._head().in_(language)]
        for code, group in self.in_order():
            check = self.checks.by_code[code]
            count = Text(
                f"{group.findings} 处，{group.items} 个事项", f"{group.findings} in {group.items} items"
            )
            lines += [
                "",
                f"{say(_SEVERITIES[group.severity], language)} {code}  {say(check.title, language)}: {say(count, language)}",
            ]
            lines.append(f"    {say(check.why, language)} {say(check.mend, language)}")
            for item, name, finding in group.first:
                what = f": {finding.what.in_(language)}" if finding.what else ""
                lines.append(f"    {item} {name} | {finding.where.in_(language)}{what}")
        lines += ["", Text("按实施主体", "By department").in_(language)]
        for name, counts in self._departments():
            told = ", ".join(
                f"{counts[severity]} {say(words, language)}" for severity, words in _SEVERITIES.items()
            )
            lines.append(f"    {name or '-'}: {told}")
        if self.untold:
            names = ", ".join(f"{code} ({count})" for code, count in sorted(self.untold.items()))
            head = Text(
                "来源没有这些内容，未能检查（事项数）", "Not told by the source, so not checked (items)"
            )
            lines += ["", f"{head.in_(language)}: {names}"]
        return lines

    def _head(self) -> Text:
        zh = "，".join(f"{words.zh} {self.severities[severity]}" for severity, words in _SEVERITIES.items())
        en = ", ".join(f"{self.severities[severity]} {words.en}" for severity, words in _SEVERITIES.items())
        return Text(
            f"共检查 {self.items} 个事项：{zh}；无问题 {self.clean} 个",
            f"{self.items} items: {en}; {self.clean} without findings",
        )

    def _departments(self) -> list[tuple[str, Counter[Severity]]]:
        """Those with the most errors first."""
        return sorted(
            ((name, counts) for name, counts in self.departments.items() if counts),
            key=lambda each: (*(-each[1][severity] for severity in Severity), each[0]),
        )
