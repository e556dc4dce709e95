"""Groups: a named function of one column."""

from __future__ import annotations

from datetime import date

import pytest

from onedoor.engine.matching import Column, Kind, Schema, table_of
from onedoor.engine.matching.whatif import Group, Rest
from onedoor.engine.matching.whatif.everyone import Everyone
from onedoor.engine.matching.whatif.grouping import grouped
from onedoor.engine.matching.whatif.groups import Key

SCHEMA = Schema.of(
    Column("地区", Kind.CATEGORY),
    Column("行业", Kind.CATEGORY),
    Column("人数", Kind.INTEGER),
    Column("收入", Kind.MONEY),
    Column("失信", Kind.BOOLEAN),
    Column("成立日期", Kind.DATE),
    Column("从未采集", Kind.INTEGER),
)
ROWS = [
    {
        "地区": "440304",
        "行业": "3521",
        "人数": 5,
        "收入": "-0.01",
        "失信": True,
        "成立日期": date(2020, 1, 2),
    },
    {
        "地区": "440106",
        "行业": "C35",
        "人数": 300,
        "收入": "9000000000000",
        "失信": False,
        "成立日期": date(2020, 1, 2),
    },
    {"地区": None, "行业": "99", "人数": 20},
    {},
]
SECTIONS = {"35": "C", "C": "C"}


@pytest.mark.parametrize(
    ("group", "keys", "of"),
    [
        (Group.prefix("地区", 2), ["44", Rest.ABSENT, Rest.UNKNOWN], [0, 0, 1, 2]),
        (Group.prefix("地区", 4), ["4401", "4403", Rest.ABSENT, Rest.UNKNOWN], [1, 0, 2, 3]),
        (Group.mapped("行业", SECTIONS), ["C", Rest.OTHER, Rest.UNKNOWN], [0, 0, 1, 2]),
        (Group.bands("人数", (20, 300)), ["<20", "20–300", "≥300", Rest.UNKNOWN], [0, 2, 1, 3]),
        (Group.bands("收入", (0,)), ["<0", "≥0", Rest.UNKNOWN], [0, 1, 2, 2]),
        (Group.whole("失信"), ["false", "true", Rest.UNKNOWN], [1, 0, 2, 2]),
        (Group.whole("成立日期"), ["2020-01-02", Rest.UNKNOWN], [0, 0, 1, 1]),
        (Group.whole("从未采集"), [Rest.UNKNOWN], [0, 0, 0, 0]),
        (Group.whole("行业", labels=("C35", "3521")), ["C35", "3521", "99", Rest.UNKNOWN], [1, 0, 2, 3]),
        (
            Group("大小", "人数", lambda value: "大" if value >= 20 else None),
            ["大", Rest.OTHER, Rest.UNKNOWN],
            [1, 0, 0, 2],
        ),
    ],
)
def test_subjects_are_in_the_group_that_the_function_says(
    group: Group, keys: list[Key], of: list[int]
) -> None:
    everyone = Everyone(table_of(ROWS, SCHEMA).drop(["从未采集"]), SCHEMA, [group.column])
    found = grouped(group, everyone.told(group.column), len(ROWS))
    assert (list(found.keys), found.of.tolist()) == (keys, of)


def test_a_group_is_called_like_its_column_unless_it_has_a_name() -> None:
    assert (Group.whole("行业").name, Group.prefix("地区", 4, name="市").name) == ("行业", "市")
