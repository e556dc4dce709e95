"""Policies and tables put into words: what most languages of rules share, and DMN's XML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from onedoor.bench.rules.conditions import (
    Among,
    Compared,
    Condition,
    Denied,
    Either,
    Holds,
    Owned,
    Policy,
    Same,
    Share,
    Until,
)
from onedoor.bench.rules.facts import Fact, Kind
from onedoor.bench.rules.tables import Between, Cell, OneOf, Table

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"  # 1.3, the newest that all readers of DMN here take


def chinese(fact: Fact) -> str:
    return fact.zh


def ascii_only(fact: Fact) -> str:
    return fact.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How a language with operators between operands says each kind of condition.

    ``same_kinds`` where a number with a fraction is only compared with another such.
    """

    name: Callable[[Fact], str]
    both: str = " and "
    compared: str = "{} {} {}"
    same: str = "{} = {}"
    among: str = "{} in ({})"
    share: str = "{} / {} >= {}"
    until: str = '{} <= date("{:%Y-%m-%d}")'
    denied: str = "not({})"
    owned: str = 'list contains({0}, "{1}")'
    either: str = "({} or {})"
    same_kinds: bool = False

    def number(self, fact: Fact, number: int) -> str:
        """A whole number that a fact is compared with."""
        return f"{number}.0" if self.same_kinds and fact.kind is Kind.AMOUNT else f"{number}"

    def policy(self, policy: Policy) -> str:
        """All conditions, joined."""
        return self.both.join(map(self.condition, policy.conditions))

    def condition(self, condition: Condition) -> str:
        match condition:
            case Compared(fact, operator, number):
                return self.compared.format(self.name(fact), operator, self.number(fact, number))
            case Share(part, whole, least):
                return self.share.format(self.name(part), self.name(whole), least)
            case Among(fact, codes):
                return self.among.format(self.name(fact), quoted(codes))
            case Same(fact, code):
                return self.same.format(self.name(fact), f'"{code}"')
            case Holds(fact):
                return self.name(fact)
            case Denied(fact):
                return self.denied.format(self.name(fact))
            case Until(fact, day):
                return self.until.format(self.name(fact), day)
            case Owned(fact, code):
                return self.owned.format(self.name(fact), code)
            case Either(one, other):
                return self.either.format(self.condition(one), self.condition(other))


def in_json(value: Any) -> Any:
    """A value of a profile for an engine that knows those of JSON only: floats, dates as ISO strings."""
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def as_float(value: Any) -> Any:
    """A value of a profile for an engine whose only numbers are floats."""
    return float(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value


def quoted(codes: tuple[str, ...]) -> str:
    """The codes as strings with commas between them."""
    return ", ".join(f'"{code}"' for code in codes)


def feel_cell(cell: Cell, end: Callable[[int], str] = str) -> str:
    """The unary tests of a cell, in FEEL; ``end`` writes the ends of intervals."""
    match cell:
        case OneOf(codes):
            return quoted(codes)
        case Between(None, int(high)):
            return f"< {end(high)}"
        case Between(int(low), None):
            return f">= {end(low)}"
        case Between(int(low), int(high)):
            return f"[{end(low)}..{end(high)})"
    return "-"


def dmn_xml(table: Table, *, name: Callable[[Fact], str], cell: Callable[[Cell], str]) -> bytes:
    """A document with the table as its only decision; every element has an id, since some readers ask for one."""
    facts = [(f"f{number}", name(fact)) for number, fact in enumerate(table.inputs)]
    policy = "UNIQUE" if table.is_unique else "FIRST"
    parts = [
        f'<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="{DMN}" id="m" name="m" namespace="m">'
    ]
    parts += [f'<inputData id="{key}" name={quoteattr(fact)}><variable id="v{key}" name={quoteattr(fact)}/></inputData>' for key, fact in facts]  # fmt: skip
    parts += [
        f'<decision id="d" name={quoteattr(table.name)}><variable id="v" name={quoteattr(table.name)}/>'
    ]
    parts += [f'<informationRequirement id="r{key}"><requiredInput href="#{key}"/></informationRequirement>' for key, _ in facts]  # fmt: skip
    parts += [f'<decisionTable id="t" hitPolicy="{policy}">']
    parts += [f'<input id="i{key}" label={quoteattr(fact)}><inputExpression id="e{key}"><text>{escape(fact)}</text></inputExpression></input>' for key, fact in facts]  # fmt: skip
    parts += ['<output id="o" label="output" name="output"/>']
    for number, row in enumerate(table.rows):
        parts += [f'<rule id="{number}">']
        parts += [f'<inputEntry id="c{number}_{place}"><text>{escape(cell(each))}</text></inputEntry>' for place, each in enumerate(row.cells)]  # fmt: skip
        parts += [f'<outputEntry id="o{number}"><text>"{row.output}"</text></outputEntry></rule>']
    parts += ["</decisionTable></decision></definitions>"]
    return "".join(parts).encode()
