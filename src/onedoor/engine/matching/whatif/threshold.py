"""One threshold of a rule."""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.engine.feel import nodes as n
from onedoor.engine.feel.temporal import Date
from onedoor.engine.matching.whatif.constants import Role
from onedoor.engine.matching.whatif.literals import Value
from onedoor.engine.matching.whatif.places import Place
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One constant of the source text; a decision that is asked twice puts it into ``places`` twice.

    ``term`` is what is compared with it by ``operator`` (as ``term operator value``); both are ``None`` for a
    constant of a formula. ``facts`` are the names that take part, ``text`` the comparison or formula it stands in,
    ``span`` where it stands in the text of its expression.
    """

    places: tuple[Place, ...]
    value: Value
    role: Role
    operator: n.Operator | None
    term: n.Node | None
    facts: frozenset[str]
    text: str
    span: n.Span
    words: Text

    @property
    def is_date(self) -> bool:
        return isinstance(self.value, Date)

    @property
    def is_ordering(self) -> bool:
        """Whether moving it moves a boundary: it is not asked whether something equals it."""
        return self.operator not in (n.Operator.EQUAL, n.Operator.UNEQUAL)
