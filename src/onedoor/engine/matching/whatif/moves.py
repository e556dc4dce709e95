"""How a draft changes where subjects stand."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from onedoor.text import Text


class Standing(IntEnum):
    """Where a subject stands with a rule: it does not fit, a fact is missing, or it fits."""

    REST = 0
    OPEN = 1
    CERTAIN = 2


class Move(StrEnum):
    """What changes for a subject. Each has one move at most; those that stay where they are have none.

    ``MORE`` and ``LESS`` fit before and after, and are due a larger or smaller amount, both being known.
    """

    GAINED = "gained"
    CONFIRMED = "confirmed"
    LOST = "lost"
    DOUBTED = "doubted"
    HOPING = "hoping"
    RULED_OUT = "ruled_out"
    MORE = "more"
    LESS = "less"

    @property
    def words(self) -> Text:
        return _WORDS[self]


_WORDS = {
    Move.GAINED: Text("新符合", "gain: did not fit, now fit"),
    Move.CONFIRMED: Text("由待定变为符合", "confirmed: were open, now fit"),
    Move.LOST: Text("不再符合", "lose: fitted, no longer fit"),
    Move.DOUBTED: Text("由符合变为待定", "in doubt: fitted, now open"),
    Move.HOPING: Text("由不符合变为待定", "may gain: did not fit, now open"),
    Move.RULED_OUT: Text("由待定变为不符合", "ruled out: were open, no longer fit"),
    Move.MORE: Text("仍符合、金额增加", "still fit and are due more"),
    Move.LESS: Text("仍符合、金额减少", "still fit and are due less"),
}
