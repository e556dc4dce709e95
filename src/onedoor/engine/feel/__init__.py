"""FEEL, the expression language of DMN (OMG DMN 1.5, chapter 10), with one value more: *unknown*.

Text is read into a tree (``parse``), the tree into closures, and a scope of facts gives the value
(``evaluate``) or the whole explanation (``explain``). A fact nobody has supplied is ``Unknown`` and
propagates by Kleene's strong logic; ``None`` is FEEL's null, known to be absent. Nothing here touches
the machine: no clock, no files, no Python evaluation, and every size is bounded.

>>> evaluate('if 企业规模 = "large" then 0.3 else 0.6', {"企业规模": "small"})
Decimal('0.6')
"""

from onedoor.engine.feel.errors import FeelError, FeelInputError, FeelLimitError, FeelSyntaxError
from onedoor.engine.feel.expression import Expression, evaluate, parse, parse_unary_tests, unary
from onedoor.engine.feel.functions import BUILTINS
from onedoor.engine.feel.printer import print_node
from onedoor.engine.feel.temporal import Date, DateTime, DayTimeDuration, Time, YearMonthDuration
from onedoor.engine.feel.trace import Trace, explain
from onedoor.engine.feel.values import UNKNOWN, Function, Range, Unknown, from_feel, to_feel

__all__ = [
    "BUILTINS",
    "UNKNOWN",
    "Date",
    "DateTime",
    "DayTimeDuration",
    "Expression",
    "FeelError",
    "FeelInputError",
    "FeelLimitError",
    "FeelSyntaxError",
    "Function",
    "Range",
    "Time",
    "Trace",
    "Unknown",
    "YearMonthDuration",
    "evaluate",
    "explain",
    "from_feel",
    "parse",
    "parse_unary_tests",
    "print_node",
    "to_feel",
    "unary",
]
