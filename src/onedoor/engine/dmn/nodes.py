"""What DMN adds to the syntax tree of FEEL: decision tables, and values made to fit a type."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from onedoor.engine.feel.nodes import Node, TypeName, UnaryTests
from onedoor.engine.feel.types import ANY, Type


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
class Coerced(Node):
    """A boxed expression with a ``typeRef``: its value as that type takes it (DMN 1.5, 10.3.2.9.4).

    With ``keep``, a value that does not fit is left as it is instead of being null.
    """

    value: Node
    type: Type
    keep: bool = False


@dataclass(frozen=True, slots=True)
class KnownType(TypeName):
    """A type that a model declares for a parameter, already found by its name."""

    type: Type = ANY


@dataclass(frozen=True, slots=True)
class Written(Node):
    """A FEEL text inside a larger boxed expression; the spans below it point into ``text``.

    ``line`` is where its element begins in the file.
    """

    text: str
    body: Node
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Output(Node):
    """One output column; ``values`` are listed in order of priority, ``default`` when no rule matches."""

    name: str
    values: tuple[Node, ...] = ()
    default: Node | None = None
    type: Type = ANY


@dataclass(frozen=True, slots=True)
class Rule(Node):
    """One row: a cell of tests for each input, an expression for each output.

    ``texts`` are the cells as written, inputs first, and ``lines`` where each begins in its file;
    ``line`` is where the row does.
    """

    tests: tuple[UnaryTests, ...]
    outputs: tuple[Node, ...]
    texts: tuple[str, ...] = field(default=(), compare=False)
    line: int = field(default=0, compare=False)
    lines: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """What is declared about an input: its text, its type and, when they are listed, its values."""

    text: str
    type: Type = ANY
    values: UnaryTests | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DecisionTable(Node):
    """A table; its value is one output (a context when it has several columns) or a list of them.

    ``columns`` say more about ``inputs``, one for each; a table made by hand may leave them out.
    """

    inputs: tuple[Node, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit_policy: HitPolicy = HitPolicy.UNIQUE
    aggregation: Aggregation | None = None
    columns: tuple[Column, ...] = field(default=(), compare=False)
    line: int = field(default=0, compare=False)

    @property
    def is_single_hit(self) -> bool:
        return self.hit_policy in (HitPolicy.UNIQUE, HitPolicy.FIRST, HitPolicy.ANY, HitPolicy.PRIORITY)
