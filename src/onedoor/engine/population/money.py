"""Revenue of three years and what of it goes into research, in cents."""

from __future__ import annotations

from datetime import date

import numpy as np

from onedoor.engine.population.doublings import Whole, scaled
from onedoor.engine.population.draws import Draws, Flags
from onedoor.engine.population.rounding import rounded

EPOCH = date(1970, 1, 1).toordinal()
# The shares of revenue that rules ask for: some enterprises spend exactly as much.
_EXACT = np.array((3, 4, 5, 6, 8, 10), np.int64)


def revenues(draws: Draws, yearly: Whole, founded: Whole, on: date) -> tuple[Whole, Whole, Whole]:
    """The last year first. Whoever was founded within it has had less time, and nothing in earlier ones."""
    latest = draws.around(yearly * 100, 700)
    days = np.clip(date(on.year, 1, 1).toordinal() - EPOCH - founded, 30, 365)
    latest = np.maximum(1_000_00, rounded(draws, latest * days // 365, 150))
    found, year = [latest], on.year - 2
    for _ in range(2):
        before = scaled(found[-1], -draws.normal() // 5 - 350)
        begun = founded < date(year + 1, 1, 1).toordinal() - EPOCH
        found.append(np.where(begun, rounded(draws, before, 100), 0))
        year -= 1
    return found[0], found[1], found[2]


def research_of(draws: Draws, revenue: Whole, researches: Flags) -> tuple[Whole, Whole]:
    """Research expenses and the revenue they go with: an exact share needs a revenue in whole yuan."""
    shares = np.clip(draws.around(48, 600), 4, 900)
    spent = rounded(draws, revenue * shares // 1000, 100)
    exact = draws.chance(120) & researches
    revenue = np.where(exact, np.maximum(100, revenue // 100 * 100), revenue)
    exactly = revenue // 100 * _EXACT[draws.below(len(_EXACT))]
    return np.where(researches, np.where(exact, exactly, spent), 0), revenue
