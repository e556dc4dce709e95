"""Unified social credit code 统一社会信用代码, GB 32100-2015."""

from __future__ import annotations

from onedoor.engine.identifiers.checked import (
    Checked,
    Problem,
    Severity,
    wrong_character,
    wrong_check,
    wrong_length,
)
from onedoor.engine.identifiers.normalise import normalise
from onedoor.engine.identifiers.organisation import org_check_character
from onedoor.errors import Invalid
from onedoor.text import Text

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_SERIALS = len(ALPHABET) ** 8
_ANY = Text("数字或除I、O、S、V、Z外的大写字母", "a digit or a capital letter other than I, O, S, V, Z")
_DIGIT = Text("数字", "a digit")


def uscc_check_character(body: str) -> str:
    """The 18th character for the first 17 (GB 32100-2015, annex A: weights 3^(i-1) modulo 31)."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def check_uscc(text: str) -> Checked:
    """Whether ``text`` is a social credit code, with each reason if not.

    ``parts`` of a valid code: ``authority`` and ``org_class`` (one character each), ``region`` of
    the registration authority at the time of registration, ``org_code``. A wrong check character
    of the organisation code inside is a warning: some early codes are irregular.
    """
    value = normalise(text)
    if len(value) != 18:
        return Checked(value, (wrong_length("uscc", len(value), "18"),))
    problems = tuple(_wrong_characters(value))
    if problems:
        return Checked(value, problems)
    if value[17] != (expected := uscc_check_character(value[:17])):
        return Checked(value, (wrong_check("uscc", 18, value[17], expected),))
    parts = {"authority": value[0], "org_class": value[1], "region": value[2:8], "org_code": value[8:17]}
    if value[16] != (expected := org_check_character(value[8:16])):
        irregular = wrong_check("uscc.org_code", 17, value[16], expected, Severity.WARNING)
        return Checked(value, (irregular,), parts)
    return Checked(value, (), parts)


def make_uscc(authority: str, org_class: str, region: str, serial: int) -> str:
    """A valid code for made-up organisations: the same arguments always give the same code.

    ``serial`` counts from 0 and fills the eight body characters of the organisation code in
    base 31. Both check characters are computed. Raises ``Invalid`` on an argument that the
    standard has no room for. Demonstration data only: real codes are issued by registers.

    >>> make_uscc("9", "1", "440106", 1)
    '91440106000000019P'
    """
    head = authority + org_class + region
    if len(head) != 8 or any(_wrong_characters(head)) or not 0 <= serial < _SERIALS:
        raise Invalid(
            "uscc.make",
            found=f"{authority!r}, {org_class!r}, {region!r}, {serial!r}",
            expected=Text(
                f"登记管理部门1位、机构类别1位、区划6位数字、序号0至{_SERIALS - 1}",
                f"one character of authority, one of class, six digits of region, serial 0 to {_SERIALS - 1}",
            ),
        )
    body = ""
    for _ in range(8):
        serial, digit = divmod(serial, len(ALPHABET))
        body = ALPHABET[digit] + body
    first17 = head + body + org_check_character(body)
    return first17 + uscc_check_character(first17)


def _wrong_characters(value: str) -> list[Problem]:
    problems = []
    for position, found in enumerate(value, 1):
        if 3 <= position <= 8:
            if found not in "0123456789":
                problems.append(wrong_character("uscc", position, found, _DIGIT))
        elif found not in ALPHABET:
            problems.append(wrong_character("uscc", position, found, _ANY))
    return problems
