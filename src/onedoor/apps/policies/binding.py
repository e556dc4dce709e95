"""Stored facts become the facts that rules read: units, parameters of the year, what follows from other rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from onedoor.apps.policies.definition import FactAsked, Measure
from onedoor.engine.dmn import Evaluation
from onedoor.engine.feel import Unknown

Values = Mapping[str, Any]
ESTABLISHED = "established_on"
DAYS_SINCE = "days_since_registration"


@dataclass(frozen=True)
class Rulebook:
    """The measures in force by code: those that can be claimed, and those that others call."""

    measures: Mapping[str, Measure]

    @cached_property
    def parameters(self) -> dict[str, Decimal]:
        """Values that the state publishes and every measure reads alike, by data element."""
        return {
            element: Decimal(value)
            for measure in self.measures.values()
            for element, value in measure.parameters.items()
        }

    def evaluation(self, measure: Measure, values: Values, on: date) -> Evaluation:
        """One measure over one subject's stored values on a reference date."""
        return measure.model.evaluation(self.rule_facts(measure, values, on))

    def rule_facts(self, measure: Measure, values: Values, on: date) -> dict[str, Any]:
        """Facts by data element as the measure's rules read them; one that nobody supplied is left out.

        A recorded value holds over a derived one, and that over a parameter.
        """
        facts: dict[str, Any] = {}
        for fact in measure.facts:
            if fact.element in values:
                facts[fact.element] = to_rule(fact, values[fact.element])
            elif fact.derived_by is not None:
                derived = self.derived(fact.derived_by, values, on)
                if not isinstance(derived, Unknown):
                    facts[fact.element] = derived
            elif fact.element in self.parameters:
                facts[fact.element] = self.parameters[fact.element]
            elif fact.element == DAYS_SINCE and values.get(ESTABLISHED):
                facts[fact.element] = days_since(values[ESTABLISHED], on)
        return facts

    def derived(self, by: tuple[str, str], values: Values, on: date) -> Any:
        """What another measure in force decides; unknown where it is not in force or lacks facts."""
        code, decision = by
        called = self.measures.get(code)
        if called is None:
            return Unknown()
        value = self.evaluation(called, values, on).value(decision)
        return Unknown() if value is None else value

    def missing_for(
        self, measure: Measure, elements: frozenset[str], values: Values, on: date
    ) -> list[FactAsked]:
        """The facts to ask for so that these elements get known: those themselves, or what derives them.

        In the order of the sheets; a fact that nobody can be asked for is among them too. A member that is
        missing in a record (``hires.contract``) counts as its record.
        """
        elements = frozenset(element.partition(".")[0] for element in elements)
        wanted: list[FactAsked] = []
        for fact in measure.facts:
            if fact.element not in elements:
                continue
            called = self.measures.get(fact.derived_by[0]) if fact.derived_by else None
            if fact.derived_by is None or called is None:
                wanted.append(fact)
                continue
            outcome = self.evaluation(called, values, on).outcome(fact.derived_by[1])
            wanted += self.missing_for(called, called.model.elements(outcome.missing), values, on)
        return list({fact.element: fact for fact in wanted}.values())


def to_rule(fact: FactAsked, stored: Any) -> Any:
    """One stored value in the unit of the sheet; money in records is in yuan, as sheets write it.

    Inside a record null says that nobody knows: a register of people leaves cells empty.
    """
    return fact.kind.to_rule(stored, fact.unit) if fact.kind != "records" else _records(stored)


def _records(stored: Any) -> Any:
    if stored is None:
        return None
    return [{key: _plain(value) for key, value in each.items() if value is not None} for each in stored]


def _plain(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def days_since(day: str, on: date) -> Decimal:
    return Decimal((on - date.fromisoformat(day)).days)
