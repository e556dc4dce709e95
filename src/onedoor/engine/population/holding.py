"""Who holds which qualification."""

from __future__ import annotations

import numpy as np

from onedoor.engine.population.bodies import Bodies
from onedoor.engine.population.doublings import Whole
from onedoor.engine.population.draws import Draws, Flags
from onedoor.engine.population.titles import ALL_CODES, ALL_SIZES, NAMES, TITLES

_YEAR = 365


def titles_held(draws: Draws, bodies: Bodies, sizes: Whole, classes: tuple[str, ...], today: int) -> Flags:
    """One row of sixty flags for each enterprise. Who may hold one depends on trade, age, size and research."""
    held = np.zeros((len(NAMES), len(sizes)), np.bool_)
    lots = draws.parts(len(NAMES))
    years = (today - bodies.founded) // _YEAR
    share = bodies.research * 1000 // bodies.revenues[0]
    for place, title in enumerate(TITLES):
        fits = (years >= title.years) & (lots[place] < title.chance * 65_536 // 1000)
        if title.sizes != ALL_SIZES:
            fits &= (sizes >= title.sizes[0]) & (sizes <= title.sizes[-1])
        if title.codes != ALL_CODES:
            fits &= np.array([code.startswith(title.codes) for code in classes])[bodies.classes]
        if title.research:
            fits &= share >= title.research
        if title.after:
            fits &= held[NAMES.index(title.after)]
        held[place] = fits
    return held.T
