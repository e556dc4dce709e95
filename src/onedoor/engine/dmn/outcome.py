"""What came of asking for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.engine.dmn.evaluation import Evaluation
    from onedoor.engine.dmn.model import KnowledgeSource
    from onedoor.engine.dmn.traces import DecisionTrace


@dataclass(frozen=True)
class Outcome:
    """``value`` (may be Unknown) and ``missing``, the facts that would settle it; ``trace`` on demand."""

    decision: str
    value: Any
    missing: frozenset[str]
    evaluation: Evaluation

    @cached_property
    def trace(self) -> DecisionTrace:
        return self.evaluation.trace(self.decision)


@dataclass(frozen=True, slots=True)
class ConditionOutcome:
    """One condition of a policy and how it stands: True met, False or None not met, else Unknown."""

    name: str
    label: Text
    clauses: tuple[KnowledgeSource, ...]
    value: Any
    facts: Mapping[str, Any]
    missing: frozenset[str]
