"""What can be wrong with a guide, and how grave each is."""

from __future__ import annotations

from enum import StrEnum

from onedoor.engine.feel.checker.findings import Severity


class Kind(StrEnum):
    """What is wrong. A guide without errors leads every complete set of answers to exactly one situation.

    A condition is ``NULL`` where it has no meaning though everything it reads was asked, ``UNASKED`` where it reads a question
    that these answers do not call for.
    """

    GAP = "gap"
    OVERLAP = "overlap"
    OPEN = "open"
    NULL = "null"
    UNASKED = "unasked"
    NEVER_ASKED = "never_asked"
    NEVER = "never"
    ALWAYS = "always"
    IDLE = "idle"
    SAMPLED = "sampled"
    LIMIT = "limit"


SEVERITIES = {
    Kind.GAP: Severity.ERROR,
    Kind.OVERLAP: Severity.ERROR,
    Kind.OPEN: Severity.ERROR,
    Kind.NULL: Severity.ERROR,
    Kind.UNASKED: Severity.NOTE,
    Kind.NEVER_ASKED: Severity.ERROR,
    Kind.NEVER: Severity.ERROR,
    Kind.ALWAYS: Severity.NOTE,
    Kind.IDLE: Severity.WARNING,
    Kind.SAMPLED: Severity.NOTE,
    Kind.LIMIT: Severity.WARNING,
}


class Part(StrEnum):
    """What a finding is about."""

    GUIDE = "guide"
    QUESTION = "question"
    SITUATION = "situation"
    CONDITION = "condition"
