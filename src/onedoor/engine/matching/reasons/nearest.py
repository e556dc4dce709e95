"""Which rules a subject almost meets, and the least that would have to be otherwise."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Mapping
from datetime import datetime
from heapq import heapify, heappop
from typing import Any

from onedoor.engine.matching.reasons.bounds import Bounds
from onedoor.engine.matching.reasons.moves import Mover
from onedoor.engine.matching.reasons.prepared import Prepared, prepared
from onedoor.engine.matching.reasons.present import present
from onedoor.engine.matching.reasons.prices import Cost
from onedoor.engine.matching.reasons.proposing import Proposer
from onedoor.engine.matching.reasons.results import Nearly, Proposal
from onedoor.engine.matching.reasons.subject import Subject
from onedoor.engine.matching.reasons.truths import TRUE, UNMET
from onedoor.engine.matching.reasons.wanting import Wanting
from onedoor.engine.matching.ruleset import RuleSet
from onedoor.errors import Invalid
from onedoor.text import Text

MOST_PROPOSALS = 3
MOST_CHANGES = 4
MOST_RULES = 400


def nearest(
    rules: RuleSet,
    facts: Mapping[str, Any],
    *,
    frozen: Collection[str] = frozenset(),
    movable: Collection[str] = frozenset(),
    most: int = 10,
    now: datetime | None = None,
) -> tuple[Nearly, ...]:
    """The unmet rules that could be met with the fewest changes, the nearest first.

    A rule is unmet where it is false or null; one that is unknown is open, and ``ask_next`` speaks of it.
    Facts in ``frozen`` stay as they are, and so do dates that are not in ``movable``, lists of records, and
    whatever only the interpreter can decide. A fact that nobody has told is not changed: it may have to be
    told, and turn out a certain way, beside the changes. Ways are compared by the number of facts that change,
    then by that of the answers, then by how far the changed facts are off (``prices.distance``).

    At most ``MOST_CHANGES`` facts change. Every proposal was put before the interpreter. A search that its
    bounds have ended says so (``is_cut``).

    Raises ``Invalid``: "matching.value" for a fact that its column cannot hold, "matching.most" for less than one
    rule to be told.
    """
    if most < 1:
        raise Invalid(
            "matching.most",
            found=str(most),
            expected=Text("至少 1", "1 or more"),
            where="most",
            mend=Text("most 是至多给出的规则数。", "most is how many rules are told at most."),
        )
    ready = prepared(rules)
    subject = Subject.of(rules.schema, facts, frozen=frozen, movable=movable, now=now)
    return _Search(ready, subject).nearest(most)


class _Search:
    def __init__(self, ready: Prepared, subject: Subject) -> None:
        self.ready = ready
        self.subject = subject
        self.truths = present(ready, subject)
        self.wanting = Wanting(ready.plan, self.truths, subject)

    def nearest(self, most: int) -> tuple[Nearly, ...]:
        """Rules in the order of their bounds, until none of the others can be nearer than those found."""
        waiting = self._waiting()
        found: list[tuple[Cost, int, str]] = []
        while waiting and (len(found) < most or waiting[0][0] <= found[most - 1][0]):
            _, order, rule = heappop(waiting)
            nearly = self._nearly(rule, 1)
            if nearly is not None:
                insort(found, (nearly.best.cost, order, rule))
        told = (self._nearly(rule, MOST_PROPOSALS) for _, _, rule in found[:most])
        return tuple(nearly for nearly in told if nearly is not None)

    def _waiting(self) -> list[tuple[Cost, int, str]]:
        bounds = Bounds(self.ready.plan, self.truths, self.subject)
        waiting = []
        for order, (rule, root) in enumerate(self.ready.roots.items()):
            if self.truths[root] & UNMET:
                bound = bounds.bound(root, TRUE)
                if bound is not None and bound.least.changes <= MOST_CHANGES:
                    waiting.append((bound.least, order, rule))
        heapify(waiting)
        return waiting

    def _nearly(self, rule: str, most: int) -> Nearly | None:
        """The rule with so many proposals, the cheapest there are."""
        ways = self.wanting.ways(self.ready.roots[rule], TRUE)
        proposer, is_cut = Proposer(self.ready, self.subject, rule), ways.is_cut
        kept: list[Proposal] = []
        for box in ways.boxes:
            if len(kept) >= most and kept[-1].cost <= box.cost:
                break
            if _is_told(kept, box.cost, box.needs):
                continue
            mover = Mover(self.subject, box, self.ready.typical)
            for moves in mover.moves():
                is_far = moves.cost.changes > MOST_CHANGES or (
                    len(kept) >= most and kept[-1].cost <= moves.cost
                )
                if not is_far and not _is_told(kept, moves.cost, frozenset(moves.units)):
                    proposal = proposer.proposal(moves)
                    if proposal is not None:
                        kept = _with(kept, proposal)[:most]
            is_cut = is_cut or mover.is_cut
        return Nearly(rule, tuple(kept), is_cut) if kept else None


def _is_told(kept: list[Proposal], cost: Cost, facts: frozenset[str]) -> bool:
    """Whether something as cheap is kept already that asks for no other facts."""
    return any(each.cost <= cost and each.facts <= facts for each in kept)


def _with(kept: list[Proposal], new: Proposal) -> list[Proposal]:
    left = [each for each in kept if not (new.cost <= each.cost and new.facts <= each.facts)]
    return sorted([*left, new], key=lambda each: each.cost)
