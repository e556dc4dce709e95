"""What the caller knows of the facts in a rule: their labels, their units, the words for their codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from onedoor.engine.feel.explaining.units import PLAIN, Quantity, quantity_in
from onedoor.text import Text

_SHARES = re.compile(
    r"(占比|比例|比重|[^汇频功]率)$|\b(share|ratio|rate|proportion|percentage)s?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FactWords:
    """How one fact is spoken of.

    ``unit`` is a unit by its Chinese name (``人``, ``万元``; ``比例`` for a number between 0 and 1 that is told
    in per cent, ``%`` for one that counts per cents), ``codes`` the words for values of a code list.
    ``is_condition`` tells that it is itself a condition, such as a required decision: met or not met.
    """

    label: Text | None = None
    unit: str = ""
    codes: Mapping[str, Text] = field(default_factory=dict)
    is_condition: bool = False


_NOTHING = FactWords()


class Wording:
    """The words for the facts of a rule, by the names that the rule uses; members by their path or own name.

    Without words a fact is called by its name. A number whose name ends in 占比, 比例, 率 (or in share, ratio,
    rate) reads as a percentage where it is compared with something between 0 and 1.
    """

    def __init__(self, facts: Mapping[str, FactWords] | None = None) -> None:
        self.facts = dict(facts or {})

    def of(self, name: str) -> FactWords:
        """What is known of a fact, or of a member by its path."""
        found = self.facts.get(name)
        return found if found is not None else self.facts.get(name.rpartition(".")[2], _NOTHING)

    def label(self, name: str) -> Text:
        """What people call it.

        >>> Wording({"staff": FactWords(Text("从业人数", "Staff"))}).label("企业.staff").as_dict()
        {'zh': '企业的从业人数', 'en': 'Staff of 企业'}
        """
        known = self.facts.get(name, _NOTHING).label
        if known is not None or "." not in name:
            return known or Text.of(name)
        base, _, member = name.rpartition(".")
        outer, inner = self.label(base), self.label(member)
        return Text(f"{outer.zh}的{inner.zh}", f"{inner.en} of {outer.en}")

    def quantity(self, name: str) -> Quantity:
        """What its numbers are, as far as it is told."""
        unit = self.of(name).unit
        return quantity_in(unit) if unit else PLAIN


def sounds_like_a_share(name: str) -> bool:
    """Does a name that nobody gave a unit speak of a part of a whole?

    >>> [sounds_like_a_share(name) for name in ("研发费用占比", "裁员率", "汇率", "R&D share", "从业人数")]
    [True, True, False, True, False]
    """
    return _SHARES.search(name) is not None


DEFAULT = Wording()
