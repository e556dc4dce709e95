"""A decision model that was read: what it decides, what it asks for, and on what authority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onedoor.engine.dmn.document import Document
from onedoor.engine.dmn.errors import DmnError, NoSuchDecision, Place, did_you_mean, listed
from onedoor.engine.dmn.evaluation import Evaluation
from onedoor.engine.dmn.inputs import Wrong
from onedoor.engine.dmn.issues import Reading
from onedoor.engine.dmn.items import ItemType
from onedoor.engine.dmn.outcome import ConditionOutcome, Outcome
from onedoor.engine.dmn.tables import BoxedExpression
from onedoor.engine.feel.types import ANY, Type
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
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision (or piece of business knowledge): its logic and what it rests on, by name.

    Names of other models are qualified by the name of the import (``Model B.Say Hello``). ``types`` are
    what the value has to fit, one after the other; ``undeclared`` are names in the logic that nothing
    in the model provides; ``names`` says what each name in the logic stands for; ``is_broken`` when the
    logic could not be read.
    """

    id: str
    name: str
    label: Text
    logic: BoxedExpression | None
    decisions: tuple[str, ...]
    inputs: tuple[str, ...]
    knowledge: tuple[str, ...]
    clauses: tuple[KnowledgeSource, ...]
    types: tuple[Type, ...] = ()
    undeclared: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    is_broken: bool = False
    place: Place = Place()

    @property
    def type(self) -> Type:
        """What the value finally is, as far as the model declares it."""
        return self.types[-1] if self.types else ANY


@dataclass(frozen=True, slots=True)
class DecisionService:
    """A part of the model that can be called as one (DMN 1.5, 6.3.12): outputs from inputs, all by name.

    ``type`` is what the result has to fit; ``parameters`` are the inputs in the order of a call, ``takes`` their
    types where the service has a function type of its own.
    """

    id: str
    name: str
    label: Text
    outputs: tuple[str, ...]
    inputs: tuple[str, ...]
    decisions: tuple[str, ...]
    encapsulated: tuple[str, ...] = ()
    type: Type = ANY
    takes: tuple[Type, ...] = ()
    place: Place = Place()

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.inputs, *self.decisions)


@dataclass(frozen=True, slots=True)
class Import:
    """Another model, whose names are qualified by ``name`` (an empty one leaves them as they are)."""

    name: str
    model: Model

    def inner(self, qualified: str) -> str | None:
        """The name inside the other model; None when the name does not belong to it."""
        if not self.name:
            return qualified
        return qualified[len(self.name) + 1 :] if qualified.startswith(f"{self.name}.") else None


