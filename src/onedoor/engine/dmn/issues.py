"""How strictly a model is read, and what becomes of the faults in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from onedoor.engine.dmn.errors import DmnError


class Reading(StrEnum):
    """What a reader does with a fault.

    ``STRICT``: for the rules of the house: whatever is broken, or named and nowhere declared, refuses the
    whole model. ``OPEN``: the same, but a name that is declared nowhere is a fact to be told by that name,
    as editors allow. ``LENIENT``: for models of others: what is broken is null for its decision alone and
    is kept as a finding.
    """

    STRICT = "strict"
    OPEN = "open"
    LENIENT = "lenient"


@dataclass
class Issues:
    """The faults met while reading one model."""

    reading: Reading
    found: list[DmnError] = field(default_factory=list)

    @property
    def is_lenient(self) -> bool:
        return self.reading is Reading.LENIENT

    def report(self, error: DmnError) -> None:
        """Keep the fault when reading leniently; else refuse the model.

        Raises:
            DmnError: the fault, unless it is kept.
        """
        if not self.is_lenient:
            raise error
        self.found.append(error)

    def doubt(self, error: DmnError) -> None:
        """Keep what editors let pass, such as a type that nobody knows; refuse it in a model of the house.

        Raises:
            DmnError: the fault, when reading strictly.
        """
        if self.reading is Reading.STRICT:
            raise error
        self.found.append(error)
