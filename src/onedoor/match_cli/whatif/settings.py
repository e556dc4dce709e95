"""Other values for thresholds, as ``--set`` says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from onedoor.batch.problems import listed
from onedoor.engine.feel import Date
from onedoor.engine.feel.temporal import parse_date
from onedoor.engine.matching.whatif import Threshold, thresholds, with_threshold
from onedoor.errors import Invalid, NotFound
from onedoor.match_cli.whatif.rules import Change, Read, wording_of_rule
from onedoor.text import Text

_NUMBERED = Text("--thresholds 列出编号", "--thresholds lists them with their numbers")


def with_settings(read: Read, settings: Sequence[str]) -> Read:
    """The rule with each ``WHICH=VALUE``: a threshold by its number, its text or its fact, and its new value.

    Raises ``NotFound`` or ``Invalid``: there is no such threshold, or several, or it is no value.
    """
    found = thresholds(read.rule, wording_of_rule(read))
    rule, changes = read.rule, list[Change]()
    for setting in settings:
        which, _, value = setting.rpartition("=")
        threshold = _chosen(which.strip(), found, setting)
        changes.append(Change(threshold, _value(value.strip(), threshold, setting)))
        rule = with_threshold(rule, *changes[-1])
    return replace(read, rule=rule, changes=tuple(changes))


def _chosen(which: str, found: Sequence[Threshold], setting: str) -> Threshold:
    if which.isdecimal() and 1 <= int(which) <= len(found):
        return found[int(which) - 1]
    wanted = _bare(which)
    exact = [
        each for each in found if wanted in {_bare(each.text), _bare(each.words.zh), _bare(each.words.en)}
    ]
    alike = exact or [each for each in found if {which} == each.facts]
    if len(alike) == 1:
        return alike[0]
    where = f"--set {setting}"
    if not alike:
        places = [f"{place}: {each.text}" for place, each in enumerate(found, 1)]
        raise NotFound(
            "match.threshold", found=which or setting, expected=listed(places), where=where, mend=_NUMBERED
        )
    numbers = ", ".join(str(found.index(each) + 1) for each in alike)
    raise Invalid(
        "match.which_threshold",
        found=Text(f"“{which}”有 {len(alike)} 处阈值", f"{len(alike)} thresholds of {which}"),
        expected=Text(f"其中一个编号：{numbers}", f"one of the numbers {numbers}"),
        where=where,
        mend=_NUMBERED,
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _value(text: str, threshold: Threshold, setting: str) -> Decimal | Date:
    """A number (``30``, ``5.5%``) or a date, whichever stands there now."""
    if threshold.is_date:
        date = parse_date(text)
        if date is not None:
            return date
    else:
        number, is_percent = (text[:-1], True) if text.endswith(("%", "％")) else (text, False)
        try:
            found = Decimal(number.replace(",", ""))
            if found.is_finite() and abs(found.adjusted()) < 30:
                return found.scaleb(-2) if is_percent else found
        except InvalidOperation:
            pass
    expected = (
        Text("日期，如 2026-01-01", "a date such as 2026-01-01")
        if threshold.is_date
        else Text("数字，如 30 或 5.5%", "a number such as 30 or 5.5%")
    )
    raise Invalid("match.threshold_value", found=text or setting, expected=expected, where=f"--set {setting}")
