"""Size classes by 工信部联企业〔2011〕300号: the largest class all of whose limits are reached."""

from __future__ import annotations

import numpy as np

from onedoor.engine.population.bodies import Bodies
from onedoor.engine.population.doublings import Whole
from onedoor.engine.population.trades import TRADES

_YUAN_10_000 = 10_000_00


def sizes(bodies: Bodies) -> Whole:
    """For each enterprise 0 large, 1 medium, 2 small, 3 micro, which are the places in ``facts.SIZES``."""
    measures = (
        ("staff", bodies.staff, 1),
        ("revenue", bodies.revenues[0], _YUAN_10_000),
        ("assets", bodies.assets, _YUAN_10_000),
    )
    found = np.zeros(len(bodies.staff), np.int64)
    for field, values, unit in measures:
        limits = np.array([getattr(trade, field) or (0, 0, 0) for trade in TRADES], np.int64) * unit
        reached = values[:, None] >= limits[bodies.trades]
        np.maximum(found, 3 - reached.sum(axis=1), out=found)
    return found
