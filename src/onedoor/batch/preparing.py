"""Everything that can be known before a row is read: rules, files, columns, codes, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onedoor.batch.checking import check_rules, readers_of
from onedoor.batch.codes import Codes, misplaced, read_codes, unknown_codes
from onedoor.batch.doubtful_ids import id_problems
from onedoor.batch.facts import Missing, facts_in
from onedoor.batch.ids import id_column
from onedoor.batch.problems import Problem
from onedoor.batch.rule_files import RuleFile
from onedoor.batch.rules import ELIGIBLE, read_rules
from onedoor.batch.subject_files import SubjectFile, numbered, open_files
from onedoor.batch.work import Work
from onedoor.engine.matching import ABSENT, RuleSet
from onedoor.errors import Invalid
from onedoor.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be matched. ``now`` (aware) is what ``now()`` and ``today()`` answer in rules.

    ``id`` is the column of the subjects' ids: "" for none, None for the credit code where files have it.
    With ``is_one_subject`` columns are not searched for unknown codes and doubtful ids beforehand.
    """

    rules: Path
    subjects: Path
    now: datetime
    decision: str = ELIGIBLE
    id: str | None = None
    codes: Path | None = None
    keep_going: bool = False
    is_one_subject: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """What can run: the work, the rules and files that take part, and what is left out."""

    work: Work
    rules: tuple[RuleFile, ...]
    files: tuple[SubjectFile, ...]
    missing: tuple[Missing, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def subjects(self) -> int:
        return sum(file.rows for file in self.files)

    @property
    def facts(self) -> frozenset[str]:
        """The facts that rules look at, and those that files hold."""
        held = {name for file in self.files for name in file.schema.names if not name.endswith(ABSENT)}
        return self.work.rules.names | held


class Refused(Invalid):
    """There are problems, and the run was not to go on without what they concern."""

    def __init__(self, problems: tuple[Problem, ...], *, nothing_left: bool = False) -> None:
        self.problems = problems
        number = len(problems)
        found = Text(f"{number} 个问题", f"{number} problem{'s' * (number != 1)}")
        if nothing_left:
            mend = Text(
                "除去有问题的，没有规则或没有主体可以匹配。",
                "Without what they concern, no rules or no subjects are left.",
            )
        else:
            mend = Text(
                "改正后再运行；--keep-going 跳过有问题的规则和文件。",
                "Mend them; or pass over the rules and files concerned with --keep-going.",
            )
        super().__init__("match.problems", found=found, mend=mend)


def prepare(request: Request) -> Prepared:
    """The work that a request asks for.

    Raises ``Refused`` with all problems where there are any, unless the request keeps going and something is left;
    ``NotFound`` where there are no rules or no subjects at all.
    """
    subjects = open_files(request.subjects)
    names = {name for name in subjects.names if not name.endswith(ABSENT)}
    read = read_rules(request.rules, names, decision=request.decision)
    readers = readers_of(read.rules)
    facts = facts_in(subjects, readers)
    id, without_id = id_column(request.id, facts.files)
    rules = tuple(rule for rule in read.rules if not rule.condition.free_names & facts.unusable)
    faults = tuple(check_rules(rules, facts))
    files = tuple(file for file in facts.files if file.name not in {each.file for each in without_id})
    rules = tuple(rule for rule in rules if not any(rule.name in each.rules for each in faults))
    files = numbered(files)
    codes, strange = _codes(request, readers.keys(), files)
    doubtful = () if request.is_one_subject or not id else tuple(id_problems(id, files))
    problems = (
        *subjects.problems,
        *read.problems,
        *facts.problems,
        *without_id,
        *faults,
        *strange,
        *doubtful,
    )
    nothing_left = not (rules and files)
    if (problems and not request.keep_going) or nothing_left:
        raise Refused(problems, nothing_left=nothing_left)
    compiled = RuleSet.compile({rule.name: rule.condition for rule in rules}, facts.schema)
    work = Work(compiled, request.now, codes, id)
    return Prepared(work, rules, files, facts.missing, problems)


def _codes(
    request: Request, facts: Collection[str], files: tuple[SubjectFile, ...]
) -> tuple[Codes, tuple[Problem, ...]]:
    """The lists for facts that rules read, and the values that are in none of them."""
    if request.codes is None:
        return {}, ()
    told = read_codes(request.codes)
    wrong = misplaced(told, request.codes.name, files)
    used = {column: codes for column, codes in told.items() if column in facts and column not in wrong}
    strange = () if request.is_one_subject else unknown_codes(used, files)
    return used, (*wrong.values(), *strange)
