"""``not``, ``is`` and the two questions about knowing itself, which DMN lacks because it lacks *unknown*.

``is certain`` and ``is unknown`` are modal: they look at what is known now, so a later fact may turn
their answer. They count what is settled so far; no condition of a policy may rest on them.
"""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.registry import Lift, builtin
from onedoor.engine.feel.logic import Truth, equal, negation
from onedoor.engine.feel.temporal import DateTime, Time
from onedoor.engine.feel.values import type_of, unknown_in


@builtin("not(negand: any) -> boolean")
def not_(negand: Any) -> Truth:
    return negation(negand)


@builtin("is(value1: any?, value2: any?) -> boolean")
def is_(value1: Any = None, value2: Any = None) -> bool:
    """The same element of the semantic domain (DMN 1.5, table 80): a time zone counts by its own form."""
    if type_of(value1) != type_of(value2):
        return False
    if isinstance(value1, (Time, DateTime)):
        return bool(value1 == value2)
    return equal(value1, value2) is True


@builtin("is certain(condition: any) -> boolean", lift=Lift.MODAL)
def is_certain(condition: Any) -> bool:
    return condition is True


@builtin("is unknown(value: any) -> boolean", lift=Lift.MODAL)
def is_unknown(value: Any) -> bool:
    return unknown_in(value) is not None
