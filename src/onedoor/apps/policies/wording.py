"""What the facts of a measure are called where its rules are told in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onedoor.engine.dmn import Model
from onedoor.engine.dmn.explaining import wording_of
from onedoor.engine.feel.explaining import FactWords, Wording

if TYPE_CHECKING:
    from onedoor.apps.policies.definition import FactAsked


def measure_wording(model: Model, facts: Iterable[FactAsked]) -> Wording:
    """The names, units and options of the sheet, by the names that the model uses."""
    names = {given.element: name for name, given in model.inputs.items()}
    return wording_of(
        model,
        {
            names[fact.element]: FactWords(fact.name, fact.unit, fact.options)
            for fact in facts
            if fact.element in names
        },
    )
