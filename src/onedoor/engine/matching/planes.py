"""The truth of one condition for many subjects: three packed bits each.

``certain``: it is true. ``possible``: true or unknown. ``unrefuted``: anything but false. Each plane
contains the one before; between the last two lie the nulls. Where a condition has none, the two are
the same array, and ``and``, ``or`` cost one operation a plane.
"""

from __future__ import annotations

from dataclasses import dataclass

from onedoor.engine.matching.bits import Bits


@dataclass(frozen=True, slots=True, eq=False)
class Planes:
    certain: Bits
    possible: Bits
    unrefuted: Bits

    @property
    def unknown(self) -> Bits:
        return self.possible & ~self.certain

    @property
    def has_null(self) -> bool:
        return self.unrefuted is not self.possible


def both(one: Planes, other: Planes) -> Planes:
    """``and``: false decides, then unknown, then null."""
    certain = one.certain & other.certain
    unrefuted = one.unrefuted & other.unrefuted
    if not (one.has_null or other.has_null):
        return Planes(certain, unrefuted, unrefuted)
    return Planes(certain, certain | ((one.unknown | other.unknown) & unrefuted), unrefuted)


def either(one: Planes, other: Planes) -> Planes:
    """``or``: true decides, then unknown, then null."""
    certain, possible = one.certain | other.certain, one.possible | other.possible
    if not (one.has_null or other.has_null):
        return Planes(certain, possible, possible)
    return Planes(certain, possible, one.unrefuted | other.unrefuted)


def negative(planes: Planes) -> Planes:
    """``not``: unknown and null stay what they are."""
    certain, unrefuted = ~planes.unrefuted, ~planes.certain
    if not planes.has_null:
        return Planes(certain, unrefuted, unrefuted)
    return Planes(certain, unrefuted & (~planes.unrefuted | planes.possible), unrefuted)


def choose(condition: Planes, yes: Planes, no: Planes, same: Bits | None = None) -> Planes:
    """``if``: an unknown condition leaves what both branches agree on.

    With ``same``, the branches are comparisons of two values: they agree where those are equal, and where
    both are null, because then it is the other side that makes null of either value.
    """
    taken, left, open_ = condition.certain, ~condition.possible, condition.unknown

    def pick(one: Bits, other: Bits, alike: Bits | None = same) -> Bits:
        agreed: Bits = open_ & one & (other if alike is None else alike)
        picked: Bits = agreed | (taken & one) | (left & other)
        return picked

    certain = pick(yes.certain, no.certain)
    unrefuted = ~pick(~yes.unrefuted, ~no.unrefuted)
    if not (yes.has_null or no.has_null):
        return Planes(certain, unrefuted, unrefuted)
    null = pick(yes.unrefuted & ~yes.possible, no.unrefuted & ~no.possible, None)
    return Planes(certain, unrefuted & ~null, unrefuted)
