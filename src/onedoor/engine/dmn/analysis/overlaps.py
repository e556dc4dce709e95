"""Rules that meet: what that means depends on the hit policy.

UNIQUE promises that they do not; ANY that they agree where they do. Under FIRST and PRIORITY meeting is
the point, and under the policies that collect it is the rule; there only a rule that adds nothing is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from onedoor.engine.dmn.analysis import wording
from onedoor.engine.dmn.analysis.sweep import intersection, within
from onedoor.engine.dmn.analysis.view import View
from onedoor.engine.dmn.nodes import HitPolicy
from onedoor.engine.feel.checker.findings import Finding

MAX_PAIRS = 1_000_000
MAX_SHOWN = 20


def overlaps(view: View) -> Iterator[Finding]:
    """A finding for each pair of rules that meet where the hit policy forbids or wastes it."""
    found = {
        HitPolicy.UNIQUE: _broken,
        HitPolicy.ANY: _disagreeing,
        HitPolicy.FIRST: _superfluous,
        HitPolicy.PRIORITY: _nothing,
    }.get(view.table.hit_policy, _repeated)
    yield from wording.shortened(found(view), MAX_SHOWN, wording.more_overlaps)
    if _pairs_of(view) > MAX_PAIRS:
        yield wording.limit_reached(wording.OVERLAPS, MAX_PAIRS)


def _pairs_of(view: View) -> int:
    return len(view.must) * (len(view.must) - 1) // 2


def _pairs(view: View) -> Iterator[tuple[int, int]]:
    """Each two rows that certainly meet, the earlier first."""
    looked_at = 0
    for later in range(len(view.must)):
        for earlier in range(later):
            looked_at += 1
            if looked_at > MAX_PAIRS:
                return
            if intersection(view.must[earlier], view.must[later]) is not None:
                yield earlier, later


def _broken(view: View) -> Iterator[Finding]:
    for earlier, later in _pairs(view):
        box = intersection(view.must[earlier], view.must[later])
        assert box is not None
        example = view.example(box)
        if view.firing(example, (earlier, later)) == [earlier, later]:
            yield wording.overlap(view, earlier, later, view.region(box), example)


def _disagreeing(view: View) -> Iterator[Finding]:
    for earlier, later in _pairs(view):
        box = intersection(view.must[earlier], view.must[later])
        assert box is not None
        same = view.same_outputs(earlier, later)
        example = view.example(box)
        if view.firing(example, (earlier, later)) != [earlier, later]:
            continue
        if same is not True:
            yield wording.conflict(view, earlier, later, view.region(box), example, certain=same is False)
        elif within(view.may[later], view.must[earlier]):
            yield wording.superfluous(view, later, earlier, example)
        elif within(view.may[earlier], view.must[later]):
            yield wording.superfluous(view, earlier, later, example)


def _superfluous(view: View) -> Iterator[Finding]:
    """Under FIRST a rule adds nothing when a later one covers it with the same output, and none between differs."""
    for earlier in range(len(view.may)):
        if earlier in view.dead:
            continue
        for later in range(earlier + 1, len(view.may)):
            meets = intersection(view.may[earlier], view.may[later])
            if meets is None:
                continue
            if view.same_outputs(earlier, later) is not True:
                break
            if within(view.may[earlier], view.must[later]):
                example = view.example(view.may[earlier])
                if view.firing(example, (earlier, later)) == [earlier, later]:
                    yield wording.superfluous(view, earlier, later, example)
                break


def _repeated(view: View) -> Iterator[Finding]:
    """Where all matches count, the same rule twice counts twice."""
    for earlier, later in _pairs(view):
        if view.may[earlier] == view.may[later] == view.must[later] and view.same_outputs(earlier, later):
            example = view.example(view.must[later])
            if view.firing(example, (earlier, later)) == [earlier, later]:
                yield wording.repeated(view, earlier, later, example)


def _nothing(view: View) -> Iterator[Finding]:
    return iter(())
