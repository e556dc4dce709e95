"""All measures against all profiles in one pass: the rules as columns, the profiles as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from onedoor.apps.policies.binding import Rulebook
from onedoor.apps.policies.definition import ELIGIBLE, FactAsked, Measure
from onedoor.apps.standards.enums import ValueKind
from onedoor.engine.dmn import InputData, Wrong, inline
from onedoor.engine.dmn.inputs import admit
from onedoor.engine.feel import UNKNOWN, Expression, Unknown
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.binding import substitute
from onedoor.engine.matching import WORD, Column, Kind, Matches, RuleSet, Schema, table_of
from onedoor.errors import Invalid

CLASSIFICATION = "classification"
# What a measure is to the table that only its model can decide: a fact that nobody holds.
NOBODY_KNOWS = Expression.of(n.Name("符合条件（由模型判断）"))
RATIO_PLACES = 9
# Every whole cent in the unit that the sheet names, and no place more: the numbers have to fit in 64 bits.
MONEY_PLACES = {"元": 2, "万元": 6}
COLUMNS = {
    ValueKind.MONEY: Kind.RATIO,
    ValueKind.RATIO: Kind.RATIO,
    ValueKind.DECIMAL: Kind.RATIO,
    ValueKind.NUMBER: Kind.INTEGER,
    ValueKind.BOOLEAN: Kind.BOOLEAN,
    ValueKind.DATE: Kind.DATE,
    ValueKind.CODE: Kind.CATEGORY,
    ValueKind.TEXT: Kind.CATEGORY,
    ValueKind.MONEY_LIST: Kind.OBJECTS,
    ValueKind.RECORDS: Kind.OBJECTS,
}


@dataclass(frozen=True)
class Compiled:
    """The rules of the day over one table. ``facts`` are the columns, by the name that rules use.

    ``inputs`` are the models' own declarations of those columns: what a record is made of. Measures ``apart``
    rest on more than one expression can say; their models are asked about everybody, one by one.
    """

    rulebook: Rulebook
    on: date
    facts: Mapping[str, FactAsked]
    inputs: Mapping[str, InputData]
    rules: RuleSet
    apart: frozenset[str]

    @classmethod
    def of(cls, rulebook: Rulebook, on: date) -> Compiled:
        """Every claimable measure's eligibility, with the classifications it calls put in their place.

        A name that two sheets use for different facts is refused ("matching.name_twice"): one table cannot
        hold both.
        """
        facts: dict[str, FactAsked] = {}
        for measure in rulebook.measures.values():
            for name, fact in _facts_by_name(measure).items():
                held = facts.setdefault(name, fact)
                if (held.element, held.unit) != (fact.element, fact.unit):
                    raise Invalid("matching.name_twice", found=name, where=measure.code)
        schema = Schema.of(*(_column(name, fact) for name, fact in facts.items()))
        rules = {
            measure.code: eligibility(rulebook, measure) or NOBODY_KNOWS
            for measure in rulebook.measures.values()
            if measure.kind != CLASSIFICATION
        }
        apart = frozenset(code for code, rule in rules.items() if rule is NOBODY_KNOWS)
        inputs = {
            name: given
            for measure in rulebook.measures.values()
            for name, given in measure.model.inputs.items()
        }
        return cls(rulebook, on, facts, inputs, RuleSet.compile(rules, schema), apart)

    def match(self, profiles: Iterable[Mapping[str, Any]]) -> Matches:
        """Each rule for each profile (stored values by element), as the interpreter would decide it."""
        given = list(profiles)
        rows = [self._row(values) for values in given]
        schema, odd = self.rules.schema, set[int]()
        try:
            table = table_of(rows, schema)
        except Invalid:  # some value is more than its column holds: those rows go to the interpreter
            odd = {number for number, row in enumerate(rows) if not fits(row, schema)}
            table = table_of([{} if number in odd else row for number, row in enumerate(rows)], schema)
        found = self.rules.match(table)
        return corrected(
            found,
            {
                (code, number): self._answer(code, given[number])
                for code in found.rules
                for number in (range(len(given)) if code in self.apart else odd)
            },
        )

    def _answer(self, code: str, values: Mapping[str, Any]) -> Any:
        return self.rulebook.evaluation(self.rulebook.measures[code], values, self.on).value(ELIGIBLE)

    def _row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for name, fact in self.facts.items():
            ruled, given = self.rulebook.supplied(fact, values, self.on), self.inputs[name]
            is_bounded = given.type.members or given.type.values
            row[name] = admit(given, {name: ruled}, UNKNOWN, Wrong.UNKNOWN) if is_bounded else ruled
        return row


def fits(row: Mapping[str, Any], schema: Schema) -> bool:
    """Whether a table can hold the row exactly."""
    try:
        table_of([row], schema)
    except Invalid:
        return False
    return True


def corrected(found: Matches, answers: Mapping[tuple[str, int], Any]) -> Matches:
    """The matches with these answers (by rule and row) in place of what the table said."""
    certain, possible = found.certain_matrix.copy(), found.possible_matrix.copy()
    for (rule, number), value in answers.items():
        place = found.rules[rule], number // WORD
        bit = np.uint64(1 << number % WORD)
        for plane, holds in (
            (certain, value is True),
            (possible, value is True or isinstance(value, Unknown)),
        ):
            plane[place] = plane[place] | bit if holds else plane[place] & ~bit
    return Matches(found.rules, found.subjects, certain, possible)


def eligibility(rulebook: Rulebook, measure: Measure) -> Expression | None:
    """The measure's eligibility as one expression over facts that somebody records; ``None`` where none says it."""
    logic = inline(measure.model, ELIGIBLE)
    if logic is None:
        return None
    called = {}
    for name, fact in _facts_by_name(measure).items():
        if fact.derived_by is None or name not in logic.free_names:
            continue
        source = rulebook.measures.get(fact.derived_by[0])
        derived = inline(source.model, fact.derived_by[1]) if source else None
        if derived is not None:
            called[name] = _unless_recorded(name, derived.root)
    return type(logic).of(substitute(logic.root, called)) if called else logic


def _unless_recorded(name: str, derived: n.Node) -> n.Node:
    """The recorded value, else the derived one; where nothing can be derived the fact stays unknown."""
    recorded = n.Name(name)
    asked = n.Call(n.Name("is unknown"), (n.Argument(None, recorded),))
    settled = n.If(n.Comparison(n.Operator.EQUAL, derived, n.NullLiteral()), recorded, derived)
    return n.If(asked, settled, recorded)


def _facts_by_name(measure: Measure) -> dict[str, FactAsked]:
    """The facts of a measure by the name of their input data; those that no rule reads are left out."""
    by_element = {fact.element: fact for fact in measure.facts}
    return {
        given.name: by_element[given.element]
        for given in measure.model.inputs.values()
        if given.element in by_element
    }


def _column(name: str, fact: FactAsked) -> Column:
    kind = COLUMNS[fact.kind]
    if fact.kind is ValueKind.MONEY:
        return Column(name, kind, MONEY_PLACES[fact.unit])
    return Column(name, kind, RATIO_PLACES if kind is Kind.RATIO else -1)
