"""What DMN adds to the syntax tree of FEEL: the decision table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onedoor.engine.feel.nodes import Node, UnaryTests


class HitPolicy(StrEnum):
    """Which of the matching rules count (DMN 1.5, 8.2.8)."""

    UNIQUE = "UNIQUE"
    FIRST = "FIRST"
    ANY = "ANY"
    PRIORITY = "PRIORITY"
    COLLECT = "COLLECT"
    RULE_ORDER = "RULE ORDER"
    OUTPUT_ORDER = "OUTPUT ORDER"


class Aggregation(StrEnum):
    """What COLLECT makes of the outputs it collects."""

    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Output(Node):
    """One output column; ``values`` are listed in order of priority, ``default`` when no rule matches."""

    name: str
    values: tuple[Node, ...] = ()
    default: Node | None = None


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """One row: a cell of tests for each input, an expression for each output."""

    tests: tuple[UnaryTests, ...]
    outputs: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class DecisionTable(Node):
    """A table; its value is one output (a context when it has several columns) or a list of them."""

    inputs: tuple[Node, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit_policy: HitPolicy = HitPolicy.UNIQUE
    aggregation: Aggregation | None = None

    @property
    def is_single_hit(self) -> bool:
        return self.hit_policy in (HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY, HitPolicy.PRIORITY)
