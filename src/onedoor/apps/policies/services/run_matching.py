"""惠企政策精准送: every measure in force against every enterprise, and word to those newly found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from onedoor import clock
from onedoor.apps.audit.services.record_event import record_event
from onedoor.apps.facts.queries import all_profiles
from onedoor.apps.notices.services.send_notice import send_notice
from onedoor.apps.parties.queries import enterprise_ids, enterprises_with_people
from onedoor.apps.policies.binding import Values
from onedoor.apps.policies.definition import Measure
from onedoor.apps.policies.matching import Compiled
from onedoor.apps.policies.models import MatchResult, MatchRun
from onedoor.apps.policies.queries import latest_results, measures_in_force, members, rulebook_on
from onedoor.apps.policies.standing import amount_of
from onedoor.apps.policies.subjects import pack_ids
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import Role
from onedoor.apps.tenancy.queries import region_of_tenant
from onedoor.engine.matching import Matches
from onedoor.errors import NotAllowed
from onedoor.text import Text


@dataclass(frozen=True)
class _Everybody:
    """The profiles of a run, in the order of its rows."""

    ids: NDArray[np.int64]
    profiles: list[Values]


def run_matching(*, actor: Actor) -> MatchRun:
    """A run stands with one result for each claimable measure; enterprises newly certain have a notice.

    The results are bit sets over the run's subjects, identical to what the interpreter decides one by one.
    Only enterprises that somebody acts for here get notices; the others will see it when they first sign in.
    Everything is one transaction: a run is whole or was never there.
    """
    if not (actor.is_system or actor.has(Role.SUPERVISOR)):
        raise NotAllowed("match.run", expected=str(Role.SUPERVISOR.label))
    house = Actor.system(actor.tenant_id)
    started, today = clock.now(), clock.today()
    compiled = Compiled.of(rulebook_on(house, today), today)
    everybody = _everybody(house)
    matches = compiled.match(everybody.profiles)
    with transaction.atomic():
        before = {result.measure_version.code: result for result in latest_results(house)}
        run = MatchRun.objects.create(
            tenant_id=actor.tenant_id,
            region_code=region_of_tenant(actor.tenant_id),
            started_at=started,
            finished_at=clock.now(),
            reference_date=today,
            subject_count=len(everybody.ids),
            subjects=pack_ids(everybody.ids),
            report=_report(compiled),
        )
        results = _results(house, run, compiled, everybody, matches)
        for result in results:
            _tell_newly_certain(house, compiled, result, before.get(result.measure_version.code))
        record_event(actor=actor, action="match.run", subject=run, data={"subjects": run.subject_count})
    return run


def _everybody(actor: Actor) -> _Everybody:
    """Every enterprise, also one of which nothing is known yet: to it everything is open."""
    known: dict[int, Values] = dict(all_profiles(actor))
    ids = enterprise_ids(actor)
    return _Everybody(np.array(ids, np.int64), [known.get(pk, {}) for pk in ids])


def _results(
    actor: Actor, run: MatchRun, compiled: Compiled, everybody: _Everybody, matches: Matches
) -> list[MatchResult]:
    versions = {row.code: row for row in measures_in_force(actor, compiled.on)}
    rows = [
        MatchResult(
            tenant_id=run.tenant_id,
            region_code=run.region_code,
            run=run,
            measure_version=versions[code],
            certain=matches.certain(code).to_bytes(),
            possible=matches.possible(code).to_bytes(),
            certain_count=counts.certain,
            open_count=counts.possible - counts.certain,
            amount_cents=_total(compiled, compiled.rulebook.measures[code], everybody, matches),
        )
        for code, counts in matches.counts().items()
    ]
    return MatchResult.objects.bulk_create(rows)


def _total(compiled: Compiled, measure: Measure, everybody: _Everybody, matches: Matches) -> int | None:
    """What the measure would bring to all whom it certainly fits, as far as their amounts are known."""
    if not measure.amount_decision:
        return None
    amounts = (
        amount_of(measure, compiled.rulebook.evaluation(measure, everybody.profiles[row], compiled.on))
        for row in matches.certain(measure.code).indices()
    )
    return sum(cents for cents in amounts if cents is not None)


def _report(compiled: Compiled) -> dict[str, Any]:
    report = compiled.rules.report
    return {
        "predicates": report.predicates,
        "conditions": report.conditions,
        "fallbacks": [
            {"rule": each.rule, "source": each.source, "reason": each.reason.as_dict()}
            for each in report.fallbacks
        ],
    }


def _tell_newly_certain(
    actor: Actor, compiled: Compiled, result: MatchResult, before: MatchResult | None
) -> None:
    known = set(members(before, certain=True)) if before is not None else set()
    newly = set(members(result, certain=True)) - known
    measure = compiled.rulebook.measures[result.measure_version.code]
    for enterprise in enterprises_with_people(actor, newly):
        send_notice(
            actor=actor,
            to_enterprise=enterprise,
            kind="policy.certain",
            subject=Text(f"您符合一项政策：{measure.title.zh}", f"A policy fits you: {measure.title.en}"),
            body=Text(
                "条件逐条满足，依据和金额都写明了。",
                "Every condition is met; the clauses and the amount are shown.",
            ),
            link=f"/portal/policies/{measure.code}/",
            key=f"policy:{result.measure_version_id}:{enterprise.pk}",
        )
