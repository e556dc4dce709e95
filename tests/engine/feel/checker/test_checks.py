"""What is found in an expression, and what is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.engine.feel.checker.business import FACTS, NAMES, PARAMETERS, SIZE, STAFF, found

from onedoor.engine.feel import parse
from onedoor.engine.feel.checker import Names, Severity, check_cell, checked
from onedoor.engine.feel.checker.checks import known_names
from onedoor.engine.feel.scope import Scope
from onedoor.engine.feel.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    FUNCTION,
    NUMBER,
    STRING,
    Type,
    conforms,
    list_of,
)
from onedoor.engine.feel.values import Unknown, to_feel

FAULTS = {
    # reading
    "1 +": ["feel.syntax"],
    "人数 >= （5": ["feel.character"],
    # names
    "人教 > 5": ["feel.unknown_name"],
    "人数 规模 > 5": ["feel.unknown_name"],
    "人教 > 5 and 人教 < 9": ["feel.unknown_name", "feel.unknown_name"],
    "{a: 1, b: aa + 1}": ["feel.unknown_name"],
    "for 甲 in 员工 return 乙.年龄": ["feel.unknown_name"],
    "some x in 月份 satisfies y > 1": ["feel.unknown_name", "feel.unused"],
    "员工[年令 > 5]": ["feel.unknown_name"],
    "月份[年龄 > 5]": ["feel.unknown_name"],
    "function(a) b": ["feel.unknown_name"],
    # members
    "法人.年令 > 5": ["feel.unknown_member"],
    "员工.年令": ["feel.unknown_member"],
    "成立日期.years": ["feel.unknown_member"],
    "期限.months": ["feel.unknown_member"],
    "人数.年": ["feel.member"],
    "区段.begin": ["feel.unknown_member"],
    # comparisons
    '人数 >= "10"': ["feel.comparison"],
    "名称 = 5": ["feel.comparison"],
    '成立日期 < "2026-01-01"': ["feel.comparison"],
    "成立日期 < 受理时间": ["feel.comparison"],
    "期限 > 年限": ["feel.comparison"],
    "人数 = [1..5]": ["feel.comparison"],
    "人数 = [1, 5]": ["feel.comparison"],
    "已参保 > false": ["feel.order"],
    "员工 < 任意": ["feel.order"],
    "人数 < null": ["feel.null_operand"],
    "人数 = 人数": ["feel.same_operands"],
    "法人.年龄 > 法人.年龄": ["feel.same_operands"],
    '规模 = "larg"': ["feel.not_allowed"],
    '规模 in ("large", "medium")': ["feel.not_allowed"],
    "人数 between 1 and \"5\"": ["feel.comparison"],
    "人数 between 5 and 1": ["feel.range"],
    # membership
    '人数 in ("a", 5)': ["feel.cell"],
    "人数 in [\"a\"..\"b\"]": ["feel.cell"],
    "名称 in (< 5)": ["feel.comparison"],
    "人数 in [1, \"a\"]": [],
    "人数 in [5..1]": ["feel.range"],
    "人数 in (人数 > 5)": ["feel.cell"],
    # arithmetic
    '人数 + "元"': ["feel.arithmetic"],
    "名称 - 名称": ["feel.arithmetic"],
    "成立日期 + 30": ["feel.arithmetic"],
    "成立日期 + 成立日期": ["feel.arithmetic"],
    "已参保 * 2": ["feel.arithmetic"],
    "任意 * 名称": ["feel.arithmetic"],
    "人数 / 0": ["feel.zero"],
    "人数 + null": ["feel.null_operand"],
    "-名称": ["feel.arithmetic"],
    "[1..人数].start + 名称": ["feel.arithmetic"],
    # conditions
    "人数 and 已参保": ["feel.condition"],
    "已参保 or 名称": ["feel.condition"],
    "if 人数 then 1 else 2": ["feel.condition"],
    "if true then 1 else 2": ["feel.always"],
    "some x in 月份 satisfies x + 1": ["feel.condition"],
    "every x in 月份 satisfies 已参保": ["feel.unused"],
    "已参保 and 已参保": ["feel.repeated"],
    "人数 > 5 and 人数 < 3": ["feel.never"],
    "人数 != 1 or 人数 != 2": ["feel.always"],
    "5 < 人数 and 人数 in [1..5]": ["feel.never"],
    '名称 = "a" and 名称 = "b"': ["feel.never"],
    '规模 != "large" and 规模 != "small"': ["feel.never"],
    "人数 >= 0 or 人数 < 0": ["feel.always"],
    # types
    "人数 instance of nummer": ["feel.unknown_type"],
    "月份 instance of list<nummer>": ["feel.unknown_type"],
    "function(a: nummer) a": ["feel.unknown_type"],
    # literals
    '@"2026-02-30"': ["feel.temporal"],
    'date("2026-02-30")': ["feel.always_null"],
    '成立日期 > date("2026/01/01")': ["feel.always_null"],
    "{a: 1, a: 2}": ["feel.duplicate_key"],
    "{甲: 1, 乙: 2, 丙: 甲 + 1}.丙": ["feel.unused_entry"],
    "[1..\"a\"]": ["feel.range"],
    "[5..1]": ["feel.range"],
    # lists
    "月份[0]": ["feel.position"],
    "月份[\"a\"]": ["feel.filter"],
    "for i in 1..\"a\" return i": ["feel.iteration"],
    # calls
    "subtring(名称, 1)": ["feel.unknown_function"],
    "折旧(1)": ["feel.unknown_function"],
    "人数(5)": ["feel.not_a_function"],
    "substring(名称)": ["feel.argument_count"],
    "substring(名称, 1, 2, 3)": ["feel.argument_count"],
    "substring(人数, 1)": ["feel.argument"],
    "substring(string: 名称, start: 1)": ["feel.argument_name"],
    "string length(string: 人数)": ["feel.argument"],
    "sum(\"a\", 1)": ["feel.argument"],
    "sum(员工.姓名)": ["feel.argument"],
    "all(月份)": ["feel.argument"],
    "upper case(月份)": ["feel.argument"],
    "折算(人数)": ["feel.argument_count"],
    "折算(人数, 5)": ["feel.argument"],
    "折算(金额: 人数, 货币: \"CNY\")": ["feel.argument_name"],
    "折算(币种: 5, 金额: 人数)": ["feel.argument"],
    "(function(a: number) a + 1)(\"x\")": ["feel.argument"],
    "day of week(名称)": ["feel.argument"],
    "years and months duration(成立日期, 期限)": ["feel.argument"],
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_found(text: str) -> None:
    assert [each.code for each in found(text)] == FAULTS[text]


RIGHT = [
    "人数 >= 10 and 上年 人数 < 5",
    "研发费用/营业收入 >= 0.05",
    "人数 = null",
    "名称 != null and 名称 != \"\"",
    "任意 > 5",
    "任意 = \"a\" or 任意 = 5",
    "任意.年.月 + 任意[1]",
    "列表[乙 > 5].丙",
    "列表[item > 5]",
    "员工[年龄 > 30 and 已签 合同].姓名",
    "员工[年龄 > 人数]",
    "count(员工[已签 合同]) >= 人数",
    "员工[1].姓名 + \"先生\"",
    "员工.姓名[1]",
    "sum(员工.年龄) / count(员工)",
    "sum(月份[item > 0])",
    "max(月份) > 人数",
    "min(成立日期, @\"2026-01-01\") < @\"2026-01-01\"",
    "成立日期 + @\"P30D\" < @\"2026-01-01\"",
    "成立日期 - @\"2026-01-01\" > @\"P30D\"",
    "@\"2026-01-01\" - 成立日期 > 期限",
    "成立日期 + @\"P1D\" * 人数",
    "受理时间 - 期限",
    "years and months duration(成立日期, @\"2026-01-01\") >= @\"P3Y\"",
    "成立日期.year >= 2020",
    "受理时间.time offset",
    "date(受理时间) = 成立日期",
    "date(2026, 1, 人数)",
    "today() > 成立日期",
    "now() > 受理时间",
    "time(受理时间) > 开门",
    "date and time(成立日期, 开门)",
    "人数 in [1..5]",
    "人数 in (1, 5, > 10)",
    "人数 in 月份",
    "人数 in 区段",
    "人数 in 区间",
    "5 in 月份",
    "规模 in (\"large\", \"small\")",
    "规模 = \"large\" or 规模 = \"small\"",
    "月份 in ([1, 2], [3])",
    "成立日期 in [@\"2020-01-01\"..@\"2026-01-01\")",
    "人数 between 1 and 5",
    "if 已参保 then 人数 else null",
    "if 已参保 then 1 else \"none\"",
    "(if 已参保 then 1 else \"none\") + 1",
    "for x in 月份 return x * 2",
    "for x in 月份, y in 月份 return x * y",
    "for i in 1..人数 return \"-\"",
    "for i in 1..5 return if i = 1 then 1 else partial[-1] * i",
    "some x in 员工 satisfies x.年龄 > 60",
    "every x in 员工 satisfies x.已签 合同",
    "{总数: 人数 + 1, 一半: 总数 / 2}.一半 > 5",
    "{甲: 1, 乙: 2}",
    "{b: {c: \"x\"}}.b.c = \"x\"",
    "[1, 2, 3][item > 1]",
    "[{a: 1}, {b: 2}][a > 0]",
    "{年龄: 5}.年龄 + 1",
    "get value(法人, \"年龄\") + 1",
    "get entries(法人)[key = \"姓名\"].value",
    "折算(人数, \"CNY\") + 1",
    "折算(币种: \"CNY\", 金额: 人数)",
    "sort(月份, function(a, b) a > b)[1] + 1",
    "sort(员工, function(a, b) a.年龄 > b.年龄)",
    "function(a: number, b) a + b",
    "(function(a) a + 1)(人数)",
    "substring(名称, 1, 2)",
    "substring(string: 名称, start position: 1)",
    "string(人数) + \"人\"",
    "number(\"1,000\", \",\", \".\")",
    "contains(名称, \"公司\") and starts with(名称, \"A\")",
    "string join(员工.姓名, \"、\")",
    "concatenate(月份, [1, 2])[1] + 1",
    "append(月份, 5)[1] + 1",
    "distinct values(员工.姓名)",
    "split(名称, \"-\")[1] + \"x\"",
    "abs(人数 - 5) > 1",
    "abs(期限) > @\"P1D\"",
    "-人数 + -1",
    "-期限",
    "2 ** 人数",
    "not(已参保)",
    "is unknown(人数)",
    "人数 instance of number",
    "法人 instance of 员工",
    "月份 instance of list<number>",
    "before(人数, 区段)",
    "overlaps([1..3], 区段)",
    "区段.start + 1",
    "[1..人数]",
    "[人数..1]",
    "duration(\"P1D\") + 期限",
    "duration(名称)",
    "人数 > 5 and 人数 < 30",
    "人数 < 5 or 人数 > 30",
    "not(人数 > 5) and 人数 > 3",
    "人数 > 上年 人数 and 人数 < 上年 人数 * 2",
    "1 = 1",
    "null",
    "[]",
    "{}",
    "count([]) = 0",
    "if 人数 > 5 then \"大\" else if 人数 > 3 then \"中\" else \"小\"",
    "flatten([[1], 2])",
    "modulo(人数, 2) = 0",
    "decimal(人数 / 3, 2)",
    "string length(名称) > 3",
    "matches(名称, \"[0-9]+\")",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_nothing_is_found_in_what_is_right(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "wanted", "codes"),
    [
        ("人数", BOOLEAN, ["feel.result"]),
        ("人数 > 5", BOOLEAN, []),
        ("人数", list_of(NUMBER), []),
        ("月份", NUMBER, []),
        ("员工.姓名", NUMBER, ["feel.result"]),
        ("成立日期", DATE_TIME, []),
        ("受理时间", DATE, ["feel.result"]),
        ("null", NUMBER, []),
        ("任意", NUMBER, []),
        ('"larg"', SIZE, ["feel.not_allowed"]),
        ("{姓名: 名称}", STAFF, ["feel.result"]),
        ("if 已参保 then 1 else null", STRING, ["feel.result"]),
        ("if 已参保 then 1 else \"x\"", STRING, []),
    ],
)  # fmt: skip
def test_a_result_has_to_fit_what_is_wanted(text: str, wanted: Type, codes: list[str]) -> None:
    assert [each.code for each in found(text, wanted)] == codes


@pytest.mark.parametrize(
    ("cell", "tested", "codes"),
    [
        ("-", NUMBER, []),
        ("< 5, [7..9]", NUMBER, []),
        ('"a"', NUMBER, ["feel.cell"]),
        ("5", STRING, ["feel.cell"]),
        ("true", STRING, ["feel.cell"]),
        ("< 5", STRING, ["feel.comparison"]),
        ('"2026-01-01"', DATE, ["feel.cell"]),
        ("> 人数", NUMBER, []),
        ("人数 > 5", NUMBER, ["feel.cell"]),
        ("人数 > 5", BOOLEAN, []),
        ("? > 5 and ? < 人数", NUMBER, []),
        ("? + 5", NUMBER, ["feel.condition"]),
        ("?.年龄 > 5", STAFF, []),
        ("?.年令 > 5", STAFF, ["feel.unknown_member"]),
        ("not(null)", NUMBER, []),
        ("null", NUMBER, []),
        ('"large"', SIZE, []),
        ('"lage", "small"', SIZE, ["feel.not_allowed"]),
        ("5", list_of(NUMBER), []),
        ('"x"', list_of(NUMBER), ["feel.cell"]),
        ("[1, 2]", list_of(NUMBER), []),
        ("contains(?, \"x\")", STRING, []),
        ("starts with(?, 5)", STRING, ["feel.argument"]),
        ("5..", NUMBER, ["feel.syntax"]),
        ("任意", NUMBER, []),
        ("< 任意", NUMBER, []),
        ("人教", NUMBER, ["feel.unknown_name"]),
    ],
)  # fmt: skip
def test_a_cell_is_checked_against_its_input(cell: str, tested: Type, codes: list[str]) -> None:
    assert [each.code for each in check_cell(cell, tested, NAMES)] == codes


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("人教 > 5", "Did you mean 人数?"),
        ("上年人数 > 5", "Did you mean 上年 人数?"),
        (
            "人数 规模",
            "An operator seems to be missing between 人数 and 规模: words side by side are one name.",
        ),
        ("法人.年令", "Did you mean 年龄?"),
        ("subtring(名称, 1)", "Did you mean substring?"),
        ('人数 >= "10"', "Leave the quotes out: 10."),
        ('成立日期 < "2026-01-01"', 'Write @"2026-01-01".'),
        ("成立日期 = 受理时间", "Write date(受理时间)."),
        ("成立日期 = 名称", "Write date(名称)."),
        ("成立日期 + 30", 'Write days as a duration: @"P30D".'),
        ('人数 + "元"', "Write string(人数)."),
        ("人数 = [1..5]", "Use in to ask whether a value is in a range."),
        ("人数(5)", "To multiply, write 人数 * (…)."),
        ("月份 instance of list<nummer>", "Did you mean number?"),
        ("if 人数 then 1 else 2", 'Compare it with something, as in "… >= 1".'),
    ],
)
def test_a_finding_says_how_to_mend_it(text: str, mend: str) -> None:
    (first, *_) = found(text)
    assert first.mend is not None
    assert first.mend.en == mend


def test_a_finding_points_to_its_place() -> None:
    (finding,) = found('已参保 and\n  人数 >= "10"')
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (2, 3)
    assert finding.place.pointer == '  人数 >= "10"\n  ^^^^^^^^^^^^'
    assert finding.severity is Severity.ERROR
    assert finding.message.zh == "数字（number）与文字（string）相比，结果总是 null"
    assert finding.message.en == "comparing a number with a string: the result is always null"


def test_every_finding_speaks_both_languages() -> None:
    for text in FAULTS:
        for finding in found(text):
            for words in (finding.message, finding.expected, finding.mend):
                assert words is None or (words.zh and words.en and words.zh != words.en), (text, words)


def test_one_fault_is_told_once() -> None:
    assert [each.code for each in found('(人教 + 1) * 2 > "5" and not(人教 > 3)')].count(
        "feel.unknown_name"
    ) == 2
    assert len(found("(名称 - 1) * 2 + 3 > 4")) == 1


def test_a_constant_beyond_the_bounds_is_left_alone() -> None:
    assert found("count(for i in 1..100000 return i) > 5") == []
    assert found(f"{Decimal(10) ** 30} > 人数") == []


@pytest.mark.parametrize("text", RIGHT)
def test_the_type_that_is_found_is_that_of_the_value(text: str) -> None:
    inferred = checked(text, Names(NAMES, parameters=PARAMETERS), types={"员工": STAFF}).type
    value = parse(text, names=tuple(known_names(Names(NAMES)))).run(Scope(to_feel(FACTS)))
    if inferred.kind == "function":  # what it gives is not declared, only inferred
        inferred = FUNCTION
    if not isinstance(value, Unknown) and value is not None and inferred != ANY:
        assert conforms(value, inferred) is True, (value, inferred)


@pytest.mark.parametrize("text", [each for each, codes in FAULTS.items() if codes == ["feel.arithmetic"]])
def test_what_is_said_to_be_always_null_is_null(text: str) -> None:
    value = parse(text, names=tuple(NAMES)).run(Scope(to_feel(FACTS)))
    assert value is None
