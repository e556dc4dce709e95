"""What it costs to say why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from onedoor.bench.rules.conditions import Policy
from onedoor.bench.rules.engines import ours
from onedoor.bench.rules.facts import Profile
from onedoor.bench.rules.report import MICROSECONDS, Figure, Row
from onedoor.bench.rules.timing import Job, fastest
from onedoor.engine.feel import explain, parse


def explanations(
    policies: Sequence[Policy], known: Sequence[Profile], lacking: Sequence[Profile], seconds: float
) -> Row:
    """Microseconds for the whole trace of a policy: every condition with its values, decisive or not."""
    expressions = [parse(ours.WORDS.policy(policy), names=ours.NAMES) for policy in policies]
    programs = [partial(explain, expression) for expression in expressions]
    series = {"known": known, "missing": lacking}
    jobs = [Job([(ours.give(profile), programs) for profile in profiles]) for profiles in series.values()]
    paces = fastest(jobs, seconds)
    return Row(
        name="explanation",
        title="A set of 8 conditions explained",
        unit=MICROSECONDS,
        figures=tuple(
            Figure(engine="onedoor", form=form, value=pace * 1e6)
            for form, pace in zip(series, paces, strict=True)
        ),
    )
