"""The content of a measure's version, typed, with its decision model. The one place that knows its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Self

from onedoor.apps.policies.enums import ConditionOutcome
from onedoor.apps.policies.wording import measure_wording
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.dmn import Model, read_model
from onedoor.engine.feel.explaining import Wording
from onedoor.text import Text

ELIGIBLE = "符合条件"
MODELS_HELD = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class FactAsked:
    """A fact that a measure looks at. ``question`` is how an enterprise is asked for it, if it can be.

    ``derived_by`` names the classification (policy code, decision) that gives it where no register does;
    ``members`` are the kinds of a record's members, by element.
    """

    element: str
    name: Text
    kind: ValueKind
    unit: str
    question: Text | None
    options: Mapping[str, Text]
    derived_by: tuple[str, str] | None
    members: Mapping[str, ValueKind] = field(default_factory=dict)

    @property
    def can_be_asked(self) -> bool:
        return self.question is not None and self.kind is not ValueKind.RECORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """政策项目 as released: what it is called, what it asks, what it says, what it pays."""

    code: str
    title: Text
    kind: str
    document_no: str
    issuers: tuple[Text, ...]
    facts: tuple[FactAsked, ...]
    reasons: Mapping[str, Mapping[str, Text]]
    amount_decision: str
    amount_note: Text | None
    opens: date | None
    closes: date | None
    window_note: Text | None
    parameters: Mapping[str, str]
    derives: Mapping[str, str]
    item_code: str
    model: Model
    wording: Wording

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The measure in a version's content; its model is read once for each wording."""
        sheet = content["sheet"]
        window = sheet.get("window") or {}
        amount = sheet.get("amount") or {}
        facts = tuple(_fact(fact) for fact in sheet["facts"])
        model = model_of(content["dmn"])
        return cls(
            code=sheet["code"],
            title=Text.of(sheet["name"]),
            kind=sheet["kind"],
            document_no=sheet["document_no"],
            issuers=tuple(Text.of(issuer) for issuer in sheet["issuers"]),
            facts=facts,
            reasons={
                name: {outcome: Text.of(words) for outcome, words in texts.items()}
                for name, texts in sheet["conditions"].items()
            },
            amount_decision=amount.get("decision", ""),
            amount_note=Text.of(amount["note"]) if amount.get("note") else None,
            opens=_day(window.get("from")),
            closes=_day(window.get("to")),
            window_note=Text.of(window) if "zh" in window else None,
            parameters=content.get("parameters", {}),
            derives=sheet.get("derives") or {},
            item_code=content.get("item_code", ""),
            model=model,
            wording=measure_wording(model, facts),
        )

    def fact(self, element: str) -> FactAsked | None:
        return next((fact for fact in self.facts if fact.element == element), None)

    def reason(self, condition: str, outcome: ConditionOutcome, otherwise: Text) -> Text:
        """The sheet's sentence for a condition that stands so; the other one where the sheet has none."""
        return self.reasons.get(condition, {}).get(str(outcome.value), otherwise)


@lru_cache(maxsize=MODELS_HELD)
def model_of(xml: str) -> Model:
    """The decision model of a document; models do not change, so one is enough for all."""
    return read_model(xml.encode())


def _fact(sheet: Mapping[str, Any]) -> FactAsked:
    unit = sheet.get("unit") or ""
    by = sheet.get("derived_by")
    return FactAsked(
        element=sheet["element"],
        name=Text.of(sheet["name"]),
        kind=ValueKind.of_sheet(sheet["type"], unit),
        unit=unit,
        question=Text.of(sheet["question"]) if sheet.get("question") else None,
        options={option["value"]: Text.of(option["label"]) for option in sheet.get("options") or ()},
        derived_by=(by["policy"], by["decision"]) if by else None,
        members={
            member["element"]: ValueKind.of_sheet(member["type"], member.get("unit") or "")
            for member in sheet.get("members") or ()
        },
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
