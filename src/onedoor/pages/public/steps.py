"""办理流程 as a picture: steps in columns, one after another from left to right, side by side where they may run at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onedoor.apps.catalogue.definition import Step


@dataclass(frozen=True, slots=True)
class Picture:
    """``columns`` of boxes; steps without a predecessor named begin after the step before them in the list."""

    columns: tuple[tuple[Step, ...], ...]


def picture_of(steps: Sequence[Step]) -> Picture:
    """The steps by how many have to come before them. What waits for a step that is not there waits for nothing.

    Where no step says what it waits for, they follow one another.
    """
    named = {step.id: step for step in steps}
    if not any(step.after for step in steps):
        return Picture(tuple((step,) for step in steps))
    depth: dict[str, int] = {}

    def of(step: Step, above: frozenset[str]) -> int:
        if step.id in depth:
            return depth[step.id]
        before = [named[each] for each in step.after if each in named and each not in above]
        depth[step.id] = 1 + max((of(each, above | {step.id}) for each in before), default=0)
        return depth[step.id]

    for step in steps:
        of(step, frozenset())
    last = max(depth.values(), default=0)
    return Picture(
        tuple(tuple(step for step in steps if depth[step.id] == level) for level in range(1, last + 1))
    )
