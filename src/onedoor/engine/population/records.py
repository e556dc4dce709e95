"""What registers hold of an enterprise besides: insurance, patents, tax, credit and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from onedoor.engine.population import facts
from onedoor.engine.population.bodies import Bodies
from onedoor.engine.population.doublings import Whole
from onedoor.engine.population.draws import Draws, Flags
from onedoor.engine.population.rounding import rounded
from onedoor.engine.population.trades import TRADES

_MONTH, _YEAR = 30, 365
_MILLIONS = 100_000_000  # a million yuan in cents
# Who must be a general taxpayer, and from what revenue on an enterprise is in the statistics register.
_GENERAL = 5 * _MILLIONS
_SCALE = {"工业": 20 * _MILLIONS, "批发业": 20 * _MILLIONS, "零售业": 5 * _MILLIONS}
_OTHER_SCALE = 10 * _MILLIONS
# The weights of facts.OWNERSHIPS for large enterprises and for all others, of facts.GRADES for old and for new ones.
_LARGE_OWNED, _OTHERS_OWNED = (120, 10, 10, 330, 260, 130, 70, 70), (8, 7, 8, 470, 17, 455, 17, 18)
_LONG_GRADED, _NEWLY_GRADED = (150, 570, 160, 90, 30), (0, 80, 850, 50, 20)


@dataclass(frozen=True, slots=True)
class Records:
    """Columns by the name of their fact: whole numbers, flags, and places in the lists of words."""

    numbers: dict[str, Whole]
    flags: dict[str, Flags]
    places: dict[str, Whole]


def records(draws: Draws, bodies: Bodies, sizes: Whole, on: date) -> Records:
    """Drawn for a chunk of enterprises whose size classes are known."""
    today = on.toordinal() - date(1970, 1, 1).toordinal()
    age = today - bodies.founded
    return Records(
        _numbers(draws, bodies, age, today), _flags(draws, bodies, age), _places(draws, bodies, sizes, age)
    )


def _numbers(draws: Draws, bodies: Bodies, age: Whole, today: int) -> dict[str, Whole]:
    hired = np.where(draws.chance(420), bodies.staff * draws.below(26) // 100, 0)
    inventions = np.where(bodies.researches, _few(draws, bodies.tech_staff // 6), 0)
    rights = inventions + np.where(
        bodies.researches | draws.chance(90), _few(draws, 2 + bodies.tech_staff // 3), 0
    )
    gaps = np.where(draws.chance(80), draws.below(15), 0)
    gone = np.where(draws.chance(380), 1 + bodies.insured * draws.below(13) // 100, 0)
    revenue = bodies.revenues[0]
    taxes = rounded(draws, revenue * (5 + draws.around(22, 700)) // 1000, 50)
    return {
        facts.HIRED: np.minimum(hired, bodies.staff),
        facts.INVENTIONS: inventions,
        facts.RIGHTS: rights,
        facts.PAID_MONTHS: np.where(bodies.insured > 0, np.maximum(0, age // _MONTH - 1 - gaps), 0),
        facts.TAXES: np.minimum(taxes, revenue // 3),
        facts.LAYOFFS: gone * 1_000_000 // np.maximum(1, bodies.insured + gone),
        facts.AMENDED: today - 1 - draws.below(np.minimum(age, 4 * _YEAR)),
        facts.REPORTED: today - 1 - draws.below(np.minimum(age, 13 * _MONTH)),
        facts.DECLARED: today - 1 - draws.below(np.minimum(age, 4 * _MONTH)),
    }


def _few(draws: Draws, usual: Whole) -> Whole:
    """Whole numbers about as large as usual, mostly less."""
    return draws.below(usual + 1) * draws.below(usual + 2) // (usual + 1)


def _flags(draws: Draws, bodies: Bodies, age: Whole) -> dict[str, Flags]:
    scale = np.array([_SCALE.get(trade.name, _OTHER_SCALE) for trade in TRADES], np.int64)
    dishonest = draws.chance(8)
    return {
        facts.DISHONEST: dishonest,
        facts.ABNORMAL: draws.chance(np.where(dishonest, 300, 30)),
        facts.INCIDENT: draws.chance(6),
        facts.ABOVE_SCALE: (bodies.revenues[1] >= scale[bodies.trades]) & draws.chance(960),
    }


def _places(draws: Draws, bodies: Bodies, sizes: Whole, age: Whole) -> dict[str, Whole]:
    """Places in the lists of words of ``facts``."""
    owned = np.where(sizes == 0, draws.chosen(_LARGE_OWNED), draws.chosen(_OTHERS_OWNED))
    graded = np.where(age >= 2 * _YEAR, draws.chosen(_LONG_GRADED), draws.chosen(_NEWLY_GRADED))
    general = (bodies.revenues[0] >= _GENERAL) | draws.chance(240)
    return {
        facts.SIZE: sizes,
        facts.OWNERSHIP: owned,
        facts.GRADE: graded,
        facts.TAXPAYER: np.where(general, 0, 1),
    }
