"""One against all, both ways: a subject against every rule, a new rule against everybody."""

from __future__ import annotations

from functools import partial

from onedoor.bench.matching.contenders import ours
from onedoor.bench.matching.contenders.closures import known_facts, plain_program, whole_facts
from onedoor.bench.matching.report import Row, Section
from onedoor.bench.matching.timing import middle_of
from onedoor.bench.matching.workload import Workload
from onedoor.engine.matching import RuleSet
from onedoor.engine.population import SCHEMA

SUBJECTS, RULES = 300, 60
NEW_SEED = 1
P50 = "p50 ms"


def single_section(workload: Workload) -> Section:
    rules, subjects = ours.compiled_rules(workload), ours.encoded(workload)
    few = workload.part(SUBJECTS)
    known = known_facts(few)
    rules.fit(known[0])
    fit = middle_of([partial(rules.fit, facts) for facts in known])
    closures = [plain_program(few, [facts]).run for facts in whole_facts(few)]
    beside = middle_of(closures[:30])

    def alone(text: str) -> None:
        RuleSet.compile({"new": text}, SCHEMA).match(subjects)

    new = workload.with_policies(RULES, seed=workload.seed + NEW_SEED)
    alone(new.policies[0].feel)
    one_rule = middle_of([partial(alone, policy.feel) for policy in new.policies])
    rows = (
        Row("one subject, all rules", {P50: fit * 1e3}),
        Row("  closures", {P50: beside * 1e3, "ratio": beside / fit}),
        Row("one new rule, all subjects", {P50: one_rule * 1e3}, "text read and compiled each time"),
    )
    return Section("single", "One against all", rows)
