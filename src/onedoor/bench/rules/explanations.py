"""What it costs to say why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from onedoor.bench.rules.conditions import Policy
from onedoor.bench.rules.engines import ours
from onedoor.bench.rules.facts import Profile
from onedoor.bench.rules.report import MICROSECONDS, Figure, Row
from onedoor.bench.rules.timing import Job, fastest
from onedoor.engine.feel import Expression, Trace, explain, parse
from onedoor.engine.feel.explaining import Wording, narrator_of
from onedoor.engine.feel.explaining.plain import as_dict
from onedoor.engine.feel.trace import missing

WORDING = Wording()


def explanations(
    policies: Sequence[Policy], known: Sequence[Profile], lacking: Sequence[Profile], seconds: float
) -> Row:
    """Microseconds for the explanation of a policy, in full and in parts, where all is known and where not."""
    expressions = [parse(ours.WORDS.policy(policy), names=ours.NAMES) for policy in policies]
    series = {"known": known, "missing": lacking}
    shown = [(name, form) for name in PARTS for form in series]
    jobs = [
        Job(
            [
                (ours.give(profile), [partial(PARTS[name], expression) for expression in expressions])
                for profile in series[form]
            ]
        )
        for name, form in shown
    ]
    figures = [
        Figure(engine=name, form=form, value=pace * 1e6)
        for (name, form), pace in zip(shown, fastest(jobs, seconds), strict=True)
    ]
    return Row(
        name="explanation", title="A set of 8 conditions explained", unit=MICROSECONDS, figures=tuple(figures)
    )


def traced(expression: Expression, facts: Any) -> Trace:
    """Each condition's place and outcome, the values and facts that it met, what is missing for it and the whole."""
    trace = explain(expression, facts)
    _ = trace.outcome, missing(trace)
    for each in trace.children:
        _ = each.place, each.outcome, each.is_decisive, each.operands, each.facts, missing(each)
    return trace


def told(expression: Expression, facts: Any) -> list[Any]:
    """The same, and a sentence in Chinese and English for each condition."""
    narrator = narrator_of(WORDING)
    return [narrator.sentence(each) for each in traced(expression, facts).children]


def written(expression: Expression, facts: Any) -> Any:
    """All of it as plain data: what each open condition could be settled by, shortfalls, the whole as one sentence."""
    return as_dict(explain(expression, facts), WORDING)


PARTS: dict[str, Callable[[Expression, Any], Any]] = {
    "onedoor": told,
    "onedoor, without sentences": traced,
    "onedoor, all as plain data": written,
}
