"""The truth of a condition as gates: which planes say true, perhaps, and anything but false.

``possible``: true or unknown. ``certain``: true. ``unrefuted``: anything but false. Each contains the one
before; between the first and the last lie the nulls. Certain is kept in two parts, ``possible`` and
``settled``: for a condition over one column, settled is simply where the column is known, a plane that all
conditions over the column share. So the conditions of a rule cost one operation each, not two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onedoor.engine.matching.gates import ONES, ZEROS, Gates
from onedoor.engine.matching.plan import Truth


@dataclass(frozen=True, slots=True)
class Threefold:
    """Gates of one condition. ``certain = possible and settled``; ``unrefuted`` is ``None`` where nothing is null.

    ``is_open_where_unsettled``: wherever it is not settled it is unknown (or, where there are nulls, null).
    """

    possible: int
    settled: int = ONES
    unrefuted: int | None = None
    is_open_where_unsettled: bool = False

    @property
    def anything_but_false(self) -> int:
        return self.possible if self.unrefuted is None else self.unrefuted


class ThreeValued:
    """Kleene's connectives, with null beside unknown, in gates (docs/adr/0013)."""

    def __init__(self, gates: Gates) -> None:
        self.gates = gates

    def certain(self, one: Threefold) -> int:
        return self.gates.all_of((one.possible, one.settled))

    def unknown(self, one: Threefold) -> int:
        return self.gates.all_of((one.possible, self.gates.invert(self.certain(one))))

    def null(self, one: Threefold) -> int:
        if one.unrefuted is None:
            return ZEROS
        return self.gates.all_of((one.unrefuted, self.gates.invert(one.possible)))

    def of_planes(self, certain: int, possible: int, unrefuted: int | None = None) -> Threefold:
        """From planes each of which contains the one before."""
        return Threefold(possible, certain, None if unrefuted == possible else unrefuted)

    def constant(self, value: Truth) -> Threefold:
        match value:
            case Truth.TRUE:
                return Threefold(ONES)
            case Truth.FALSE:
                return Threefold(ZEROS)
            case Truth.UNKNOWN:
                return Threefold(ONES, ZEROS)
            case Truth.NULL:
                return Threefold(ZEROS, ZEROS, ONES)

    def negative(self, one: Threefold) -> Threefold:
        """``not``: unknown and null stay what they are."""
        invert = self.gates.invert
        possible, certain = invert(self.certain(one)), invert(one.anything_but_false)
        if one.unrefuted is None:
            return Threefold(possible, certain)
        return self.of_planes(certain, self.gates.some_of((certain, self.unknown(one))), possible)

    def both(self, operands: Sequence[Threefold]) -> Threefold:
        """``and``: false decides, then unknown, then null."""
        gates = self.gates
        settled = gates.all_of([each.settled for each in operands])
        possible = [each.possible for each in operands]
        if _cannot_be_null(operands):
            return Threefold(gates.all_of(possible), settled)
        unrefuted = gates.all_of(each.anything_but_false for each in operands)
        certain = gates.all_of((*possible, settled))
        open_ = gates.some_of(self._open_unless_refuted(each) for each in operands)
        return self.of_planes(certain, gates.some_of((certain, gates.all_of((unrefuted, open_)))), unrefuted)

    def either(self, operands: Sequence[Threefold]) -> Threefold:
        """``or``: true decides, then unknown, then null."""
        gates = self.gates
        possible = gates.some_of([each.possible for each in operands])
        shared_by_all = {each.settled for each in operands}
        if len(shared_by_all) == 1:
            settled = shared_by_all.pop()
        else:
            by_settled: dict[int, list[int]] = {}
            for each in operands:
                by_settled.setdefault(each.settled, []).append(each.possible)
            settled = gates.some_of(
                gates.all_of((gates.some_of(members), shared)) for shared, members in by_settled.items()
            )
        if _cannot_be_null(operands):
            return Threefold(possible, settled)
        return Threefold(possible, settled, gates.some_of(each.anything_but_false for each in operands))

    def choose(
        self, condition: Threefold, yes: Threefold, no: Threefold, same: Threefold | None = None
    ) -> Threefold:
        """``if``: an unknown condition leaves what both branches agree on.

        With ``same``, the branches are comparisons of two values: they agree where those are equal, and where
        both are null, because then it is the other side that makes null of either value.
        """
        gates, invert = self.gates, self.gates.invert
        taken, left, open_ = self.certain(condition), invert(condition.possible), self.unknown(condition)
        alike = None if same is None else self.certain(same)

        def pick(one: int, other: int, agreeing: int | None) -> int:
            agreed = gates.all_of((open_, one, other if agreeing is None else agreeing))
            return gates.some_of((agreed, gates.all_of((taken, one)), gates.all_of((left, other))))

        certain = pick(self.certain(yes), self.certain(no), alike)
        refuted = pick(invert(yes.anything_but_false), invert(no.anything_but_false), alike)
        unrefuted = invert(refuted)
        if yes.unrefuted is None and no.unrefuted is None:
            return self.of_planes(certain, unrefuted)
        null = pick(self.null(yes), self.null(no), None)
        return self.of_planes(certain, gates.all_of((unrefuted, invert(null))), unrefuted)

    def modal(self, one: Threefold, *, unknown: bool) -> Threefold:
        """Whether it is true for certain, or whether it is unknown: never open itself."""
        return Threefold(self.unknown(one) if unknown else self.certain(one))

    def _open_unless_refuted(self, one: Threefold) -> int:
        """Where it is unknown, exact only where it is not false."""
        if one.is_open_where_unsettled:
            return self.gates.invert(one.settled)
        return self.unknown(one)


def _cannot_be_null(operands: Sequence[Threefold]) -> bool:
    return {each.unrefuted for each in operands} <= {None}
