"""What each part of a bundle waits for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from onedoor.apps.catalogue.bundles.definition import BundleDefinition, Part
from onedoor.apps.catalogue.enums import Line

Waits = Mapping[str, tuple[str, ...]]


def predecessors(bundle: BundleDefinition, parts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """What each of ``parts`` waits for, of these parts alone.

    Whoever would wait for a part that is not among them waits for what that one would. The main line of a stage,
    with its technical reviews, waits for the main lines of the stages before; side lines wait only for what they name.
    """
    waits = {part.id: [*part.after, *_of_stages_before(bundle, part)] for part in bundle.parts}
    found: dict[str, tuple[str, ...]] = {}
    for part in bundle.parts:
        if part.id in parts:
            found[part.id] = tuple(dict.fromkeys(_nearest(part.id, waits, parts)))
    return {name: _direct(before, found) for name, before in found.items()}


def leads_to(first: str, then: str, waits: Waits) -> bool:
    """Whether ``then`` waits for ``first``, be it over others."""
    return first in _above(waits.get(then, ()), waits) or first in waits.get(then, ())


def _of_stages_before(bundle: BundleDefinition, part: Part) -> list[str]:
    if not part.stage or part.line is Line.SIDE:
        return []
    order = [stage.id for stage in bundle.stages]
    if part.stage not in order:
        return []
    before = set(order[: order.index(part.stage)])
    return [each.id for each in bundle.parts if each.stage in before and each.line is not Line.SIDE]


def _nearest(name: str, waits: Mapping[str, list[str]], parts: Collection[str]) -> Iterable[str]:
    """The parts that are there and on which ``name`` waits, over others that are not."""
    seen: set[str] = set()
    pending = list(waits.get(name, ()))
    while pending:
        each = pending.pop(0)
        if each in seen:
            continue
        seen.add(each)
        if each in parts:
            yield each
        else:
            pending += waits.get(each, ())


def _above(names: Iterable[str], waits: Waits) -> set[str]:
    """Whatever these wait for, near or far."""
    above: set[str] = set()
    pending = [each for name in names for each in waits.get(name, ())]
    while pending:
        each = pending.pop()
        if each not in above:
            above.add(each)
            pending += waits.get(each, ())
    return above


def _direct(before: tuple[str, ...], waits: Waits) -> tuple[str, ...]:
    """Without those that another of them waits for anyway."""
    above = _above(before, waits)
    # In a circle each is above the other; it is left as it is for the network to refuse.
    return tuple(name for name in before if name not in above) or before
