"""Values as FEEL writes them."""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.conversion import to_text
from onedoor.engine.feel.values import type_of

_TEMPORAL = frozenset(
    {
        *("date", "time", "date and time"),
        *("days and time duration", "years and months duration"),
    }
)


def literal(value: Any) -> str:
    """The FEEL text of a value that reads back to it."""
    return f'@"{to_text(value)}"' if type_of(value) in _TEMPORAL else to_text(value)
