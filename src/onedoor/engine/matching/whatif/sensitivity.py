"""How the number of those entitled, and what they are due, answer to each threshold of a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal

import pyarrow as pa

from onedoor.engine.matching.schema import Schema
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.figures import Advance, Figure, Figures, Measured
from onedoor.engine.matching.whatif.literals import Value
from onedoor.engine.matching.whatif.pivots import Pivot, answered, pivot_of, pivots
from onedoor.engine.matching.whatif.rule import Rule, remade
from onedoor.engine.matching.whatif.steps import DAYS, STEPS, places_of, tried_values
from onedoor.engine.matching.whatif.thresholds import Threshold, thresholds, with_threshold
from onedoor.engine.matching.whatif.turning import Linear, linear_of, nearest, turning_points

ELASTICITY_PLACES = 4
_EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Trial:
    """Another value of a threshold and what comes of it; ``step`` is the share, or the days, it is away."""

    value: Value
    step: Decimal | None
    measured: Measured


@dataclass(frozen=True, slots=True)
class Answer:
    """How everything answers to one threshold.

    ``below`` and ``above`` are the nearest values at which anybody comes in or drops out; None where there is none,
    or (``is_searched`` is no) where the comparison is not one of whole columns. The elasticities are by how many per
    cent the number and the total change per per cent of the threshold, between the nearest steps on either side,
    rounded half to even to four places; None where there is nothing to divide by.
    """

    threshold: Threshold
    trials: tuple[Trial, ...]
    below: Trial | None
    above: Trial | None
    is_searched: bool
    elasticity: Decimal | None
    total_elasticity: Decimal | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The rule as it is, and how it answers to each threshold."""

    base: Figure
    answers: tuple[Answer, ...]


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
    ends = _ends(rule, asked, everyone)
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
        elastic = _elasticities(threshold, own, figures.base)
        answers.append(Answer(threshold, own, below, above, place in ends, *elastic))
    return Sensitivity(figures.base, tuple(answers))


def _ends(
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


def _elasticities(
    threshold: Threshold, trials: Sequence[Trial], base: Figure
) -> tuple[Decimal | None, Decimal | None]:
    """Of the number and of the total, between the nearest steps down and up."""
    value = threshold.value
    if not isinstance(value, Decimal) or not value:
        return None, None
    down = max((each for each in trials if (each.step or 0) < 0), key=_step, default=None)
    up = min((each for each in trials if (each.step or 0) > 0), key=_step, default=None)
    if down is None or up is None:
        return None, None
    moved = _EXACT.divide(_number(up) - _number(down), value)
    low, high = down.measured.figure, up.measured.figure
    number = _ratio(high.certain - low.certain, base.certain, moved)
    if base.total is None or low.total is None or high.total is None:
        return number, None
    return number, _ratio(high.total.cents - low.total.cents, base.total.cents, moved)


def _number(trial: Trial) -> Decimal:
    assert isinstance(trial.value, Decimal), "only dates are moved by days"
    return trial.value


def _step(trial: Trial) -> Decimal:
    return trial.step or Decimal(0)


def _ratio(change: int, of: int, moved: Decimal) -> Decimal | None:
    if not of:
        return None
    share = _EXACT.divide(_EXACT.divide(Decimal(change), Decimal(of)), moved)
    return share.quantize(Decimal(1).scaleb(-ELASTICITY_PLACES), ROUND_HALF_EVEN, context=_EXACT)
