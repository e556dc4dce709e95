"""Rules before release: what is wrong with an expression, told without running it.

>>> from onedoor.engine.feel.types import BOOLEAN, NUMBER
>>> found, = check("参保人教 <= 30", {"参保人数": NUMBER}, wanted=BOOLEAN)
>>> found.code, found.place.column, found.mend.en
('feel.unknown_name', 1, 'Did you mean 参保人数?')
"""

from onedoor.engine.feel.checker.checks import Checked, check, check_cell, checked
from onedoor.engine.feel.checker.findings import Finding, Place, Severity, place_of, worst
from onedoor.engine.feel.checker.names import Names
from onedoor.engine.feel.checker.nearest import nearest

__all__ = [
    "Checked",
    "Finding",
    "Names",
    "Place",
    "Severity",
    "check",
    "check_cell",
    "checked",
    "nearest",
    "place_of",
    "worst",
]
