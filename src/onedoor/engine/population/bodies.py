"""What enterprises are: place, trade, age, people and money, each drawn given those before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from onedoor.engine.population.doublings import Whole, scaled
from onedoor.engine.population.draws import Draws, Flags
from onedoor.engine.population.money import EPOCH, research_of, revenues
from onedoor.engine.population.places import Codes
from onedoor.engine.population.rounding import rounded
from onedoor.engine.population.trades import TRADES

_OLDEST = date(1979, 1, 1).toordinal() - EPOCH
_MEDIAN_AGE = 1_900  # days


@dataclass(frozen=True, slots=True)
class Bodies:
    """A chunk of enterprises. Money in cents, days counted from 1970-01-01, trades as places in ``TRADES``.

    ``revenues`` are those of the last year, the one before, and the one before that; the latter two are 0
    before it was founded. ``researches`` tells who has research at all.
    """

    counties: Whole
    classes: Whole
    trades: Whole
    founded: Whole
    staff: Whole
    insured: Whole
    tech_staff: Whole
    revenues: tuple[Whole, Whole, Whole]
    research: Whole
    assets: Whole
    debts: Whole
    researches: Flags


def bodies(draws: Draws, codes: Codes, on: date) -> Bodies:
    """Drawn as they may stand on a day; all were founded before it."""
    counties, classes = draws.chosen(codes.county_weights), draws.chosen(codes.class_weights)
    trades = np.array(codes.trades, np.int64)[classes]
    today = on.toordinal() - EPOCH
    age = np.clip(draws.around(_MEDIAN_AGE, 800), 1, max(1, today - _OLDEST))
    people, yuan, research = _of_trades("people"), _of_trades("yuan"), _of_trades("research")
    # Those that have lasted are larger: half a doubling between the youngest and the oldest.
    grown = np.minimum(age, 9_000) * 4_000 // 9_000 - 2_000
    staff = np.maximum(1, scaled(draws.around(people[trades] * 3 // 4, 1_250), grown))
    staff = rounded(draws, staff, 100)
    latest, earlier, earliest = revenues(draws, staff * yuan[trades], today - age, on)
    larger = np.minimum(staff, 200) * 2
    researches = draws.chance(np.minimum(950, research[trades] * (300 + larger) // 400))
    spent, latest = research_of(draws, latest, researches)
    assets = np.maximum(10_000_00, rounded(draws, draws.around(latest, 750) * 4 // 5, 150))
    shares = np.clip(draws.around(450, 550), 20, 1_400)
    return Bodies(
        counties=counties,
        classes=classes,
        trades=trades,
        founded=today - age,
        staff=staff,
        insured=np.minimum(staff, staff * (1000 - draws.below(draws.below(700) + 1)) // 1000),
        tech_staff=np.where(researches, staff * (5 + draws.below(55)) // 100, staff * draws.below(6) // 100),
        revenues=(latest, earlier, earliest),
        research=spent,
        assets=assets,
        debts=assets * shares // 1000,
        researches=researches,
    )


def _of_trades(field: str) -> Whole:
    return np.array([getattr(trade, field) for trade in TRADES], np.int64)
