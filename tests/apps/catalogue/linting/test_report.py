"""Many items: counted by check, severity and department; what a source does not tell is not held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

from tests.apps.catalogue.linting.contents import CLEAN, CODE, spoiled

from onedoor.apps.catalogue.linting import (
    Report,
    lint_all,
    subject_of_reference,
    subjects_of_documents,
)
from onedoor.apps.catalogue.linting.context import Subject
from onedoor.engine.feel.checker.findings import Severity
from onedoor.reference.items import items
from onedoor.reference.modelled import NAMES, modelled_item


def subjects() -> Iterator[Subject]:
    documents = [
        {"code": CODE, "department": "甲局", "power_type": "行政许可", "content": CLEAN},
        {
            "code": CODE,
            "department": "甲局",
            "power_type": "行政许可",
            "content": spoiled(record__link_way=""),
        },
        {
            "code": CODE,
            "department": "乙局",
            "content": spoiled(everyday=[], record__link_way="", basis=None),
        },
    ]
    return subjects_of_documents((str(place), each) for place, each in enumerate(documents))


def test_findings_are_counted_by_check_severity_and_department() -> None:
    report = Report.of(lint_all(subjects()))
    assert (report.items, report.clean, report.errors) == (3, 1, 3)
    told = report.as_dict()
    assert [(each["code"], each["findings"], each["items"]) for each in told["checks"]] == [
        ("item.no_contact", 2, 2),
        ("item.no_basis", 1, 1),
        ("item.no_everyday", 1, 1),
    ]
    assert told["departments"] == [
        {"department": "乙局", "error": 2, "warning": 0, "note": 1},
        {"department": "甲局", "error": 1, "warning": 0, "note": 0},
    ]


def test_errors_alone_may_be_asked_for() -> None:
    report = Report.of(lint_all(subjects()), errors_only=True)
    assert set(report.groups) == {"item.no_contact", "item.no_basis"}
    assert report.severities[Severity.NOTE] == 0


def test_of_each_check_only_a_few_findings_are_kept() -> None:
    report = Report(shown=1)
    for each in lint_all(subjects()):
        report.add(each)
    assert [len(group.first) for _, group in report.in_order()] == [1, 1, 1]


def test_the_report_reads_in_both_languages() -> None:
    report = Report.of(lint_all(subjects()))
    assert report.lines("zh-hans")[0] == "共检查 3 个事项：错误 3，警告 0，提示 1；无问题 1 个"
    english = report.lines("en")
    assert english[0] == "3 items: 3 errors, 0 warnings, 1 notes; 1 without findings"
    assert "errors item.no_contact  No contact for questions: 2 in 2 items" in english


def test_what_a_source_does_not_tell_is_named_and_not_found_fault_with() -> None:
    definition, context = next(subjects())
    told = replace(context, told=frozenset({"name", "materials", "materials.name"}))
    (linted,) = lint_all([(definition, told)])
    assert linted.findings == ()
    assert {"item.no_basis", "item.no_contact", "material.no_acceptance"} <= linted.untold


def test_all_real_items_that_ship_are_looked_at_in_seconds() -> None:
    began = perf_counter()
    report = Report.of(lint_all(subject_of_reference(each) for each in items().values()))
    assert perf_counter() - began < 15
    assert report.items == len(items())
    assert report.groups["material.catch_all"].findings == 9
    assert report.groups["item.service_no_limit"].items == 7
    assert report.untold["item.no_basis"] == report.items


def test_the_modelled_items_have_no_errors() -> None:
    documents = ((name, modelled_item(name)) for name in NAMES)
    report = Report.of(lint_all(subjects_of_documents(documents)))
    assert [
        (code, group.first) for code, group in report.in_order() if group.severity is Severity.ERROR
    ] == []
