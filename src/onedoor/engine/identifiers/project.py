"""Project code 项目代码 of investment projects: ``yyyy-rrrrrr-ii-tt-nnnnnn``, 24 characters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from onedoor.engine.identifiers.checked import Checked, Problem, Severity, shown
from onedoor.engine.identifiers.normalise import normalise
from onedoor.text import Text

_FORM = re.compile(
    r"(?P<year>[0-9]{4})-(?P<region>[0-9]{6})-(?P<industry>[0-9]{2})-(?P<type>[0-9]{2})-(?P<serial>[0-9]{6})"
)
PROJECT_TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "01": Text("审批", "approval"),
        "02": Text("核准", "verification"),
        "03": Text("备案", "filing"),
    }
)
_DIVISIONS = range(1, 98)


def check_project_code(text: str) -> Checked:
    """Whether ``text`` is a project code; ``parts``: ``year``, ``region``, ``industry``, ``type``, ``serial``.

    The code has no check character. A division that GB/T 4754 does not have is an error; a type other than the three
    in use is a warning, because provinces have added their own.
    """
    value = normalise(text)
    match = _FORM.fullmatch(value) if len(value) == 24 else None
    if match is None:
        return Checked(value, (_malformed(value),))
    parts = match.groupdict()
    problems = []
    if int(parts["industry"]) not in _DIVISIONS:
        problems.append(_wrong_industry(parts["industry"]))
    if parts["type"] not in PROJECT_TYPES:
        problems.append(_strange_type(parts["type"]))
    checked = Checked(value, tuple(problems))
    return Checked(value, tuple(problems), parts) if checked.ok else checked


def _malformed(value: str) -> Problem:
    found = shown(value)
    return Problem(
        "project_code.form",
        Text(
            f"应为“年份4位-区划6位-行业2位-类型2位-流水号6位”共24个字符，实为“{found}”。",
            f"Expected 24 characters “year of 4-region of 6-industry of 2-type of 2-serial of 6”, found “{found}”.",
        ),
    )


def _wrong_industry(found: str) -> Problem:
    return Problem(
        "project_code.industry",
        Text(
            f"第13、14位应为国民经济行业大类01至97，实为“{found}”。",
            f"Characters 13 and 14 should be a division of GB/T 4754, 01 to 97, found “{found}”.",
        ),
        position=13,
    )


def _strange_type(found: str) -> Problem:
    return Problem(
        "project_code.type",
        Text(
            f"第16、17位通常为01审批、02核准或03备案，实为“{found}”。",
            f"Characters 16 and 17 are usually 01 approval, 02 verification or 03 filing, found “{found}”.",
        ),
        Severity.WARNING,
        16,
    )
