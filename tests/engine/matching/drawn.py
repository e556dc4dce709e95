"""Conditions and subjects, drawn at random: every form that rules take, every state of a fact."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck
from hypothesis import strategies as st

from onedoor.engine.feel import Unknown
from onedoor.engine.matching import Column, Kind, Schema

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
SCHEMA = Schema.of(
    Column("人数", Kind.INTEGER),
    Column("新招人数", Kind.INTEGER),
    Column("收入", Kind.MONEY),
    Column("研发费用", Kind.MONEY),
    Column("裁员率", Kind.RATIO, places=4),
    Column("地区", Kind.CATEGORY),
    Column("规模", Kind.CATEGORY),
    Column("失信", Kind.BOOLEAN),
    Column("成立日期", Kind.DATE),
    Column("资质", Kind.CODES),
    Column("员工", Kind.OBJECTS),
)

counts = st.integers(0, 6) | st.sampled_from([30, 31, 10**9, 2**40])
cents = st.integers(-300, 300).map(lambda units: Decimal(units) / 100) | st.sampled_from(
    [Decimal("3000000.01"), Decimal("9000000000000000.99")]
)
regions = st.sampled_from(["44", "4403", "440300", "440304", "45", "110108", ""])
sizes = st.sampled_from(["large", "medium", "small", "micro"])
days = st.sampled_from([date(2025, 1, 1) + timedelta(days=n) for n in (0, 1, 59, 365)])
staff = st.lists(
    st.fixed_dictionaries({"年龄": st.integers(15, 26) | st.just(Unknown()), "合同": st.booleans()}),
    max_size=3,
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "人数": counts,
    "新招人数": counts,
    "收入": cents,
    "研发费用": cents,
    "裁员率": st.sampled_from([Decimal("0"), Decimal("0.055"), Decimal("0.2"), Decimal("0.2001")]),
    "地区": regions,
    "规模": sizes,
    "失信": st.booleans(),
    "成立日期": days,
    "资质": st.lists(st.sampled_from(["高新", "专精特新", "小巨人"]), max_size=3),
}
subjects = st.fixed_dictionaries(
    {}, optional={name: values | st.none() for name, values in VALUES.items()} | {"员工": staff}
)


SINGULAR = [
    'starts with(地区, "44")',
    'starts with(地区, "")',
    '规模 in ("small", "micro", null)',
    '规模 in ["small", "micro"]',
    'list contains(["large", "medium", "small"], 规模)',
    "规模 in []",
    '地区 in ["44".."45")',
    "人数 in [1, 3, 5, 30, 31, 2.5]",
    "人数 in [30..5]",
    "not(人数 in [3..2])",
    "人数 in (1, [null..5])",
    '人数 in ["a"..5]',
    "规模 = 3",
    'list contains(资质, "高新")',
    'list contains(资质, "单项冠军")',
    'not(list contains(资质, "专精特新"))',
    "count(资质) > 1",
    "资质 = null",
    "is unknown(资质)",
    'some 项 in 资质 satisfies starts with(项, "高")',
    "is certain(人数 * 收入 * 收入 > 研发费用)",
    "some 人 in 员工 satisfies 人.年龄 <= 24 and 人.合同",
    "count(员工) >= 人数",
    "员工[年龄 > 20] = []",
    "员工 = null",
    "is unknown(人数)",
    "if 失信 then 1 else 2",
    "if 失信 then 人数 else 人数",
    "if 失信 then null else 名",
    "is unknown(员工)",
    "规模 < null",
    "人数 + 收入 >= null",
]


@st.composite
def number(draw: st.DrawFn, depth: int = 2) -> str:
    """A numeric formula: columns, constants, arithmetic, ``if``, and one fact nobody holds."""
    if depth == 0 or draw(st.integers(0, 2)) == 0:
        return draw(
            st.sampled_from(["人数", "新招人数", "收入", "研发费用", "裁员率", "人数", "未采集"])
            | st.integers(-3, 40).map(str)
            | st.sampled_from(["0.05", "0.2", "3000000", "1000", "null"])
        )
    left, right = draw(number(depth - 1)), draw(number(depth - 1))
    shape = draw(
        st.sampled_from(["({0} + {1})", "({0} - {1})", "({0} * {1})", "({0} / {1})", "-({0})", "if", "table"])
    )
    if shape == "if":
        return f"(if {draw(condition(depth - 1))} then {left} else {right})"
    if shape == "table":
        one, two = draw(condition(0)), draw(condition(0))
        last = draw(st.sampled_from(["null", "{甲: 3, 乙: 5}", "{甲: null, 乙: 0}", "{甲: 1}"]))
        first = draw(st.sampled_from(["{甲: 3, 乙: 4}", "{甲: null, 乙: 4}"]))
        member = draw(st.sampled_from("甲乙"))
        return f"(if {one} then {first} else if {two} then {{甲: 3, 乙: null}} else {last}).{member}"
    return shape.format(left, right)


@st.composite
def text(draw: st.DrawFn, depth: int = 1) -> str:
    if depth and draw(st.integers(0, 3)) == 0:
        return f"(if {draw(condition(depth - 1))} then {draw(text(depth - 1))} else {draw(text(depth - 1))})"
    return draw(st.sampled_from(["地区", "规模", '"large"', '"4403"', "null", "未采集"]))


@st.composite
def atom(draw: st.DrawFn, depth: int) -> str:
    operator = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
    kind = draw(st.integers(0, 9))
    if kind <= 3:
        return f"{draw(number(depth))} {operator} {draw(number(depth))}"
    if kind == 4:
        low, high = sorted(draw(st.tuples(st.integers(-2, 5), st.integers(-2, 40))))
        left, right = draw(st.sampled_from("[(")), draw(st.sampled_from("])"))
        tests = [
            f"{left}{low}..{high}{right}",
            f"{operator} {low}",
            f"{operator} 新招人数",
            "收入",
            str(high),
            "null",
        ]
        chosen = draw(st.lists(st.sampled_from(tests), min_size=1, max_size=3))
        return f"{draw(number(depth))} in ({', '.join(chosen)})"
    if kind == 5:
        return f"{draw(number(depth))} between {draw(number(0))} and {draw(number(0))}"
    if kind == 6:
        return f"{draw(text())} {draw(st.sampled_from(['=', '!=']))} {draw(text())}"
    if kind == 7:
        return draw(st.sampled_from(SINGULAR))
    if kind == 8:
        value = draw(st.sampled_from(['@"2025-01-02"', 'date("2025-03-01")', "成立日期", "人数", "null"]))
        return f"成立日期 {operator} {value}"
    return draw(
        st.sampled_from(
            ["失信", "失信 = true", "失信 = null", "not(失信)", "未采集", "true", "null", "失信 in (false)"]
        )
    )


@st.composite
def condition(draw: st.DrawFn, depth: int = 2) -> str:
    shape = draw(st.integers(0, 6)) if depth else 0
    if shape <= 2:
        return draw(atom(min(depth, 2)))
    parts = [draw(condition(depth - 1)) for _ in range(3)]
    match shape:
        case 3:
            return f"({' and '.join(parts)})"
        case 4:
            return f"({' or '.join(parts)})"
        case 5:
            return draw(
                st.sampled_from(["not({})", "is certain({})", "({}) = true", "false = ({})", "({}) != true"])
            ).format(parts[0])
        case _:
            return f"(if {parts[0]} then {parts[1]} else {parts[2]})"
