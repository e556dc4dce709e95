"""Stored facts become the facts that rules read: units, parameters of the year, what follows from other rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from onedoor.apps.policies.definition import FactAsked, Measure
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.dmn import Evaluation, Wrong
from onedoor.engine.feel import UNKNOWN, Unknown

Values = Mapping[str, Any]
ESTABLISHED = "established_on"
DAYS_SINCE = "days_since_registration"
NUMBERS = (ValueKind.NUMBER, ValueKind.RATIO, ValueKind.DECIMAL, ValueKind.MONEY)
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


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
        """One measure over one subject's stored values on a reference date.

        A value that the model does not allow for its fact says nothing about the subject: it is unknown.
        """
        return measure.model.evaluation(self.rule_facts(measure, values, on), wrong=Wrong.UNKNOWN)

    def rule_facts(self, measure: Measure, values: Values, on: date) -> dict[str, Any]:
        """Facts by data element as the measure's rules read them; one that nobody supplied is left out.

        A recorded value holds over a derived one, and that over a parameter.
        """
        facts: dict[str, Any] = {}
        called: dict[str, Evaluation] = {}
        for fact in measure.facts:
            value = self.supplied(fact, values, on)
            if isinstance(value, Unknown) and fact.derived_by is not None:
                value = self._derived(fact.derived_by, called, values, on)
            if not isinstance(value, Unknown):
                facts[fact.element] = value
        return facts

    def supplied(self, fact: FactAsked, values: Values, on: date) -> Any:
        """The fact as recorded, else as published for the year, else as the calendar gives it; or unknown."""
        recorded = to_rule(fact, values[fact.element]) if fact.element in values else UNKNOWN
        if not isinstance(recorded, Unknown) or fact.derived_by is not None:
            return recorded
        if fact.element in self.parameters:
            return self.parameters[fact.element]
        return days_since(values.get(ESTABLISHED), on) if fact.element == DAYS_SINCE else UNKNOWN

    def _derived(self, by: tuple[str, str], called: dict[str, Evaluation], values: Values, on: date) -> Any:
        """What another measure in force decides, evaluated once for all that it decides."""
        code, decision = by
        if code not in self.measures:
            return UNKNOWN
        if code not in called:
            called[code] = self.evaluation(self.measures[code], values, on)
        value = called[code].value(decision)
        return UNKNOWN if value is None else value

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

    Inside a record null says that nobody knows: a register of people leaves cells empty. A value that is not
    of its kind is unknown: one wrong cell in a register stops neither its enterprise nor the run.
    """
    if fact.kind is ValueKind.RECORDS and isinstance(stored, list):
        rows = [_record(fact.members, each) for each in stored]
        return UNKNOWN if None in rows else rows
    if stored is None or _is_readable(fact.kind, stored):
        return fact.kind.to_rule(stored, fact.unit)
    return UNKNOWN


def _record(members: Mapping[str, ValueKind], stored: Any) -> dict[str, Any] | None:
    if not isinstance(stored, dict):
        return None
    known = {key: value for key, value in stored.items() if key in members and value is not None}
    return {
        key: Decimal(value) if _is_number(value) else value
        for key, value in known.items()
        if (_is_number(value) if members[key] in NUMBERS else _is_readable(members[key], value))
    }


def _is_readable(kind: ValueKind, stored: Any) -> bool:
    match kind:
        case ValueKind.BOOLEAN:
            return isinstance(stored, bool)
        case ValueKind.MONEY:
            return _is_whole(stored)
        case ValueKind.NUMBER | ValueKind.RATIO | ValueKind.DECIMAL:
            return _is_number(stored)
        case ValueKind.MONEY_LIST:
            return isinstance(stored, list) and all(each is None or _is_whole(each) for each in stored)
        case ValueKind.RECORDS:
            return False
    return isinstance(stored, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_whole(value) or (isinstance(value, str) and PLAIN_NUMBER.fullmatch(value) is not None)


def days_since(day: Any, on: date) -> Any:
    """Days from an ISO date to another; unknown where there is no date."""
    try:
        return Decimal((on - date.fromisoformat(day)).days)
    except (TypeError, ValueError):
        return UNKNOWN
