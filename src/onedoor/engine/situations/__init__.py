"""情形: questions whose answers lead to exactly one situation, asked, decided and proved.

A guide is compiled from questions, situations (conditions, or a decision table) and further conditions, such as those of
materials. It says what to ask next and where the answers lead; ``prove`` looks at all complete sets of answers at
once and shows those that lead nowhere or to two situations, conditions that never hold, and questions that change nothing.

>>> from decimal import Decimal
>>> guide = Guide.compile(
...     [Question("经营面积", Number(Decimal(1), Decimal(5000), whole=True))],
...     [Situation("小", "经营面积 <= 300"), Situation("大", "经营面积 > 301")],
... )
>>> [(found.code, found.example) for found in guide.prove().findings]
[('situations.gap', {'经营面积': Decimal('301')})]
"""

from onedoor.engine.situations.cell import Cell
from onedoor.engine.situations.domains import Choice, Domain, Number, YesNo
from onedoor.engine.situations.findings import Finding, Proof
from onedoor.engine.situations.guide import Guide
from onedoor.engine.situations.kinds import Kind, Part
from onedoor.engine.situations.outcome import Outcome
from onedoor.engine.situations.questions import Question, Row, Situation, Table
from onedoor.engine.situations.reading import Way

__all__ = [
    "Cell",
    "Choice",
    "Domain",
    "Finding",
    "Guide",
    "Kind",
    "Number",
    "Outcome",
    "Part",
    "Proof",
    "Question",
    "Row",
    "Situation",
    "Table",
    "Way",
    "YesNo",
]
