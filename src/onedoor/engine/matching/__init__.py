"""Many rules over many subjects at once, in three values, exactly as the interpreter decides each.

Rules are FEEL expressions. They are taken apart into atomic conditions over columns; each distinct
condition is evaluated once over the whole column into packed bits, and the bits are combined. What
cannot be taken apart exactly goes to the interpreter, for the subjects the rest leaves open.

A table holds one row per subject. An Arrow null means *unknown*. A fact known to be absent (FEEL
null) is marked in a Boolean companion column ``<name>#absent``; ``table_of`` writes both.

>>> schema = Schema.of(Column("参保人数", Kind.INTEGER), Column("裁员率", Kind.RATIO, places=4))
>>> rules = RuleSet.compile({"稳岗返还": "参保人数 <= 30 and 裁员率 <= 0.2"}, schema)
>>> rows = [{"参保人数": 30, "裁员率": "0.2"}, {"参保人数": 31}, {"参保人数": 5}]
>>> found = rules.match(table_of(rows, schema))
>>> found.certain("稳岗返还").indices().tolist(), found.possible("稳岗返还").indices().tolist()
([0], [0, 2])
"""

from onedoor.engine.matching.bits import BitSet
from onedoor.engine.matching.changes import EVENTS, Changes, State
from onedoor.engine.matching.encoding import Subjects
from onedoor.engine.matching.fits import Fit
from onedoor.engine.matching.matches import Counts, Matches, Room
from onedoor.engine.matching.narrow import WORD
from onedoor.engine.matching.reasons import (
    Explanation,
    Nearly,
    Question,
    ask_next,
    explain,
    nearest,
    questions,
)
from onedoor.engine.matching.report import Fallback, Report
from onedoor.engine.matching.ruleset import RuleSet
from onedoor.engine.matching.schema import ABSENT, Column, Kind, Schema
from onedoor.engine.matching.standing import Standing
from onedoor.engine.matching.tables import table_of

__all__ = [
    "ABSENT",
    "EVENTS",
    "BitSet",
    "Changes",
    "Column",
    "Counts",
    "Explanation",
    "Fallback",
    "Fit",
    "Kind",
    "Matches",
    "Nearly",
    "Question",
    "Report",
    "Room",
    "RuleSet",
    "Schema",
    "Standing",
    "State",
    "Subjects",
    "WORD",
    "ask_next",
    "explain",
    "nearest",
    "questions",
    "table_of",
]
