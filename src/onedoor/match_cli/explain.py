"""``onedoor match explain``: why a rule fits one subject, or does not, or is open."""

from __future__ import annotations

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
    rule: Annotated[str, typer.Option(help="The rule to be explained.")],
    *,
    decision: Decision = DECISION,
    on: On = None,
    id: Id = None,
    codes: Codes = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Tell, condition by condition, how one rule stands for one subject, with the facts it rests on."""
    from onedoor.batch.explaining import trace_of, wording_for
    from onedoor.batch.one_subject import subject_with
    from onedoor.batch.preparing import Request
    from onedoor.conf import env
    from onedoor.engine.dmn.explaining import decision_as_plain, decision_lines
    from onedoor.engine.feel.plain import to_json

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
    wanted = _rule(prepared, rule, language)
    found = subject_with(prepared, subject)
    trace, wording = trace_of(wanted, found.facts, request.now), wording_for(wanted)
    if as_json:
        head = {"subject": subject, "number": found.number, "file": found.file, "rule": wanted.name}
        typer.echo(to_json({**head, **decision_as_plain(trace, wording)}))
        return
    typer.echo(_head(found, subject, wanted).in_(language))
    for line in decision_lines(trace, wording):
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
    from onedoor.engine.dmn.errors import did_you_mean
    from onedoor.errors import NotFound

    known = {rule.name: rule for rule in prepared.rules}
    if name in known:
        return known[name]
    problems = tuple(each for each in prepared.problems if name in each.rules)
    if problems:
        tell(problems, language)
        raise Refused(problems)
    raise NotFound("match.rule", found=name, mend=did_you_mean(name, known))


def _head(found: Found, subject: str, rule: RuleFile) -> Text:
    return Text(
        f"主体 {subject}（{found.file}，第 {found.number} 号），规则 {rule.name}",
        f"subject {subject} ({found.file}, number {found.number}), rule {rule.name}",
    )
