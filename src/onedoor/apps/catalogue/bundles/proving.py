"""Whether the bundle's own questions settle which parts are called for, whatever is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from onedoor.apps.catalogue.bundles.definition import BundleDefinition
from onedoor.apps.catalogue.definition import Element, Question
from onedoor.apps.catalogue.enums import QuestionKind
from onedoor.engine import situations as engine
from onedoor.engine.feel.checker.findings import Severity
from onedoor.errors import Invalid


def guide_of(bundle: BundleDefinition, elements: Mapping[str, Element]) -> engine.Guide:
    """The bundle's own questions, with the conditions of its parts and stops.

    Raises ``Invalid`` where a condition reads what the bundle does not ask itself ("situations.unknown_name"): then nobody could
    say which parts there are before their own questions are answered.
    """
    conditions = {part.id: part.when for part in bundle.parts if part.when}
    conditions |= {each.id: each.when for each in bundle.stops}
    asked = [
        engine.Question(elements[each.element].name.zh, _domain(each), each.when) for each in bundle.questions
    ]
    return engine.Guide.compile(asked, (), conditions)


def unsettled(bundle: BundleDefinition, elements: Mapping[str, Element]) -> Iterator[Invalid]:
    """What some answers leave open, or no answers ever reach, each with answers that show it."""
    try:
        proof = guide_of(bundle, elements).prove()
    except Invalid as refused:
        yield Invalid(
            "bundle.not_asked",
            where=refused.where,
            found=refused.found,
            expected=refused.expected,
            mend=refused.mend,
        )
        return
    for finding in proof.findings:
        if finding.severity is Severity.ERROR:
            shown = "；".join(f"{name} = {value}" for name, value in finding.example.items())
            yield Invalid(
                f"bundle.{finding.kind}",
                where=", ".join(finding.about) or "questions",
                found=shown or finding.message,
                expected=finding.message,
                mend=finding.mend,
            )


def _domain(question: Question) -> engine.Domain:
    if question.kind == QuestionKind.CHOICE:
        return engine.Choice(tuple(value for value, _ in question.options))
    if question.kind == QuestionKind.BOOLEAN:
        return engine.YesNo()
    least, most = (Decimal(end) if end else None for end in (question.least, question.most))
    return engine.Number(least, most)
