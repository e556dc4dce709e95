"""Small rules and small subjects for laws that are checked by trying everything."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from onedoor.engine.matching import Column, Kind, Schema

SCHEMA = Schema.of(
    Column("人数", Kind.INTEGER),
    Column("科技人员", Kind.INTEGER),
    Column("收入", Kind.RATIO, places=1),
    Column("费用", Kind.RATIO, places=1),
    Column("规模", Kind.CATEGORY),
    Column("地区", Kind.CATEGORY),
    Column("失信", Kind.BOOLEAN),
    Column("成立日期", Kind.DATE),
)
FIRST_DAY = date(2025, 1, 1)
SIZES = ["large", "medium", "small", "micro"]
REGIONS = ["44", "4403", "440304", "45", ""]
# Everything that a subject of the tests may be found to be or be brought to.
DOMAINS: dict[str, list[Any]] = {
    "人数": [Decimal(units) for units in range(45)],
    "科技人员": [Decimal(units) for units in range(45)],
    "收入": [Decimal(units) / 10 for units in range(160)],
    "费用": [Decimal(units) / 10 for units in range(160)],
    "规模": [*SIZES, "其他"],
    "地区": [*REGIONS, "440399", "其他"],
    "失信": [False, True],
    "成立日期": [FIRST_DAY + timedelta(days=days) for days in range(8)],
}

FEW: dict[str, st.SearchStrategy[Any]] = {
    "人数": st.integers(0, 12).map(Decimal),
    "科技人员": st.integers(0, 6).map(Decimal),
    "收入": st.integers(0, 40).map(lambda units: Decimal(units) / 10),
    "费用": st.integers(0, 20).map(lambda units: Decimal(units) / 10),
    "规模": st.sampled_from(SIZES),
    "地区": st.sampled_from(REGIONS),
    "失信": st.booleans(),
    "成立日期": st.sampled_from(DOMAINS["成立日期"]),
}
subjects = st.fixed_dictionaries({}, optional={name: drawn | st.none() for name, drawn in FEW.items()})
known_subjects = st.fixed_dictionaries(FEW)

_ORDER = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
NUMBERS = ["人数", "科技人员", "收入", "费用"]


@st.composite
def one_column(draw: st.DrawFn) -> str:
    """A condition on one fact."""
    match draw(st.integers(0, 7)):
        case 0 | 1:
            return f"{draw(st.sampled_from(NUMBERS))} {draw(_ORDER)} {draw(st.integers(0, 12))}"
        case 2:
            low, high = sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9))))
            left, right = draw(st.sampled_from("[(")), draw(st.sampled_from("])"))
            return f"{draw(st.sampled_from(NUMBERS))} in {left}{low}..{high}{right}"
        case 3:
            return draw(
                st.sampled_from(
                    [
                        "人数 in (1, 3, 5)",
                        "not(人数 in (2, 3, 4))",
                        "人数 = null",
                        "人数 != null",
                        "2 * 收入 >= 5",
                    ]
                )
            )
        case 4:
            words = draw(st.lists(st.sampled_from([*(f'"{size}"' for size in SIZES), "null"]), min_size=1))
            return draw(st.sampled_from(["规模 in ({})", "not(规模 in ({}))"])).format(", ".join(words))
        case 5:
            start = draw(st.sampled_from(["44", "4403", "45"]))
            return draw(st.sampled_from(['starts with(地区, "{}")', 'not(starts with(地区, "{}"))'])).format(
                start
            )
        case 6:
            return draw(st.sampled_from(["失信", "not(失信)", "失信 = false", "is unknown(人数)"]))
        case _:
            day = FIRST_DAY + timedelta(days=draw(st.integers(0, 7)))
            return f'成立日期 {draw(_ORDER)} date("{day}")'


@st.composite
def compared(draw: st.DrawFn) -> str:
    """A condition on several facts."""
    return draw(
        st.sampled_from(
            [
                "费用 / 收入 >= 0.5",
                "费用 / 收入 < 0.25",
                "科技人员 >= 人数 * 0.4",
                "人数 + 科技人员 >= 10",
                "收入 - 费用 > 1.5",
                "费用 * 人数 <= 12",
                "人数 = 科技人员",
                "人数 * 人数 >= 科技人员 + 30",
                "费用 / (人数 - 3) >= 0.2",
            ]
        )
    )


@st.composite
def rule(draw: st.DrawFn, depth: int = 2, atoms: st.SearchStrategy[str] | None = None) -> str:
    """Conditions joined by and, or, not, if, is certain."""
    atoms = atoms if atoms is not None else one_column() | one_column() | compared()
    shape = draw(st.integers(0, 6)) if depth else 0
    if shape == 0:
        return draw(atoms)
    parts = [draw(rule(depth - 1, atoms)) for _ in range(3)]
    match shape:
        case 1 | 2 | 3:
            return f"({' and '.join(parts)})"
        case 4:
            return f"({' or '.join(parts)})"
        case 5:
            return draw(st.sampled_from(["not({})", "is certain({})"])).format(parts[0])
        case _:
            return f"(if {parts[0]} then {parts[1]} else {parts[2]})"
