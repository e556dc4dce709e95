"""The words of a decision: title, reasons, figures, and what the applicant is told.

Reasons are what the officers wrote and what the review found, nothing else (Administrative Licensing Law,
art. 38: a refusal gives its reasons and tells how to have it reviewed).
"""

from __future__ import annotations

from onedoor import clock
from onedoor.apps.cases.enums import Outcome, PointOutcome, Severity
from onedoor.apps.cases.models import Case
from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.text import Text

REMEDY = Text(
    "如不服本决定，可自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。",
    "Against this decision you may apply for administrative reconsideration within sixty days of receiving it,"
    " or go to court within six months.",
)


def is_granted(case: Case) -> bool:
    return case.outcome == Outcome.GRANTED


def decision_title(case: Case, definition: ItemDefinition) -> Text:
    if is_granted(case):
        return Text(f"准予{definition.name.zh}决定书", f"Decision granting: {definition.name.en}")
    return Text(f"不予{definition.name.zh}决定书", f"Decision refusing: {definition.name.en}")


def decision_body(case: Case, definition: ItemDefinition) -> list[Text]:
    """The paragraphs of the document, in order."""
    submitted = case.submitted_at.astimezone(clock.CHINA).date()
    paragraphs = [
        Text(
            f"你单位于{submitted:%Y年%-m月%-d日}提出的{definition.name.zh}申请（办件编号 {case.case_no}）收悉。",
            f"Your application of {submitted:%Y-%m-%d} for {definition.name.en} (case {case.case_no}) was received.",
        )
    ]
    basis = Text(f"依据{definition.basis.zh}", f"Under {definition.basis.en}")
    if is_granted(case):
        paragraphs.append(
            Text(
                f"经审查，符合规定条件。{basis.zh}，决定准予。",
                f"It meets the conditions. {basis.en}, it is granted.",
            )
        )
        if case.amount_cents:
            paragraphs.append(money(case.amount_cents))
        return paragraphs
    paragraphs.append(
        Text(f"经审查，{basis.zh}，决定不予。理由如下：", f"{basis.en}, it is refused, for these reasons:")
    )
    return [*paragraphs, *reasons_against(case), REMEDY]


def reasons_against(case: Case) -> list[Text]:
    """What the review of the newest submission did not find met, and what officers wrote against it.

    Notes are for officers to look into and no reasons: what they saw stands in what they wrote.
    """
    newest = case.submissions.order_by("-number").first()
    found = case.point_results.filter(submission=newest, outcome=PointOutcome.NOT_MET).order_by("pk")
    found = found.exclude(severity=Severity.NOTE)
    reasons = [Text.of(point.trace["if_not"]) for point in found]
    written = case.opinions.filter(outcome__in=["disagree", "deny"]).exclude(text="").order_by("pk")
    return reasons + [Text.of(opinion.text) for opinion in written]


def money(cents: int) -> Text:
    yuan = f"{cents // 100:,}.{cents % 100:02d}"
    return Text(f"核定金额：人民币 {yuan} 元。", f"Amount determined: CNY {yuan}.")


def decision_rows(case: Case, definition: ItemDefinition) -> list[tuple[Text, str]]:
    """The figures beside the text: who, which item, which case."""
    return [
        (Text("统一社会信用代码", "Social credit code"), case.enterprise.uscc),
        (Text("事项编码", "Item code"), case.item_version.code),
        (Text("办件编号", "Case number"), case.case_no),
    ]


def result_notice(case: Case, definition: ItemDefinition) -> tuple[Text, Text]:
    """Subject and body of what the applicant is told at the end."""
    name = definition.name
    if is_granted(case):
        subject = Text(f"已准予：{name.zh}", f"Granted: {name.en}")
        body = Text("决定书已签发，可下载和核验。", "The signed decision can be downloaded and verified.")
    else:
        subject = Text(f"不予批准：{name.zh}", f"Refused: {name.en}")
        body = Text("理由和救济途径见决定书。", "The decision gives the reasons and how to have it reviewed.")
    rate = Text("请为本次服务评价。", "Please rate this service.")
    return subject, Text(f"{body.zh}{rate.zh}", f"{body.en} {rate.en}")
