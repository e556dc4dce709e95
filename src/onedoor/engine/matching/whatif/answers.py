"""How a rule answers to its thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal

from onedoor.engine.matching.whatif.figures import Figure, Measured
from onedoor.engine.matching.whatif.literals import Value
from onedoor.engine.matching.whatif.threshold import Threshold

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


def elasticities(
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
