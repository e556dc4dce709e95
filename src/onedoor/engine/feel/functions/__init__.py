"""The built-in functions of FEEL (DMN 1.5, 10.3.4), one module per kind of value."""

from onedoor.engine.feel.functions import (
    aggregates,
    contexts,
    conversion,
    dates,
    knowledge,
    lists,
    numbers,
    ranges,
    strings,
)
from onedoor.engine.feel.functions.registry import BUILTINS, Builtin

__all__ = [
    "BUILTINS",
    "Builtin",
    "aggregates",
    "contexts",
    "conversion",
    "dates",
    "knowledge",
    "lists",
    "numbers",
    "ranges",
    "strings",
]
