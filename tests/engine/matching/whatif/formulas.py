"""Random formulas of amounts, and subjects for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from onedoor.engine.matching import Column, Kind, Schema

SCHEMA = Schema.of(
    Column("人数", Kind.INTEGER),
    Column("保费", Kind.MONEY),
    Column("收入", Kind.MONEY),
    Column("比例", Kind.RATIO, places=4),
    Column("规模", Kind.CATEGORY),
    Column("地区", Kind.CATEGORY),
    Column("失信", Kind.BOOLEAN),
    Column("成立日期", Kind.DATE),
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "人数": st.integers(-1, 40),
    "保费": st.integers(-100, 30_000).map(lambda units: Decimal(units) / 100),
    "收入": st.sampled_from([Decimal("0"), Decimal("0.01"), Decimal("100.05"), Decimal("3000000.01")]),
    "比例": st.integers(-3, 10_000).map(lambda units: Decimal(units) / 10_000),
    "规模": st.sampled_from(["large", "medium", "small", "micro"]),
    "地区": st.sampled_from(["440300", "440304", "110108", "450000"]),
    "失信": st.booleans(),
    "成立日期": st.integers(0, 800).map(lambda days: date(2024, 1, 1) + timedelta(days=days)),
}
subjects: st.SearchStrategy[Mapping[str, Any]] = st.fixed_dictionaries(
    {}, optional={name: values | st.none() for name, values in VALUES.items()}
)
NUMBERS = ["人数", "保费", "收入", "比例", "未采集"]
CONSTANTS = ["0", "0.6", "1000", "-1", "0.005", "500", "null"]


@st.composite
def condition(draw: st.DrawFn) -> str:
    """A condition with a threshold or two."""
    name, operator = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(["<", "<=", ">", ">=", "="]))
    limit = draw(st.sampled_from(["30", "0.2", "100.05", "5"]))
    shapes = [
        f"{name} {operator} {limit}",
        f"{limit} {operator} {name}",
        f"{name} >= 收入 * {limit}",
        f"保费 / 收入 {operator} {limit}",
        f"{name} in ({operator if operator != '=' else '<'} {limit}, [5..10))",
        f"{name} between 3 and {limit}",
        '规模 in ("small", "micro")',
        'starts with(地区, "44")',
        "失信",
        "is unknown(规模)",
        '成立日期 <= date("2025-01-01")',
    ]
    return draw(st.sampled_from(shapes))


@st.composite
def rule(draw: st.DrawFn, depth: int = 1) -> str:
    """A condition made of conditions."""
    if depth == 0:
        return draw(condition())
    one, two, three = (draw(rule(depth - 1)) for _ in range(3))
    shape = draw(
        st.sampled_from(
            ["{0} and {1}", "({0} or {1}) and {2}", "not({0})", "if {0} then {1} else {2}", "{0}"]
        )
    )
    return "(" + shape.format(one, two, three) + ")"


@st.composite
def amount(draw: st.DrawFn, depth: int = 3) -> str:
    """A formula of an amount."""
    if depth == 0:
        return draw(st.sampled_from(NUMBERS + CONSTANTS))
    one, two = draw(amount(depth - 1)), draw(amount(depth - 1))
    digits = draw(st.sampled_from(["0", "1", "2", "3"]))
    shapes = [
        f"({one} + {two})",
        f"({one} - {two})",
        f"({one} * {two})",
        f"({one} / {draw(st.sampled_from(['2', '0.5', '-40', '3', '0', '人数']))})",
        f"-({one})",
        f"min({one}, {two})",
        f"max([{one}, {two}])",
        f"sum({one}, {two})",
        f"abs({one})",
        f"(if {draw(condition())} then {one} else {two})",
        f"(if {draw(condition())} then {{甲: 3, 乙: 4}} else if {draw(condition())} then {{甲: 1, 乙: {digits}}} else null).乙",
        f"(if {draw(condition())} then {{甲: {one}}} else {{甲: {two}}}).甲",
        f"{draw(st.sampled_from(['floor', 'ceiling']))}({one})",
    ]
    ways = ["round half up", "round half down", "round up", "round down", "decimal", "floor", "ceiling"]
    shapes += [f"{draw(st.sampled_from(ways))}({one}, {digits})"] * 2
    return draw(st.sampled_from(shapes))
