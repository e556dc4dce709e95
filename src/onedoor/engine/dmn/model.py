"""A decision model that was read: what it decides, what it asks for, and on what authority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onedoor.engine.dmn.errors import NoSuchDecision
from onedoor.engine.dmn.inputs import ItemType, admit
from onedoor.engine.dmn.outcome import ConditionOutcome, Evaluation, Outcome
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel.values import UNKNOWN
from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class KnowledgeSource:
    """A clause: ``name`` is the document and article, ``summary`` what it says, ``uri`` where they stand."""

    id: str
    label: Text
    summary: str
    uri: str


@dataclass(frozen=True, slots=True)
class InputData:
    """A fact the model asks for; ``element`` identifies its data element."""

    id: str
    name: str
    label: Text
    element: str
    type: ItemType


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision (or piece of business knowledge): its logic and what it rests on, by name."""

    id: str
    name: str
    label: Text
    logic: BoxedExpression | None
    decisions: tuple[str, ...]
    inputs: tuple[str, ...]
    knowledge: tuple[str, ...]
    clauses: tuple[KnowledgeSource, ...]


@dataclass(frozen=True)
class Model:
    """Decisions by name, in an order in which each comes after those it requires."""

    name: str
    label: Text
    decisions: Mapping[str, Decision]
    inputs: Mapping[str, InputData]
    knowledge: Mapping[str, Decision] = field(default_factory=dict)

    def decide(
        self, decision: str, facts: Mapping[str, Any], *, now: datetime | None = None, absent: Any = UNKNOWN
    ) -> Outcome:
        """The value of a decision for these facts, why, and which facts it still lacks.

        ``facts`` go by the name of the input data or by its data element. A fact that is not there,
        and a declared member that is not in its record, take the value ``absent``: unknown, unless
        the caller knows better (plain DMN says None). Each required decision is evaluated at most
        once, and only when something asks for it.

        Raises:
            NoSuchDecision: there is none of that name.
            FeelInputError: a fact is a float or an object.
            FeelLimitError: the evaluation goes beyond its bounds.
        """
        return self.evaluation(facts, now=now, absent=absent).outcome(decision)

    def evaluation(
        self, facts: Mapping[str, Any], *, now: datetime | None = None, absent: Any = UNKNOWN
    ) -> Evaluation:
        """One subject's facts, ready to be asked for several decisions."""
        return Evaluation(self, {name: admit(self.inputs[name], facts, absent) for name in self.inputs}, now)

    def conditions(
        self, facts: Mapping[str, Any], *, of: str = "符合条件", now: datetime | None = None
    ) -> list[ConditionOutcome]:
        """Each condition a decision is the conjunction of: label, clauses, value and facts used."""
        return self.evaluation(facts, now=now).conditions(of)

    def decision(self, name: str) -> Decision:
        """The decision of that name (or business knowledge)."""
        found = self.decisions.get(name) or self.knowledge.get(name)
        if found is None:
            raise NoSuchDecision(
                "dmn.no_such_decision",
                found=name,
                expected="、".join(self.decisions),
                where=self.label,
            )
        return found

    def facts_of(self, name: str) -> frozenset[str]:
        """The input data a decision rests on, directly or through others."""
        decision = self.decision(name)
        facts = frozenset(decision.inputs)
        for required in (*decision.decisions, *decision.knowledge):
            facts |= self.facts_of(required)
        return facts

    def elements(self, names: frozenset[str]) -> frozenset[str]:
        """The data elements of input data, such as those in ``Outcome.missing``."""
        return frozenset(self._element(name) for name in names)

    def _element(self, name: str) -> str:
        """``新招人员.已签劳动合同`` is ``hires.contract``; what is no input data keeps its name."""
        if name in self.inputs:
            return self.inputs[name].element
        first, *rest = name.split(".")
        if first not in self.inputs:
            return name
        path, kind = [self.inputs[first].element], self.inputs[first].type
        for part in rest:
            member = next((each for each in kind.members if each.name == part), None)
            if member is None:
                return name
            path.append(member.element)
            kind = member.type
        return ".".join(path)

    def expression_of(self, decision: str) -> BoxedExpression | None:
        """The decision's own logic, with required decisions as names; None when it has none."""
        return self.decision(decision).logic
