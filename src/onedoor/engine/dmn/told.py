"""What the caller tells: facts that are found by any of the names they may go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onedoor.engine.dmn.inputs import Wrong, admit, placed
from onedoor.engine.dmn.items import ANYTHING
from onedoor.engine.feel.types import Type, coerce
from onedoor.engine.feel.values import to_feel

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import InputData, Model

MOST_PATHS = 32
MOST_LEVELS = 8


@dataclass(frozen=True, slots=True)
class Told:
    """The facts as they were told to the model ``root``, and what those become that were not."""

    root: Model
    facts: Mapping[str, Any]
    absent: Any
    wrong: Wrong

    @classmethod
    def to(cls, root: Model, facts: Mapping[str, Any], absent: Any, wrong: Wrong) -> Told:
        """Facts for a model; those of an imported one may stand in a record under the name of the import."""
        return cls(root, _qualified(root, facts), absent, wrong)

    def inputs_of(self, model: Model) -> dict[str, Any]:
        """The input data of a model, each a FEEL value of its declared type."""
        if model is self.root:
            return {
                name: admit(given, self.facts, self.absent, self.wrong)
                for name, given in model.inputs.items()
            }
        paths = list(_paths(self.root, model))
        return {
            name: admit(given, self.facts, self.absent, self.wrong, self._keys(model, given, paths))
            for name, given in model.inputs.items()
        }

    def _keys(self, model: Model, given: InputData, paths: list[str]) -> list[str]:
        """An input of an imported model: by qualified name, by namespace, or plainly where that is free."""
        keys = [f"{path}{given.name}" for path in paths] + [f"{{{model.namespace}}}{given.name}"]
        free = {given.name, given.element}.isdisjoint(
            key for each in self.root.inputs.values() for key in (each.name, each.element)
        )
        return [*keys, given.name, given.element] if free else keys

    def by_name(self, name: str, wanted: tuple[Type, ...] = ()) -> Any:
        """What was told by this name, which no input data declares; else what is absent."""
        value = to_feel(self.facts[name]) if name in self.facts else self.absent
        value = placed(value, ANYTHING, self.absent, name)
        for each in wanted:
            value = coerce(value, each)
        return value


def _qualified(model: Model, facts: Mapping[str, Any], depth: int = 0) -> Mapping[str, Any]:
    """The facts, with ``{"base": {"who": ...}}`` also as ``base.who``."""
    inside: dict[str, Any] = {}
    for each in model.imports:
        record = facts.get(each.name) if each.name and each.name not in model.inputs else None
        if isinstance(record, Mapping) and depth < MOST_LEVELS:
            inner = _qualified(each.model, record, depth + 1)
            inside.update({f"{each.name}.{key}": value for key, value in inner.items()})
    return {**inside, **facts} if inside else facts


def _paths(root: Model, wanted: Model, prefix: str = "") -> Iterator[str]:
    """The prefixes by which the names of an imported model are qualified, shortest first."""
    level = [("", root)]
    found = 0
    while level and found < MOST_PATHS:
        deeper = []
        for path, model in level:
            for each in model.imports:
                inner = f"{path}{each.name}." if each.name else path
                if each.model is wanted:
                    found += 1
                    yield inner
                deeper.append((inner, each.model))
        level = deeper[:MOST_PATHS]
