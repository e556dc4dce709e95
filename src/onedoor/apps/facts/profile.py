"""A profile: everything known about one subject, each value with its source, date and state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onedoor.apps.facts.enums import FactState, SourceKind
from onedoor.text import Text

# A decision or a register outranks what the applicant says of itself; of equals the later date holds, then the
# one told last: who corrects an answer on the same day means the correction.
RANK = {SourceKind.APPLICANT: 0, SourceKind.REGISTER: 1, SourceKind.DECISION: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One value of one data element. ``value`` is plain JSON; ``None`` is known-absent, not unknown."""

    element: str
    value: Any
    source: str
    source_name: Text
    source_kind: SourceKind
    as_of: date
    state: FactState = FactState.FRESH

    def provenance(self) -> dict[str, Any]:
        """What is kept beside the value wherever it is copied to."""
        return {
            "source": self.source,
            "source_name": self.source_name.as_dict(),
            "as_of": self.as_of.isoformat(),
            "state": str(self.state),
        }


class Profile(Mapping[str, Fact]):
    """Element identifier -> the fact that holds. What is not in it is unknown, which is never "no"."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: dict[str, Fact] = {}
        for fact in facts:
            held = self._facts.get(fact.element)
            if held is None or _precedence(fact) >= _precedence(held):
                self._facts[fact.element] = fact

    def __getitem__(self, element: str) -> Fact:
        return self._facts[element]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def values_by_element(self) -> dict[str, Any]:
        return {element: fact.value for element, fact in self._facts.items()}


def _precedence(fact: Fact) -> tuple[int, date]:
    return RANK[fact.source_kind], fact.as_of
