"""What each name in a model stands for, and of what type it is."""

from __future__ import annotations

from collections.abc import Mapping

from onedoor.engine.dmn.errors import NoSuchDecision
from onedoor.engine.dmn.model import Decision, Model
from onedoor.engine.dmn.services import type_of_element
from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.checker.lattice import is_open
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.readings import UNREADABLE
from onedoor.engine.feel.types import ANY, Type


class ElementTypes:
    """The types of a model's elements by name; what is learnt of a decision serves those that rest on it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.types: dict[str, Type] = {name: each.type.feel for name, each in model.inputs.items()}
        self.parameters: dict[str, tuple[str, ...]] = {}
        for service in model.services.values():
            takes = [self.of(name) for name in service.parameters]
            self.types[service.name] = Type("function", (*takes, service.type))
            self.parameters[service.name] = service.parameters

    def learn(self, decision: Decision, found: Type, root: n.Node | None) -> None:
        """Remember what a decision was found to be, where it does not declare it."""
        if isinstance(root, n.FunctionDefinition) and decision.name in self.model.knowledge:
            self.parameters[decision.name] = root.parameters
            if not is_open(decision.type) and found.parts:
                found = Type("function", (*found.parts[:-1], decision.type))
            self.types[decision.name] = found
        else:
            self.types[decision.name] = found if is_open(decision.type) else decision.type

    def of(self, name: str) -> Type:
        """The type of the element of that name, as far as it is declared or was learnt."""
        if name in self.types:
            return self.types[name]
        if name in self.model.knowledge or name in self.model.services:
            return Type("function")
        try:
            return type_of_element(self.model, name)
        except NoSuchDecision:
            return ANY

    def names(self, decision: Decision) -> Names:
        """The names that the logic of a decision may use."""
        meant: Mapping[str, str] = decision.names
        known = [name for name in meant if name not in decision.undeclared]
        types = {name: self.of(meant[name]) for name in known} | {UNREADABLE: ANY}
        parameters = {name: self.parameters[meant[name]] for name in known if meant[name] in self.parameters}
        return Names(types, parameters=parameters)
