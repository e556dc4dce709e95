"""``and``, ``or``, ``not`` and ``if`` of planes, as whole numbers of Python."""

from __future__ import annotations

from collections.abc import Mapping

from onedoor.engine.matching.reasons.truths import Planes


def all_of(found: Mapping[int, Planes], below: tuple[int, ...], everyone: int) -> Planes:
    """``and``: false decides, then unknown, then null."""
    certain = unrefuted = everyone
    unknown = 0
    for each in below:
        c, p, u = found[each]
        certain &= c
        unrefuted &= u
        unknown |= p & ~c
    return certain, certain | (unknown & unrefuted), unrefuted


def any_of(found: Mapping[int, Planes], below: tuple[int, ...]) -> Planes:
    """``or``: true decides, then unknown, then null."""
    certain = possible = unrefuted = 0
    for each in below:
        c, p, u = found[each]
        certain |= c
        possible |= p
        unrefuted |= u
    return certain, possible, unrefuted


def opposite(planes: Planes, everyone: int) -> Planes:
    """``not``: unknown and null stay what they are."""
    certain, possible, unrefuted = planes
    refuted, open_or_false = everyone & ~unrefuted, everyone & ~certain
    return refuted, open_or_false & (refuted | possible), open_or_false


def chosen(condition: Planes, yes: Planes, no: Planes, same: int | None, everyone: int) -> Planes:
    """``if``: an unknown condition leaves what both branches agree on.

    With ``same``, the branches compare two values: they agree where those are equal, and where both are null.
    """
    taken, possible, _ = condition
    open_, left = possible & ~taken, everyone & ~possible

    def pick(one: int, other: int, alike: int | None = same) -> int:
        return (open_ & one & (other if alike is None else alike)) | (taken & one) | (left & other)

    certain = pick(yes[0], no[0])
    unrefuted = everyone & ~pick(everyone & ~yes[2], everyone & ~no[2])
    null = pick(yes[2] & ~yes[1], no[2] & ~no[1], None)
    return certain, unrefuted & ~null, unrefuted
