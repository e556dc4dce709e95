"""What a draft rule, or another threshold, would change: who gains and loses, where, and what it costs.

Nothing here decides differently from the interpreter, and no amount is ever rounded before the cent.
"""

from onedoor.engine.matching.whatif.amounts import Amounts
from onedoor.engine.matching.whatif.answers import Answer, Sensitivity, Trial
from onedoor.engine.matching.whatif.comparing import what_if
from onedoor.engine.matching.whatif.constants import Role
from onedoor.engine.matching.whatif.figures import Figure, Measured
from onedoor.engine.matching.whatif.groups import Group, Key, Rest
from onedoor.engine.matching.whatif.moves import Move
from onedoor.engine.matching.whatif.outcome import Breakdown, Line, Moved, Outcome
from onedoor.engine.matching.whatif.result import WhatIf
from onedoor.engine.matching.whatif.rule import Rule
from onedoor.engine.matching.whatif.sensitivity import sensitivity
from onedoor.engine.matching.whatif.threshold import Threshold
from onedoor.engine.matching.whatif.thresholds import thresholds, with_threshold
from onedoor.engine.matching.whatif.totals import Total

__all__ = [
    "Amounts",
    "Answer",
    "Breakdown",
    "Figure",
    "Group",
    "Key",
    "Line",
    "Measured",
    "Move",
    "Moved",
    "Outcome",
    "Rest",
    "Role",
    "Rule",
    "Sensitivity",
    "Threshold",
    "Total",
    "Trial",
    "WhatIf",
    "sensitivity",
    "thresholds",
    "what_if",
    "with_threshold",
]
