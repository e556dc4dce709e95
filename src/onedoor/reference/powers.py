"""Types of administrative power 权力类型, under the codes that different systems give them.

National numbers and those of some provinces clash: 06 is an inspection here and a reward there. So a code is read under a
named scheme, and whoever has the label goes by the label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onedoor.reference.files import document
from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class Power:
    """One type with its code in each scheme; empty where a scheme has none."""

    label: Text
    codes: Mapping[str, str]


@cache
def powers() -> tuple[Power, ...]:
    """All types, in the national order."""
    return tuple(Power(Text.of(each["label"]), each["codes"]) for each in document("powers.json"))


def power_labelled(label: str) -> Power | None:
    """The type of that Chinese name.

    >>> power_labelled("行政奖励").codes["national"], power_labelled("行政奖励").codes["regional"]
    ('08', '06')
    """
    return next((power for power in powers() if power.label.zh == label.strip()), None)


def power_coded(code: str, scheme: str | None = None) -> Power | None:
    """The type that a code stands for; ``scheme`` is ``national``, ``regional`` or ``letters``.

    Without a scheme only a code on which all schemes agree is read, anything else is ``None``.

    >>> power_coded("XK").label.zh, power_coded("06"), power_coded("06", "national").label.zh
    ('行政许可', None, '行政检查')
    """
    found = [
        power
        for power in powers()
        for name, own in power.codes.items()
        if own == code and scheme in (None, name)
    ]
    return found[0] if found and all(power is found[0] for power in found) else None
