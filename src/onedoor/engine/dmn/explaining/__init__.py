"""Decisions explained in words, and as plain data: conditions, rules of tables, and what they rest on."""

from onedoor.engine.dmn.explaining.decisions import Line, condition_sentence, decision_lines
from onedoor.engine.dmn.explaining.plain import decision_as_plain, outcome_as_plain
from onedoor.engine.dmn.explaining.wording import wording_of

__all__ = [
    "Line",
    "condition_sentence",
    "decision_as_plain",
    "decision_lines",
    "outcome_as_plain",
    "wording_of",
]
