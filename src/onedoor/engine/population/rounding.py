"""Numbers as they are reported: some of them round."""

from __future__ import annotations

import numpy as np

from onedoor.engine.population.doublings import Whole
from onedoor.engine.population.draws import Draws

_POWERS = 10 ** np.arange(16, dtype=np.int64)


def rounded(draws: Draws, values: Whole, chance: int) -> Whole:
    """The same with two digits that say something in ``chance`` of a thousand cases, never more than before."""
    units = _POWERS[np.maximum(np.searchsorted(_POWERS, values, side="right") - 2, 0)]
    return np.where(draws.chance(chance), values // units * units, values)
