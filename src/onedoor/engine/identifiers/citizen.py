"""Citizen number 公民身份号码, GB 11643-1999, and the residence cards that share its form."""

from __future__ import annotations

from datetime import date

from onedoor.engine.identifiers.checked import (
    Checked,
    Problem,
    wrong_character,
    wrong_check,
    wrong_length,
)
from onedoor.engine.identifiers.normalise import normalise
from onedoor.text import Text

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DIGIT = Text("数字", "a digit")
_LAST = Text("数字或字母X", "a digit or the letter X")
# Residence permits of residents of Hong Kong, Macao and Taiwan (2018); their number names no district.
_RESIDENCE_PERMITS = {"810000": "hong_kong", "820000": "macao", "830000": "taiwan"}
_PERMIT_PROVINCES = ("81", "82", "83")
# Provinces only. Counties are abolished and renumbered while numbers last a lifetime, so a finer
# check needs the historical list of regions and belongs to whoever holds one.
_PROVINCES = frozenset(
    str(code)
    for first, last in [(11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83)]
    for code in range(first, last + 1)
)


def citizen_check_character(first17: str) -> str:
    """The 18th character for the first 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def check_citizen_id(text: str) -> Checked:
    """Whether ``text`` is a citizen number, or a residence number of the same eighteen characters.

    ``parts`` of a valid number: ``kind`` (``citizen``, ``hong_kong``, ``macao``, ``taiwan``,
    ``foreign``), ``region`` of first registration, ``born`` (ISO date), ``sex`` (GB/T 2261.1:
    1 male, 2 female); of a permanent residence card of 2023 also ``nationality`` (three digits of ISO 3166-1).
    Age alone never rejects. Fifteen-digit numbers are void since 2013.
    """
    value = normalise(text)
    if len(value) == 15 and value.isascii() and value.isdigit():
        return Checked(
            value,
            (
                Problem(
                    "citizen_id.void",
                    Text(
                        "15位旧号码自2013年起停止使用，请用18位号码。",
                        "Fifteen-digit numbers are void since 2013; use the eighteen-digit one.",
                    ),
                ),
            ),
        )
    if len(value) != 18:
        return Checked(value, (wrong_length("citizen_id", len(value), "18"),))
    problems = [
        wrong_character("citizen_id", position, found, _LAST if position == 18 else _DIGIT)
        for position, found in enumerate(value, 1)
        if found not in ("0123456789X" if position == 18 else "0123456789")
    ]
    if problems:
        return Checked(value, tuple(problems))
    foreign = value[0] == "9"
    province = value[1:3] if foreign else value[:2]
    if province not in _PROVINCES:
        problems.append(_wrong_province(2 if foreign else 1, province))
    elif not foreign and province in _PERMIT_PROVINCES and value[:6] not in _RESIDENCE_PERMITS:
        problems.append(_wrong_permit(province, value[:6]))
    born = _date(value[6:14])
    if born is None:
        problems.append(_wrong_date(value[6:14]))
    if value[17] != (expected := citizen_check_character(value[:17])):
        problems.append(wrong_check("citizen_id", 18, value[17], expected))
    if problems or born is None:
        return Checked(value, tuple(problems))
    kind = "foreign" if foreign else _RESIDENCE_PERMITS.get(value[:6], "citizen")
    region = province + "0000" if foreign else value[:6]
    sex = "1" if int(value[16]) % 2 else "2"
    parts = {"kind": kind, "region": region, "born": born.isoformat(), "sex": sex}
    return Checked(value, (), {**parts, "nationality": value[3:6]} if foreign else parts)


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _wrong_date(digits: str) -> Problem:
    return Problem(
        "citizen_id.birth_date",
        Text(
            f"第7至14位应为真实的出生日期，实为“{digits}”。",
            f"Characters 7 to 14 should be a real date of birth, found “{digits}”.",
        ),
        position=7,
    )


def _wrong_province(position: int, found: str) -> Problem:
    return Problem(
        "citizen_id.region",
        Text(
            f"第{position}、{position + 1}位应为省级区划代码，实为“{found}”。",
            f"Characters {position} and {position + 1} should be a province code, found “{found}”.",
        ),
        position=position,
    )


def _wrong_permit(province: str, found: str) -> Problem:
    return Problem(
        "citizen_id.permit",
        Text(
            f"港澳台居民居住证的前6位应为{province}0000，实为“{found}”。",
            f"A residence permit of a resident of Hong Kong, Macao or Taiwan begins with {province}0000, found “{found}”.",
        ),
        position=1,
    )
