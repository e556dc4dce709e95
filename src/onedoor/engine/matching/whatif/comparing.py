"""A draft against the released rule: who gains and loses, and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pyarrow as pa

from onedoor.engine.matching.schema import Kind, Schema
from onedoor.engine.matching.whatif.amounts import Amounts
from onedoor.engine.matching.whatif.cells import cells_of, standings
from onedoor.engine.matching.whatif.counting import Counting
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.grouping import grouped
from onedoor.engine.matching.whatif.groups import Group
from onedoor.engine.matching.whatif.outcome import Breakdown
from onedoor.engine.matching.whatif.result import WhatIf
from onedoor.engine.matching.whatif.rule import Rule
from onedoor.engine.matching.whatif.valuation import Valuation
from onedoor.errors import Invalid
from onedoor.text import Text

_BEFORE, _AFTER = "before", "after"


def what_if(
    released: Rule | None,
    draft: Rule,
    table: pa.Table,
    schema: Schema,
    *,
    groups: Sequence[Group] = (),
    ids: str | None = None,
    now: datetime | None = None,
) -> WhatIf:
    """What changes when ``draft`` takes the place of ``released`` (None: there was no rule, nobody fitted).

    The table is one that ``RuleSet.match`` takes; ``ids`` names a column of it that tells subjects apart. Amounts are
    yuan by the benefit of each rule, rounded half up to cents for each subject. What is unknown is counted, never
    guessed. ``now`` is what ``now()`` and ``today()`` answer.

    Raises:
        Invalid: a column is of another type than the schema says, a group or ``ids`` names a column that is not
            there, a group one of lists, an amount is beyond 10**16 yuan.

    >>> from onedoor.engine.matching import Column, Kind, Schema, table_of
    >>> from onedoor.engine.matching.whatif import Move
    >>> schema = Schema.of(Column("人数", Kind.INTEGER), Column("保费", Kind.MONEY))
    >>> table = table_of([{"人数": 30, "保费": "100"}, {"人数": 31, "保费": "50.01"}, {"保费": 9}], schema)
    >>> rules = [Rule.read(f"人数 <= {limit}", "保费 * 0.5") for limit in (30, 40)]
    >>> found = what_if(*rules, table, schema)
    >>> found.ids_of(Move.GAINED), found.whole.after.total.cents, found.whole.difference
    ([1], 7501, 2501)
    """
    _check(table, schema, groups, ids)
    names = draft.facts | {group.column for group in groups} | (released.facts if released else frozenset())
    everyone = Everyone(table, schema, names, now)
    rules = {_AFTER: draft} | ({_BEFORE: released} if released else {})
    found = everyone.match({name: rule.condition for name, rule in rules.items()})
    after = standings(found, _AFTER)
    before = standings(found, _BEFORE) if released else np.zeros_like(after)
    possible = found.possible(_AFTER) | found.possible(_BEFORE) if released else found.possible(_AFTER)
    formulas = [rule.benefit for rule in rules.values() if rule.benefit is not None]
    valuation = Valuation(everyone, formulas, possible)
    due_after = valuation.amounts(draft.benefit) if draft.benefit else None
    due_before: Amounts | None = None
    if released is not None and released.benefit is not None:
        same = due_after is not None and released.benefit == draft.benefit
        due_before = due_after if same else valuation.amounts(released.benefit)
    cells = cells_of(before, after, due_before, due_after)
    # Nobody was due anything by a rule that was not there.
    no_rule = released is None and draft.benefit is not None
    counting = Counting(cells, due_before, due_after, no_rule)
    breakdowns = []
    for group in groups:
        grouping = grouped(group, everyone.told(group.column), everyone.count)
        breakdowns.append(Breakdown(group, tuple(counting.lines(grouping.keys, grouping.of))))
    (whole,) = counting.lines((None,), np.zeros(everyone.count, np.int64))
    asked = draft.facts | (released.facts if released else frozenset())
    unheld = frozenset(name for name in asked if everyone.told(name) is None)
    told = None if ids is None else table[ids]
    return WhatIf(whole, tuple(breakdowns), unheld, cells, due_before, due_after, told)


def _check(table: pa.Table, schema: Schema, groups: Sequence[Group], ids: str | None) -> None:
    if ids is not None and ids not in table.column_names:
        expected = Text("数据表中的一列", "a column of the table")
        raise Invalid("matching.id_column", found=ids, expected=expected, where="ids")
    for group in groups:
        column = schema.get(group.column)
        if column is None or column.kind in (Kind.CODES, Kind.OBJECTS):
            kind = Text("没有这一列", "no such column") if column is None else Text("列表", "lists")
            raise Invalid(
                "matching.group_column",
                found=Text(f"{group.column}（{kind.zh}）", f"{group.column} ({kind.en})"),
                expected=Text(
                    "数据表中每个主体一个值的列", "a column of the table with one value for each subject"
                ),
                where=group.name,
            )
