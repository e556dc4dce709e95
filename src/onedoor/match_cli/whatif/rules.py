"""The rules of a what-if: read from files, with other thresholds where the command says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from onedoor.batch.problems import listed
from onedoor.batch.rule_files import RuleFile
from onedoor.batch.rules import read_rules
from onedoor.engine.dmn.errors import did_you_mean
from onedoor.engine.feel import Date, parse
from onedoor.engine.feel.explaining import DEFAULT, Wording
from onedoor.engine.matching.whatif import Rule, Threshold
from onedoor.errors import Invalid, NotFound
from onedoor.text import Text

BENEFIT = "--benefit"


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
