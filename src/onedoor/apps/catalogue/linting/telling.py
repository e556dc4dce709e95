"""A report in words, and as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onedoor.apps.catalogue.linting.findings import Severity
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.catalogue.linting.report import Report

_SEVERITIES = {
    Severity.ERROR: Text("错误", "errors"),
    Severity.WARNING: Text("警告", "warnings"),
    Severity.NOTE: Text("提示", "notes"),
}


def as_plain(report: Report) -> dict[str, Any]:
    """The whole report as plain data, in both languages."""
    return {
        "items": report.items,
        "clean": report.clean,
        "findings": {str(severity): report.severities[severity] for severity in Severity},
        "checks": [
            {
                "code": code,
                "severity": str(group.severity),
                "title": report.checks.by_code[code].title.as_dict(),
                "findings": group.findings,
                "items": group.items,
                "first": [
                    {"item": item, "name": name, **finding.as_dict()} for item, name, finding in group.first
                ],
            }
            for code, group in report.in_order()
        ],
        "departments": [
            {"department": name, **{str(severity): counts[severity] for severity in Severity}}
            for name, counts in report.by_department()
        ],
        "not_told": dict(sorted(report.untold.items())),
    }


def lines(report: Report, language: str) -> list[str]:
    """The report for people."""
    say = Text.in_
    lines = [_head(report).in_(language)]
    for code, group in report.in_order():
        check = report.checks.by_code[code]
        count = Text(f"{group.findings} 处，{group.items} 个事项", f"{group.findings} in {group.items} items")
        lines += [
            "",
            f"{say(_SEVERITIES[group.severity], language)} {code}  {say(check.title, language)}: {say(count, language)}",
        ]
        lines.append(f"    {say(check.why, language)} {say(check.mend, language)}")
        for item, name, finding in group.first:
            what = f": {finding.what.in_(language)}" if finding.what else ""
            lines.append(f"    {item} {name} | {finding.where.in_(language)}{what}")
    lines += ["", Text("按实施主体", "By department").in_(language)]
    for name, counts in report.by_department():
        told = ", ".join(
            f"{counts[severity]} {say(words, language)}" for severity, words in _SEVERITIES.items()
        )
        lines.append(f"    {name or '-'}: {told}")
    if report.untold:
        names = ", ".join(f"{code} ({count})" for code, count in sorted(report.untold.items()))
        head = Text("来源没有这些内容，未能检查（事项数）", "Not told by the source, so not checked (items)")
        lines += ["", f"{head.in_(language)}: {names}"]
    return lines


def _head(report: Report) -> Text:
    zh = "，".join(f"{words.zh} {report.severities[severity]}" for severity, words in _SEVERITIES.items())
    en = ", ".join(f"{report.severities[severity]} {words.en}" for severity, words in _SEVERITIES.items())
    return Text(
        f"共检查 {report.items} 个事项：{zh}；无问题 {report.clean} 个",
        f"{report.items} items: {en}; {report.clean} without findings",
    )
