"""FEEL, the expression language of DMN (OMG DMN 1.5, chapter 10), read, explained and printed."""

from onedoor.engine.feel.errors import FeelError, FeelInputError, FeelLimitError, FeelSyntaxError
from onedoor.engine.feel.parser import parse_expression, parse_tests

__all__ = [
    "FeelError",
    "FeelInputError",
    "FeelLimitError",
    "FeelSyntaxError",
    "parse_expression",
    "parse_tests",
]
