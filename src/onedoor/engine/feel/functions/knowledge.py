"""``not`` and the two questions about knowing itself, which DMN lacks because it lacks *unknown*.

``is certain`` and ``is unknown`` are modal: they look at what is known now, so a later fact may turn
their answer. They count what is settled so far; no condition of a policy may rest on them.
"""

from __future__ import annotations

from typing import Any

from onedoor.engine.feel.functions.registry import Lift, builtin
from onedoor.engine.feel.logic import negation
from onedoor.engine.feel.values import unknown_in


@builtin("not(negand: any)")
def not_(negand: Any) -> Any:
    return negation(negand)


@builtin("is certain(condition: any)", lift=Lift.MODAL)
def is_certain(condition: Any) -> bool:
    return condition is True


@builtin("is unknown(value: any)", lift=Lift.MODAL)
def is_unknown(value: Any) -> bool:
    return unknown_in(value) is not None
