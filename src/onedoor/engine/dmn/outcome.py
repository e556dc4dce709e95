"""Evaluating decisions lazily, once each, and telling afterwards why each came out as it did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onedoor.engine.feel.scope import Budget, Scope
from onedoor.engine.feel.trace import Trace, trace_in
from onedoor.engine.feel.values import unknown_in
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import Decision, KnowledgeSource, Model


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """Why a decision has its value: its own logic step by step, and the decisions it rests on.

    ``logic`` is None where the logic is not one FEEL text: a decision table explains itself.
    """

    name: str
    label: Text
    value: Any
    logic: Trace | None
    requires: tuple[DecisionTrace, ...]
    clauses: tuple[KnowledgeSource, ...]
    unknown: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """``value`` (may be Unknown) and ``missing``, the facts that would settle it; ``trace`` on demand."""

    decision: str
    value: Any
    missing: frozenset[str]
    evaluation: Evaluation

    @cached_property
    def trace(self) -> DecisionTrace:
        return self.evaluation.trace(self.decision)


@dataclass(frozen=True, slots=True)
class ConditionOutcome:
    """One condition of a policy and how it stands: True met, False or None not met, else Unknown."""

    name: str
    label: Text
    clauses: tuple[KnowledgeSource, ...]
    value: Any
    facts: Mapping[str, Any]
    missing: frozenset[str]


class Evaluation:
    """One subject's facts and the decisions reached from them so far."""

    def __init__(self, model: Model, facts: Mapping[str, Any], now: datetime | None) -> None:
        self.model = model
        self.facts = facts
        self._values: dict[str, Any] = {}
        self._root = Scope({}, budget=Budget(), now=now)

    def value(self, name: str) -> Any:
        """The value of a decision, evaluated when first asked for."""
        if name not in self._values:
            decision = self.model.decision(name)
            self._values[name] = decision.logic.run(self.scope(decision)) if decision.logic else None
        return self._values[name]

    def scope(self, decision: Decision) -> Scope:
        """The names a decision may use: exactly those it requires."""
        return self._root.inner(_Required(self, decision))

    def outcome(self, name: str) -> Outcome:
        """The value of a decision and the facts it lacks."""
        value = self.value(name)
        unknown = unknown_in(value)
        return Outcome(name, value, unknown.facts if unknown is not None else frozenset(), self)

    def conditions(self, of: str) -> list[ConditionOutcome]:
        """The decisions that ``of`` requires, each with the facts it rests on."""
        return [self._condition(self.model.decision(name)) for name in self.model.decision(of).decisions]

    def _condition(self, decision: Decision) -> ConditionOutcome:
        outcome = self.outcome(decision.name)
        facts = {name: self.facts[name] for name in sorted(self.model.facts_of(decision.name))}
        return ConditionOutcome(
            decision.name, decision.label, decision.clauses, outcome.value, facts, outcome.missing
        )

    def trace(self, name: str) -> DecisionTrace:
        """The whole explanation of a decision."""
        decision = self.model.decision(name)
        value = self.value(name)
        unknown = unknown_in(value)
        logic = decision.logic
        return DecisionTrace(
            name=name,
            label=decision.label,
            value=value,
            logic=trace_in(logic, self.scope(decision)) if logic is not None and logic.source else None,
            requires=tuple(self.trace(required) for required in decision.decisions),
            clauses=decision.clauses,
            unknown=unknown.facts if unknown is not None else frozenset(),
        )


class _Required(Mapping[str, Any]):
    """The values of what a decision requires, each reached only when its name is looked up."""

    def __init__(self, evaluation: Evaluation, decision: Decision) -> None:
        self._evaluation = evaluation
        self._facts = frozenset(decision.inputs)
        self._others = frozenset((*decision.decisions, *decision.knowledge))

    def __getitem__(self, name: str) -> Any:
        if name in self._facts:
            return self._evaluation.facts[name]
        if name in self._others:
            return self._evaluation.value(name)
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return name in self._facts or name in self._others

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts | self._others)

    def __len__(self) -> int:
        return len(self._facts | self._others)
