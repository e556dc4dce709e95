"""The rules of a what-if: read from files, with other thresholds where the command says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from onedoor.batch.problems import listed
from onedoor.batch.rule_files import RuleFile
from onedoor.batch.rules import read_rules
from onedoor.engine.dmn.errors import did_you_mean
from onedoor.engine.feel import Date, parse
from onedoor.engine.feel.explaining import DEFAULT, Wording
from onedoor.engine.feel.temporal import parse_date
from onedoor.engine.matching.whatif import Rule, Threshold, thresholds, with_threshold
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

BENEFIT = "--benefit"
_NUMBERED = Text("--thresholds 列出编号", "--thresholds lists them with their numbers")


class Change(NamedTuple):
    """A threshold as it stands in the file, and the value it is given instead."""

    threshold: Threshold
    value: Decimal | Date


@dataclass(frozen=True, slots=True)
class Read:
    """One rule and the files it is made of (its own first, then the benefit where the command says that); ``changes``
    are the thresholds that were given another value."""

    files: tuple[RuleFile, ...]
    rule: Rule
    changes: tuple[Change, ...] = ()

    @property
    def file(self) -> RuleFile:
        return self.files[0]

    @property
    def title(self) -> str:
        return self.file.title or self.file.name


def read_rule(
    path: Path, columns: Iterable[str], *, name: str | None, decision: str, benefit: str | None
) -> Read:
    """The rule of a file, or the one called ``name`` of several; ``benefit`` takes the place of what the file says.

    Raises ``Refused`` with every fault of the file, ``NotFound`` for a name that is not there, ``Invalid`` where it is
    not said which of several rules is meant, ``FeelSyntaxError`` for a benefit that is not FEEL.
    """
    from onedoor.batch.preparing import Refused

    names = tuple(sorted(columns))
    found = read_rules(path, names, decision=decision)
    known = {each.name: each for each in found.rules}
    if name is not None and name not in known:
        faults = tuple(each for each in found.problems if name in each.rules or not each.rules)
        if faults:
            raise Refused(faults)
        raise NotFound(
            "match.rule", found=name, where=str(path), expected=listed(known), mend=did_you_mean(name, known)
        )
    if name is None and found.problems:
        raise Refused(found.problems)
    if name is None and len(known) != 1:
        raise Invalid(
            "match.which_rule",
            found=Text(f"{len(known)} 条规则", f"{len(known)} rules"),
            expected=listed(known),
            where=str(path),
            mend=Text("用 --rule 指定其中一条。", "Name one of them with --rule."),
        )
    file = known[name] if name is not None else found.rules[0]
    if benefit is None:
        return Read((file,), Rule(file.condition, file.benefit))
    formula = parse(benefit, names=names)
    own = RuleFile(BENEFIT, Path(BENEFIT), parse("true"), formula)
    return Read((replace(file, benefit=None), own), Rule(file.condition, formula))


def wording_of_rule(read: Read) -> Wording:
    """The labels and units of the facts, where the rule is a decision of a model that has them."""
    from onedoor.engine.dmn.explaining import wording_of

    return wording_of(read.file.model) if read.file.model is not None else DEFAULT


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
