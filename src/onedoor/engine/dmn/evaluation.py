"""Evaluating decisions lazily, once each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import repeat
from typing import TYPE_CHECKING, Any, Self

from onedoor.engine.dmn.inputs import Wrong
from onedoor.engine.dmn.outcome import ConditionOutcome, Outcome
from onedoor.engine.dmn.services import function_of, run
from onedoor.engine.dmn.told import Told
from onedoor.engine.dmn.traces import DecisionTrace, trace_of
from onedoor.engine.feel import FeelLimitError
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import ANY, Type, coerce
from onedoor.engine.feel.values import Function, unknown_in
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import Decision, DecisionService, Model

MAX_FRAMES = 1_000


class Evaluation:
    """One subject's facts and the decisions reached from them so far. ``facts`` are the model's own inputs."""

    def __init__(
        self,
        model: Model,
        told: Told,
        scope: Scope,
        given: Mapping[str, Any],
        others: dict[int, Evaluation],
    ) -> None:
        self.model = model
        self.facts: Mapping[str, Any] = told.inputs_of(model)
        self._told = told
        self._values: dict[str, Any] = dict(given)
        self.root = scope
        self._others = others
        self._told_of: FeelLimitError | None = None  # already says which decision it happened in
        self.traces: dict[str, DecisionTrace] = {}

    @classmethod
    def of(
        cls,
        model: Model,
        facts: Mapping[str, Any],
        *,
        now: datetime | None = None,
        absent: Any = None,
        wrong: Wrong = Wrong.NULL,
    ) -> Self:
        """The evaluation of a model with facts from outside."""
        scope = Scope({}, now=now, closed=True)
        return cls(model, Told.to(model, facts, absent, wrong), scope, {}, {})

    def apart(self, facts: Mapping[str, Any], given: Mapping[str, Any]) -> Evaluation:
        """An evaluation of the same model that sees these facts and given decisions alone."""
        told = Told(self.model, facts, self._told.absent, Wrong.NULL)
        return Evaluation(self.model, told, self.root, given, {})

    def value(self, name: str) -> Any:
        """The value of a decision or decision service, evaluated when first asked for.

        Raises:
            NoSuchDecision: there is none of that name.
        """
        if name not in self._values:
            self._values[name] = self._evaluated(name)
        return self._values[name]

    def _evaluated(self, name: str) -> Any:
        service = self.model.services.get(name)
        if service is not None and name not in self.model.decisions:
            return self.served(service)
        if name not in self.model.decisions and name not in self.model.knowledge:
            found = self._elsewhere(name)
            if found is not None:
                return found[0].value(found[1])
        decision = self.model.decision(name)
        try:
            return self._decided(decision)
        except RecursionError as error:
            limit = FeelLimitError(Text("计算的嵌套层数", "levels of nested evaluation"), MAX_FRAMES)
            limit.where = decision.place.text
            raise limit from error
        except FeelLimitError as error:
            if error is not self._told_of:
                inner, place = Text.of(error.where or ""), decision.place.text
                error.where = Text(f"{place.zh} {inner.zh}".strip(), f"{place.en} {inner.en}".strip())
                self._told_of = error
            raise

    def _decided(self, decision: Decision) -> Any:
        if decision.name in self.model.knowledge:
            return self._function(decision)
        if decision.logic is None:
            if decision.is_broken:
                return None
            return self._told.by_name(decision.name, decision.types)
        value = decision.logic.run(self.scope(decision))
        for wanted in decision.types:
            value = coerce(value, wanted)
        return value

    def _function(self, knowledge: Decision) -> Function | None:
        found = knowledge.logic.run(self.scope(knowledge)) if knowledge.logic is not None else None
        if not isinstance(found, Function):
            return None
        takes = found.signature.parts[:-1] if found.signature else (ANY,) * len(found.parameters)
        gives = knowledge.type if knowledge.types else found.signature.parts[-1] if found.signature else ANY
        return replace(found, name=knowledge.name, signature=Type("function", (*takes, gives)))

    def told(self, name: str) -> Any:
        """What was told by a name that no input data declares; else what is absent."""
        return self._told.by_name(name)

    def served(self, service: DecisionService) -> Any:
        """The result of a service for what was told: its inputs as facts, its input decisions by their names."""
        facts = [self.bound(name) for name in service.inputs]
        given = [self._told.by_name(name, self._types_of(name)) for name in service.decisions]
        fitted = map(coerce, [*facts, *given], service.takes or repeat(ANY))
        return run(self, service, list(fitted))

    def _types_of(self, decision: str) -> tuple[Type, ...]:
        return self.model.decision(decision).types

    def bound(self, name: str) -> Any:
        """What a name of an element stands for in logic: a fact, a value, or something to call."""
        if name in self._values:
            return self._values[name]
        if name in self.facts:
            return self.facts[name]
        if name in self.model.decisions or name in self.model.knowledge:
            return self.value(name)
        if name in self.model.services:
            return function_of(self, self.model.services[name])
        found = self._elsewhere(name)
        return found[0].bound(found[1]) if found is not None else self._told.by_name(name)

    def _elsewhere(self, name: str) -> tuple[Evaluation, str] | None:
        """The evaluation of the imported model that the name belongs to, and its name there."""
        for each in self.model.imports:
            inner = each.inner(name)
            if inner is None or not each.model.has(inner):
                continue
            if id(each.model) not in self._others:
                given = {
                    own: value for key, value in self._values.items() if (own := each.inner(key)) is not None
                }
                other = Evaluation(each.model, self._told, self.root, given, self._others)
                self._others[id(each.model)] = other
            return self._others[id(each.model)], inner
        return None

    def home_of(self, name: str) -> tuple[Evaluation, Decision]:
        """A decision or piece of business knowledge, and the evaluation of the model that it belongs to.

        Raises:
            NoSuchDecision: there is none of that name.
        """
        if name not in self.model.decisions and name not in self.model.knowledge:
            found = self._elsewhere(name)
            if found is not None:
                return found[0].home_of(found[1])
        return self, self.model.decision(name)

    def scope(self, decision: Decision) -> Scope:
        """The names a decision may use: exactly those it requires."""
        return self.root.inner(_Required(self, decision))

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
        facts = {name: self.bound(name) for name in sorted(self.model.facts_of(decision.name))}
        return ConditionOutcome(
            decision.name, decision.label, decision.clauses, outcome.value, facts, outcome.missing
        )

    def trace(self, name: str) -> DecisionTrace:
        """The whole explanation of a decision."""
        return trace_of(self, name)


class _Required(Mapping[str, Any]):
    """The values of what a decision requires, each reached only when its name is looked up."""

    __slots__ = ("_evaluation", "_names")

    def __init__(self, evaluation: Evaluation, decision: Decision) -> None:
        self._evaluation = evaluation
        self._names = decision.names

    def __getitem__(self, name: str) -> Any:
        element = self._names[name]
        if element.endswith("."):  # the name of an import: all that is required of it
            inner = {
                own: each for each in self._names.values() if (own := each.removeprefix(element)) != each
            }
            return {own: self._evaluation.bound(each) for own, each in inner.items() if own}
        return self._evaluation.bound(element)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
