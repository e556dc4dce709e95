"""The nearest values of thresholds at which anybody comes in or drops out."""

from __future__ import annotations

from collections.abc import Sequence

from onedoor.engine.matching.schema import Schema
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.linear import Linear, linear_of
from onedoor.engine.matching.whatif.literals import Value
from onedoor.engine.matching.whatif.pivots import Pivot, answered, pivot_of, pivots
from onedoor.engine.matching.whatif.rule import Rule, remade
from onedoor.engine.matching.whatif.steps import places_of
from onedoor.engine.matching.whatif.threshold import Threshold
from onedoor.engine.matching.whatif.turning import nearest, turning_points


def nearest_values(
    rule: Rule, asked: Sequence[Threshold], everyone: Everyone
) -> dict[int, tuple[Value | None, Value | None]]:
    """The nearest values below and above for each threshold that is searched for them, by its place."""
    by_place = pivots(rule.tree)
    searched = {
        place: (pivot, linear)
        for place, threshold in enumerate(asked)
        if (pivot := pivot_of(threshold, by_place)) is not None
        and (linear := _linear(pivot, threshold, everyone.schema)) is not None
    }
    if not searched:
        return {}
    settled = {}
    for place, (pivot, _) in searched.items():
        for answer in (True, False):
            tree = answered(rule.tree, asked[place], by_place, answer)
            settled[f"{place} {answer}"] = rule.with_tree(tree).condition
        settled[f"{place} taken"] = remade(rule.condition, pivot.taken)
    found = everyone.match(settled)
    ends = {}
    for place, (_, linear) in searched.items():
        yes, no, taken = (found.certain(f"{place} {name}") for name in ("True", "False", "taken"))
        rows = (((yes - no) | (no - yes)) & taken).indices()
        turns = turning_points(linear, everyone, rows)
        threshold = asked[place]
        ends[place] = nearest(turns, threshold.value, places_of(threshold, everyone.schema))
    return ends


def _linear(pivot: Pivot, threshold: Threshold, schema: Schema) -> Linear | None:
    return linear_of(pivot.asked, schema, is_date=threshold.is_date, places=places_of(threshold, schema))
