"""Codes of service items 政务服务事项 and of cases 办件, by named scheme.

Local systems write codes of other shapes, so a code is never cut by position alone: the caller
names the scheme it came under.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from onedoor.engine.identifiers.checked import Checked, Problem, Severity, shown, wrong_length
from onedoor.engine.identifiers.normalise import normalise
from onedoor.engine.identifiers.uscc import check_uscc
from onedoor.errors import Invalid
from onedoor.text import Text

LEVELS: Mapping[str, Text] = MappingProxyType(
    {
        "1": Text("国家级", "state"),
        "2": Text("省级", "province"),
        "3": Text("市级", "city"),
        "4": Text("县级", "county"),
        "5": Text("乡级", "township"),
        "6": Text("村级", "village"),
    }
)
_SICHUAN = re.compile(
    r"(?P<catalog_code>[0-9A-Z]+(?:-[0-9]+)*)-(?P<region>[0-9]{12})-(?P<variant>[0-9]{3})"
    r"-(?P<body>[0-9A-Z]+(?:-[0-9A-Z])?)-(?P<version>[0-9]+)-(?P<option>[0-9]{2})"
)

_LEVEL = Text("第19位", "Character 19"), Text("层级1至6", "a level from 1 to 6")
_CATALOG = Text("第20位起", "Every character from 20 on"), Text("数字", "a digit")
_DATE = Text("第32至39位", "Characters 32 to 39"), Text("日期", "a date")
_TAIL = (
    Text("第32位起", "The last 12 characters"),
    Text("12位数字（日期8位、流水号4位）", "digits (8 of the date, 4 of the serial)"),
)
_FORM = (
    Text("编码", "The code"),
    Text("基本编码-12位区划-3位-机构代码-版本-2位", "basic code-region of 12-3 digits-body-version-2 digits"),
)


def parse_item_code(text: str, scheme: str = "national") -> Checked:
    """Read an item code under a named scheme; ``parts`` holds its fields.

    ``national`` (GB/T 39554.1-2020): 31 characters, ``org_uscc`` 18 + ``level`` 1 + ``catalog_code``
    12, together ``task_code``; two more make the handling option (``option``). ``sichuan``: the
    hyphenated form of that province's portal, where 18-character bodies are checked as well.

    The code has no check character of its own. A body whose social credit code fails its check is
    therefore a warning: published items carry such codes, and a connector must keep what it read.
    Raises ``Invalid`` for an unknown scheme.
    """
    try:
        reader = ITEM_CODE_SCHEMES[scheme]
    except KeyError:
        raise Invalid(
            "item_code.scheme", found=scheme, expected=", ".join(sorted(ITEM_CODE_SCHEMES))
        ) from None
    return reader(normalise(text))


def parse_case_no(text: str) -> Checked:
    """Read a case number of 43 characters: ``task_code`` 31 + ``date`` 8 + ``seq`` 4 digits."""
    value = normalise(text)
    if len(value) != 43:
        return Checked(value, (wrong_length("case_no", len(value), "43"),))
    item = _national(value[:31])
    problems = list(item.problems)
    tail = value[31:]
    if not (tail.isascii() and tail.isdigit()):
        problems.append(_malformed("case_no.tail", *_TAIL, tail))
    elif not is_date(tail[:8]):
        problems.append(_malformed("case_no.date", *_DATE, tail[:8]))
    checked = Checked(value, tuple(problems))
    if not checked.ok:
        return checked
    return replace(checked, parts={**item.parts, "date": tail[:8], "seq": tail[8:]})


def is_date(digits: str) -> bool:
    """Whether eight digits are a day that there is."""
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _national(value: str) -> Checked:
    if len(value) not in (31, 33):
        return Checked(value, (wrong_length("item_code", len(value), "31/33"),))
    body, level, tail = value[:18], value[18], value[19:]
    problems = _body_problems(body)
    if level not in LEVELS:
        problems.append(_malformed("item_code.level", *_LEVEL, level))
    if not (tail.isascii() and tail.isdigit()):
        problems.append(_malformed("item_code.catalog", *_CATALOG, tail))
    checked = Checked(value, tuple(problems))
    if not checked.ok:
        return checked
    parts = {"task_code": value[:31], "org_uscc": body, "level": level, "catalog_code": tail[:12]}
    return replace(checked, parts={**parts, "option": tail[12:]} if tail[12:] else parts)


def _sichuan(value: str) -> Checked:
    match = _SICHUAN.fullmatch(value) if len(value) <= 100 else None
    if match is None:
        return Checked(value, (_malformed("item_code.form", *_FORM, shown(value)),))
    parts = match.groupdict()
    problems = _body_problems(parts["body"]) if len(parts["body"]) == 18 else []
    return Checked(value, tuple(problems), parts)


def _body_problems(body: str) -> list[Problem]:
    checked = check_uscc(body)
    return [replace(problem, severity=Severity.WARNING) for problem in checked.problems if not checked.ok]


def _malformed(code: str, where: Text, expected: Text, found: str) -> Problem:
    return Problem(
        code,
        Text(
            f"{where.zh}应为{expected.zh}，实为“{found}”。",
            f"{where.en} should be {expected.en}, found “{found}”.",
        ),
    )


ITEM_CODE_SCHEMES: Mapping[str, Callable[[str], Checked]] = MappingProxyType(
    {"national": _national, "sichuan": _sichuan}
)
