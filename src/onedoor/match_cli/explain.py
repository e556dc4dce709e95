"""``onedoor match explain``: why a rule fits one subject, or does not, or is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from onedoor.match_cli.options import DECISION, Codes, Decision, Id, On, Rules, Subjects, moment, tell
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.batch.one_subject import Found
    from onedoor.batch.preparing import Prepared, Request
    from onedoor.batch.rule_files import RuleFile


def explain(
    rules: Rules,
    subjects: Subjects,
    subject: Annotated[str, typer.Option(help="The subject's id, or its number where there are no ids.")],
    *,
    rule: Annotated[str | None, typer.Option(help="The rule to be explained.")] = None,
    nearest: Annotated[
        bool, typer.Option("--nearest", help="The rules it almost meets, with the smallest changes.")
    ] = False,
    ask: Annotated[bool, typer.Option("--ask", help="The missing fact that would settle the most.")] = False,
    frozen: Annotated[
        list[str] | None, typer.Option(help="A fact that no change may touch; any number.")
    ] = None,
    movable: Annotated[
        list[str] | None, typer.Option(help="A date that changes may touch; any number.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=1000, help="How many rules --nearest tells.")] = 10,
    decision: Decision = DECISION,
    on: On = None,
    id: Id = None,
    codes: Codes = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Tell how one rule stands for one subject, which rules it almost meets, and what to ask it next."""
    from onedoor.batch.one_subject import subject_with
    from onedoor.batch.preparing import Request
    from onedoor.conf import env
    from onedoor.engine.feel.plain import to_json
    from onedoor.match_cli.telling import Told

    if not (rule or nearest or ask):
        raise typer.BadParameter("--rule, --nearest, --ask: at least one of them")
    language = env.language()
    request = Request(
        rules=rules,
        subjects=subjects,
        now=moment(on),
        decision=decision,
        id=id,
        codes=codes,
        keep_going=True,
        is_one_subject=True,
    )
    prepared = _prepared(request, language)
    wanted = _rule(prepared, rule, language) if rule else None
    _check_facts(prepared, {"--frozen": frozen, "--movable": movable})
    found = subject_with(prepared, subject)
    told = Told(prepared, found.facts)
    if wanted is not None:
        told.rule(wanted)
    if nearest:
        told.nearest(frozen or (), movable or (), most)
    if ask:
        told.question()
    if as_json:
        typer.echo(to_json({"subject": subject, "number": found.number, "file": found.file} | told.plain))
        return
    typer.echo(_head(found, subject).in_(language))
    for line in told.lines:
        typer.echo(line.in_(language))


def _prepared(request: Request, language: str) -> Prepared:
    from onedoor.batch.preparing import Refused, prepare

    try:
        return prepare(request)
    except Refused as refusal:
        tell(refusal.problems, language)
        raise


def _rule(prepared: Prepared, name: str, language: str) -> RuleFile:
    """The rule of that name; where it has a problem, that is told."""
    from onedoor.batch.preparing import Refused
    from onedoor.batch.problems import listed
    from onedoor.engine.dmn.errors import did_you_mean
    from onedoor.errors import NotFound

    known = {rule.name: rule for rule in prepared.rules}
    if name in known:
        return known[name]
    problems = tuple(each for each in prepared.problems if name in each.rules)
    if problems:
        tell(problems, language)
        raise Refused(problems)
    raise NotFound(
        "match.rule", found=name, expected=listed(known), where="--rule", mend=did_you_mean(name, known)
    )


def _check_facts(prepared: Prepared, options: Mapping[str, Sequence[str] | None]) -> None:
    """Nothing, where rules or files know each fact named; else the refusal of the first that they do not."""
    from onedoor.batch.problems import listed
    from onedoor.engine.dmn.errors import did_you_mean
    from onedoor.errors import NotFound

    known = prepared.facts
    for option, names in options.items():
        for name in names or ():
            if name not in known:
                mend = did_you_mean(name, sorted(known))
                raise NotFound("match.fact", found=name, expected=listed(known), where=option, mend=mend)


def _head(found: Found, subject: str) -> Text:
    return Text(
        f"主体 {subject}（{found.file}，第 {found.number} 号）",
        f"subject {subject} ({found.file}, number {found.number})",
    )