@dataclass(frozen=True)
class Model:
    """Decisions by name, in an order in which each comes after those it requires.

    ``findings`` are the faults that a lenient reading left in place. A model does not change.
    """

    name: str
    label: Text
    decisions: Mapping[str, Decision]
    inputs: Mapping[str, InputData]
    knowledge: Mapping[str, Decision] = field(default_factory=dict)
    services: Mapping[str, DecisionService] = field(default_factory=dict)
    imports: tuple[Import, ...] = ()
    types: Mapping[str, ItemType] = field(default_factory=dict)
    namespace: str = ""
    version: str = ""
    file: str = ""
    reading: Reading = Reading.STRICT
    findings: tuple[DmnError, ...] = ()
    source: bytes = field(default=b"", repr=False)

    def decide(
        self, decision: str, facts: Mapping[str, Any], *, now: datetime | None = None, absent: Any = UNKNOWN
    ) -> Outcome:
        """The value of a decision (or decision service) for these facts, why, and which facts it lacks.

        ``facts`` go by the name of the input data or by its data element. A fact that is not there,
        and a declared member that is not in its record, take the value ``absent``: unknown, unless
        the caller knows better (plain DMN says None). Each required decision is evaluated at most
        once, and only when something asks for it.

        Raises:
            NoSuchDecision: there is none of that name.
            WrongFact: a fact is not of the type declared for it (never in a model read leniently).
            FeelInputError: a fact is a float or an object.
            FeelLimitError: the evaluation goes beyond its bounds.
        """
        return self.evaluation(facts, now=now, absent=absent).outcome(decision)

    def evaluation(
        self,
        facts: Mapping[str, Any],
        *,
        now: datetime | None = None,
        absent: Any = UNKNOWN,
        wrong: Wrong | None = None,
    ) -> Evaluation:
        """One subject's facts, ready to be asked for several decisions.

        ``wrong`` says what a fact of another type than declared becomes: a refusal, unknown, or null
        as the standard has it; by default a refusal, in a model read leniently null.
        """
        if wrong is None:
            wrong = Wrong.NULL if self.reading is Reading.LENIENT else Wrong.REFUSED
        return Evaluation.of(self, facts, now=now, absent=absent, wrong=wrong)

    def conditions(
        self, facts: Mapping[str, Any], *, of: str = "符合条件", now: datetime | None = None
    ) -> list[ConditionOutcome]:
        """Each condition a decision is the conjunction of: label, clauses, value and facts used."""
        return self.evaluation(facts, now=now).conditions(of)

    def decision(self, name: str) -> Decision:
        """The decision of that name (or business knowledge), also of an imported model."""
        found = self._find(name)
        if found is None:
            raise self._nothing_called(name)
        return found

    def _find(self, name: str) -> Decision | None:
        found = self.decisions.get(name) or self.knowledge.get(name)
        for each in self.imports:
            inner = each.inner(name)
            if found is None and inner is not None:
                found = each.model._find(inner)
        return found

    def is_knowledge(self, name: str) -> bool:
        """Is it business knowledge that the name stands for, here or in an imported model?"""
        inner = ((each.model, each.inner(name)) for each in self.imports)
        return name in self.knowledge or any(
            within is not None and name not in self.decisions and model.is_knowledge(within)
            for model, within in inner
        )

    def service(self, name: str) -> DecisionService | None:
        """The decision service of that name; None when there is none."""
        return self.services.get(name)

    def _nothing_called(self, name: str) -> NoSuchDecision:
        known = [*self.decisions, *self.services]
        return NoSuchDecision(
            "dmn.no_such_decision",
            found=name,
            expected=listed(known),
            where=Text(f"{self.file} {self.label.zh}".strip(), f"{self.file} {self.label.en}".strip()),
            mend=did_you_mean(name, known),
        )

    def facts_of(self, name: str) -> frozenset[str]:
        """The input data a decision rests on, directly or through others."""
        if (service := self.services.get(name)) is not None:
            return frozenset(service.inputs)
        if name in self.inputs:
            return frozenset({name})
        if name not in self.decisions and name not in self.knowledge:
            for each in self.imports:
                inner = each.inner(name)
                if inner is not None and each.model.has(inner):
                    facts = each.model.facts_of(inner)
                    return frozenset(f"{each.name}.{fact}" if each.name else fact for fact in facts)
        decision = self.decision(name)
        facts = frozenset((*decision.inputs, *decision.undeclared))
        for required in (*decision.decisions, *decision.knowledge):
            facts |= self.facts_of(required)
        return facts

    def has(self, name: str) -> bool:
        """Does the name mean anything here or in an imported model?"""
        own = any(name in each for each in (self.decisions, self.knowledge, self.services, self.inputs))
        inner = ((each.model, each.inner(name)) for each in self.imports)
        return own or any(within is not None and model.has(within) for model, within in inner)

    def unread(self, facts: Iterable[str]) -> list[str]:
        """Those of the facts that no decision could look at, by none of the names that facts go by."""
        names = {key for each in self.inputs.values() for key in (each.name, each.element)}
        names.update(self.decisions, *(each.undeclared for each in self.decisions.values()))
        inner = [each.model for each in self.imports]
        return [
            fact
            for fact in facts
            if fact not in names
            and not self.has(fact)
            and not any(fact not in each.unread([fact]) for each in inner)
            and not fact.startswith("{")
        ]

    def elements(self, names: Iterable[str]) -> frozenset[str]:
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

    def to_xml(self) -> bytes:
        """The document this model was read from, to the byte."""
        return self.source

    def edit(self) -> Document:
        """The document, to be changed and read again; this model stays as it is."""
        return Document.read(self.source, self.file)
