"""Why an expression has its value: a tree of steps, how the items of lists fared, what an open one lacks."""

from onedoor.engine.feel.trace.items import Item, Items, items_of
from onedoor.engine.feel.trace.settling import Settling, missing, settling
from onedoor.engine.feel.trace.steps import Place
from onedoor.engine.feel.trace.tree import Answer, Operand, Trace, explain, trace_in

__all__ = [
    "Answer",
    "Item",
    "Items",
    "Operand",
    "Place",
    "Settling",
    "Trace",
    "explain",
    "items_of",
    "missing",
    "settling",
    "trace_in",
]
