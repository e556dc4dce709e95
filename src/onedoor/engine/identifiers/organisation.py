"""Organisation code, GB 11714-1997: eight characters and a check character (modulus 11)."""

from __future__ import annotations

from onedoor.engine.identifiers.checked import Checked, Problem, wrong_character, wrong_check, wrong_length
from onedoor.engine.identifiers.normalise import normalise
from onedoor.text import Text

_BODY = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_BODY_NAME = Text("数字或大写字母", "a digit or a capital letter")
_CHECK_NAME = Text("数字或字母X", "a digit or the letter X")


def org_check_character(body: str) -> str:
    """The ninth character for eight body characters (GB 11714-1997, clause 3).

    >>> org_check_character("71526726")
    'X'
    """
    total = sum(_BODY.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def check_org_code(text: str) -> Checked:
    """Whether ``text`` is an organisation code; a hyphen before the check character may be written.

    Inside a social credit code a failing check is only a warning, because some early codes are
    irregular; standing alone it is an error.
    """
    value = normalise(text)
    if len(value) == 10 and value[8] == "-":
        value = value[:8] + value[9]
    if len(value) != 9:
        return Checked(value, (wrong_length("org_code", len(value), "9"),))
    problems: list[Problem] = [
        wrong_character("org_code", position, found, _BODY_NAME)
        for position, found in enumerate(value[:8], 1)
        if found not in _BODY
    ]
    if value[8] not in "0123456789X":
        problems.append(wrong_character("org_code", 9, value[8], _CHECK_NAME))
    if not problems and value[8] != (expected := org_check_character(value[:8])):
        problems.append(wrong_check("org_code", 9, value[8], expected))
    return Checked(value, tuple(problems))
