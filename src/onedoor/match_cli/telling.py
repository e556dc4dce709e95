"""What is told of one subject: a rule explained, the rules it almost meets, the next question."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from onedoor.batch.explaining import benefits_for, trace_of, wording_for
from onedoor.batch.preparing import Prepared
from onedoor.batch.rule_files import RuleFile
from onedoor.engine.dmn.explaining import Line, decision_as_plain, decision_lines
from onedoor.engine.matching.reasons import ask_next, nearest
from onedoor.engine.matching.reasons.telling import (
    nearly_as_dict,
    outlook_sentence,
    proposal_sentence,
    question_as_dict,
    question_sentence,
)
from onedoor.text import Text

MOST_OUTLOOKS = 10


@dataclass
class Told:
    """Gathers what was asked for, as lines to be printed and as plain data."""

    prepared: Prepared
    facts: Mapping[str, Any]
    lines: list[Line] = field(default_factory=list)
    plain: dict[str, Any] = field(default_factory=dict)

    def rule(self, rule: RuleFile) -> None:
        """How one rule stands, condition by condition."""
        trace, wording = trace_of(rule, self.facts, self.prepared.work.now), wording_for(rule)
        self.plain |= {"rule": rule.name, **decision_as_plain(trace, wording)}
        self.lines += decision_lines(trace, wording)

    def nearest(self, frozen: Collection[str], movable: Collection[str], most: int) -> None:
        """The rules that are almost met, each with the changes by which it would be."""
        found = nearest(
            self.prepared.work.rules,
            self.facts,
            frozen=frozenset(frozen),
            movable=frozenset(movable),
            most=most,
            now=self.prepared.work.now,
        )
        self.plain["nearest"] = [nearly_as_dict(each) for each in found]
        if not found:
            self._say(0, Text("没有差几步即可符合的规则", "no rule is almost met"))
        for each in found:
            self._say(0, Text(f"差一点符合 {each.rule}：", f"almost meets {each.rule}:"))
            for proposal in each.proposals:
                self._say(1, proposal_sentence(proposal, {}))

    def question(self) -> None:
        """The missing fact to ask for next, by what its answer settles."""
        now = self.prepared.work.now
        benefits = benefits_for(self.prepared.rules, self.facts, now)
        found = ask_next(self.prepared.work.rules, self.facts, benefits=benefits, now=now)
        self.plain["ask"] = question_as_dict(found) if found is not None else None
        if found is None:
            self._say(0, Text("没有需要询问的事实", "nothing needs to be asked"))
            return
        self._say(0, question_sentence(found, {}))
        for outlook in found.outlooks[:MOST_OUTLOOKS]:
            self._say(1, outlook_sentence(outlook, found, {}))

    def _say(self, depth: int, text: Text) -> None:
        self.lines.append(Line(depth, None, text))
