"""What the parts of a model are called: the labels that it gives to input data, decisions and knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from onedoor.engine.dmn.items import ItemType
from onedoor.engine.feel.explaining import FactWords, Wording

if TYPE_CHECKING:
    from onedoor.engine.dmn.model import Model

MAX_NESTING = 8
_NO_WORDS: Mapping[str, FactWords] = {}


def wording_of(model: Model, more: Mapping[str, FactWords] = _NO_WORDS) -> Wording:
    """The words for the names in the logic of a model; a decision that is true or false is a condition.

    ``more`` are words for its names that the model does not have, such as units and code lists; a label
    that they leave out is the model's.
    """
    facts = dict(_words(model, ""))
    for name, words in more.items():
        known = facts.get(name)
        if known is None:
            facts[name] = words
        else:
            facts[name] = replace(
                words,
                label=words.label or known.label,
                is_condition=words.is_condition or known.is_condition,
            )
    return Wording(facts)


def _words(model: Model, prefix: str, depth: int = 0) -> Iterator[tuple[str, FactWords]]:
    if depth < MAX_NESTING:
        for each in model.imports:
            yield from _words(each.model, f"{prefix}{each.name}." if each.name else prefix, depth + 1)
    for knowledge in model.knowledge.values():
        yield f"{prefix}{knowledge.name}", FactWords(knowledge.label)
    for service in model.services.values():
        yield f"{prefix}{service.name}", FactWords(service.label)
    for name, given in model.inputs.items():
        yield f"{prefix}{name}", FactWords(given.label)
        yield from _members(f"{prefix}{name}", given.type)
    for name, decision in model.decisions.items():
        yield f"{prefix}{name}", FactWords(decision.label, is_condition=decision.type.kind == "boolean")


def _members(owner: str, kind: ItemType, depth: int = 0) -> Iterator[tuple[str, FactWords]]:
    """The members of records by their path: they are called by their own names."""
    if depth < MAX_NESTING:
        for member in kind.members:
            path = f"{owner}.{member.name}"
            yield path, FactWords()
            yield from _members(path, member.type, depth + 1)
