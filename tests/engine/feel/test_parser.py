"""Reading FEEL: names of any script, with spaces and operators, and the grammar around them."""

from __future__ import annotations

import pytest

from onedoor.engine.feel import FeelLimitError, FeelSyntaxError, parse, parse_unary_tests, print_node
from onedoor.engine.feel.nodes import And, Arithmetic, Comparison, Name, Or, RangeLiteral


@pytest.mark.parametrize(
    ("text", "names", "free"),
    [
        ("研发费用/营业收入 >= 0.05", (), {"研发费用", "营业收入"}),
        ("研发费用/营业收入 >= 0.05", ("研发费用/营业收入",), {"研发费用/营业收入"}),
        ("营业收入（万元） > 1", ("营业收入（万元）",), {"营业收入（万元）"}),
        ("paid months + insured  count", (), {"paid months", "insured count"}),
        ("case 1 > 2", ("case 1",), {"case 1"}),
        ("参保人数 > 1", ("参保",), {"参保人数"}),
        ("time in office", ("time in office",), {"time in office"}),
        ("date and time(x)", (), {"x"}),
        ("for h in hires return h.age + base", (), {"hires", "base"}),
        ("some h in hires satisfies h = x", (), {"hires", "x"}),
        ("{a: 1, b: a + c}", (), {"c"}),
        ("function(a, b) a + b + c", (), {"c"}),
        ("hires[item > limit]", (), {"hires", "limit"}),
        ("x instance of days and time duration", (), {"x"}),
        ("🐎 + 1", (), {"🐎"}),
    ],
)
def test_names_are_read_as_long_as_the_scope_allows(
    text: str, names: tuple[str, ...], free: set[str]
) -> None:
    assert parse(text, names=names).free_names == free


@pytest.mark.parametrize(
    ("loose", "explicit"),
    [
        ("a or b and c", "a or (b and c)"),
        ("a and b = c", "a and (b = c)"),
        ("a + b * c", "a + (b * c)"),
        ("a - b - c", "(a - b) - c"),
        ("2 ** 3 ** 2", "(2 ** 3) ** 2"),
        ("-2 ** 2", "(-2) ** 2"),
        ("-a.b", "-(a.b)"),
        ("if a then b else c + 1", "if a then b else (c + 1)"),
        ("x between 1 and 5 and y", "(x between 1 and 5) and y"),
        ("a and (b and c)", "a and b and c"),
        ("not(a) or b", "(not(a)) or b"),
    ],
)
def test_operators_bind_as_the_standard_says(loose: str, explicit: str) -> None:
    assert parse(loose).root == parse(explicit).root


def test_a_chain_of_conditions_is_one_flat_node() -> None:
    chain = parse(" and ".join(f"c{number}" for number in range(500))).root
    assert isinstance(chain, And)
    assert len(chain.operands) == 500
    assert isinstance(parse("a or b or c").root, Or)


@pytest.mark.parametrize(
    ("text", "low_closed", "high_closed"),
    [("[1..5]", True, True), ("(1..5]", False, True), ("]1..5[", False, False), ("[1..5)", True, False)],
)
def test_the_brackets_of_a_range_say_whether_its_ends_belong(
    text: str, low_closed: bool, high_closed: bool
) -> None:
    root = parse(text).root
    assert isinstance(root, RangeLiteral)
    assert (root.low_closed, root.high_closed) == (low_closed, high_closed)


@pytest.mark.parametrize(
    "text", ["-", '"a", "b"', "[1..5]", "not(< 3, > 9)", "? > 2 and ? < 9", "< 5", "null"]
)
def test_cells_of_decision_tables_are_read(text: str) -> None:
    tests = parse_unary_tests(text)
    assert parse_unary_tests(print_node(tests.root)).root == tests.root


@pytest.mark.parametrize(
    ("text", "line", "column", "mend"),
    [
        ("a >", 1, 4, None),
        ("（a）", 1, 1, "半角"),
        ("a ＞ 5", 1, 3, ">"),
        ("a > 5%", 1, 6, "/ 100"),
        ("a and\nand b", 2, 1, "左边"),
        ('"没有结尾', 1, 1, "双引号"),
        ("if a then b", 1, 12, None),
        ("f(1, x: 2)", 1, 11, None),
        ("a b 1", 1, 5, None),
        ("[1, 2", 1, 6, None),
        ("1 = = 2", 1, 5, None),
        ("x instance of", 1, 14, None),
    ],
)
def test_an_error_points_to_its_place_and_says_how_to_mend_it(
    text: str, line: int, column: int, mend: str | None
) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert error.pointer.endswith("^")
    told = error.as_dict("en"), error.as_dict("zh-hans")
    assert all(part["found"] and part["expected"] and part["where"] for part in told)
    if mend:
        assert mend in told[1]["mend"]


def test_the_pointer_stands_below_the_character_even_after_wide_ones() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        parse("参保人数 > ）")
    source, caret = caught.value.pointer.split("\n")
    assert source == "参保人数 > ）"
    assert len(caret) - 1 == 2 * 4 + 3


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5_000 + "1" + ")" * 5_000,
        "[" * 5_000,
        "-" * 5_000 + "1",
        "if " * 5_000,
        "1" + " + 1" * 5_000,
        "a" + ".b" * 5_000,
        "a" + "[1]" * 5_000,
        "x instance of " + "list<" * 5_000,
        "1e999999999",
        "9" * 1_000,
        "a" * 200_000,
        "[" + "1," * 40_000 + "1]",
    ],
)
def test_hostile_sizes_are_refused_and_not_suffered(text: str) -> None:
    with pytest.raises((FeelLimitError, FeelSyntaxError)):
        parse(text)


def test_spans_point_into_the_source() -> None:
    source = "  参保人数 <= 30 and 裁员率 <= 0.2 "
    root = parse(source).root
    assert isinstance(root, And)
    assert [source[each.span.start : each.span.end] for each in root.operands] == [
        "参保人数 <= 30",
        "裁员率 <= 0.2",
    ]


def test_where_a_node_stands_does_not_change_what_it_is() -> None:
    assert parse("a  +  b").root == parse("a+b").root
    assert isinstance(parse("a+b").root, Arithmetic)
    assert isinstance(parse("a=b").root, Comparison)
    assert parse(" a ").root == Name("a")
