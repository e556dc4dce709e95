"""How the number of those entitled, and what they are due, answer to each threshold of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import pyarrow as pa

from onedoor.engine.matching.schema import Schema
from onedoor.engine.matching.whatif.answers import Answer, Sensitivity, Trial, elasticities
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.figures import Advance, Figures
from onedoor.engine.matching.whatif.nearest import nearest_values
from onedoor.engine.matching.whatif.rule import Rule
from onedoor.engine.matching.whatif.steps import DAYS, STEPS, tried_values
from onedoor.engine.matching.whatif.threshold import Threshold
from onedoor.engine.matching.whatif.thresholds import thresholds, with_threshold


def sensitivity(
    rule: Rule,
    table: pa.Table,
    schema: Schema,
    *,
    steps: Sequence[Decimal] = STEPS,
    days: Sequence[int] = DAYS,
    chosen: Sequence[Threshold] | None = None,
    now: datetime | None = None,
    advance: Advance | None = None,
) -> Sensitivity:
    """Try other values of the thresholds ``chosen`` (by default all that bound something) of a rule.

    A step moves a threshold by a share of its value, a date by days; it is rounded to the unit of the column that the
    threshold limits, or to two places more than it is written with. ``advance`` is told how far the work has come. Raises ``Invalid`` as ``what_if`` does.
    """
    asked = [each for each in thresholds(rule) if each.is_ordering] if chosen is None else list(chosen)
    everyone = Everyone(table, schema, rule.facts, now)
    tried = {
        f"{place} {position}": (place, each)
        for place, threshold in enumerate(asked)
        for position, each in enumerate(tried_values(threshold, schema, steps, days))
    }
    ends = nearest_values(rule, asked, everyone)
    edges = {
        f"{place} {side}": (place, value)
        for place, found in ends.items()
        for side, value in zip(("below", "above"), found, strict=True)
        if value is not None
    }
    values = {name: (place, each.value) for name, (place, each) in tried.items()} | edges
    variants = {name: with_threshold(rule, asked[place], value) for name, (place, value) in values.items()}
    figures = Figures(rule, everyone, variants, advance)
    trials = {
        name: Trial(values[name][1], tried[name][1].step if name in tried else None, measured)
        for name, measured in figures.measured()
    }
    answers = []
    for place, threshold in enumerate(asked):
        own = tuple(trials[name] for name, (of, _) in tried.items() if of == place)
        below, above = (trials.get(f"{place} {side}") for side in ("below", "above"))
        elastic = elasticities(threshold, own, figures.base)
        answers.append(Answer(threshold, own, below, above, place in ends, *elastic))
    return Sensitivity(figures.base, tuple(answers))
