"""The national tables and the content of an item: the same both ways, and what cannot be carried is named."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.apps.catalogue.exchange.files import BODY, CODE, ITEM, told

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.national import read_entry
from onedoor.apps.catalogue.exchange.problems import Severity
from onedoor.apps.catalogue.exchange.tables import TOLD, national_tables
from onedoor.apps.catalogue.exchange.writing import write_entry
from onedoor.reference.modelled import NAMES, modelled_item

TABLES = national_tables()
WORDS = st.text("一二三许可备案材料abc123（）。", min_size=1, max_size=12).map(str.strip).filter(bool)


def cells_of(column):
    """Values that a column of the national tables may hold, as the exchange writes them."""
    match column.kind:
        case "number":
            return st.integers(0, 900).map(str)
        case "date":
            return st.dates().map(lambda day: f"{day.year:04d}-{day.month:02d}-{day.day:02d}")
        case "flag":
            return st.sampled_from("01")
        case "code":
            return st.sampled_from(sorted(column.codes))
        case "codes" if column.codes:
            several = st.lists(st.sampled_from(sorted(column.codes)), min_size=1, unique=True)
            return several.map(sorted).map(",".join)
        case "codes":
            return st.lists(
                st.text(string.digits, min_size=1, max_size=4), min_size=1, max_size=3, unique=True
            ).map(",".join)
    return WORDS


def rows_of(name, key):
    columns = TABLES[name].columns.values()
    fixed = {"task_code": st.just(CODE), "task_type": st.sampled_from(["01", "05", "10", "20"])}
    fixed |= {"cd_operation": st.just("I"), "task_state": st.just("1"), "dept_code": st.just(BODY)}
    fixed |= {"anticipate_day": st.integers(0, 90).map(str), "promise_day": st.integers(0, 90).map(str)}
    row = {each.name: fixed.get(each.name, cells_of(each)) for each in columns}
    return st.fixed_dictionaries(row) if name == "item" else st.lists(st.fixed_dictionaries(row), max_size=3)


@given(rows_of("item", CODE), rows_of("material", CODE), rows_of("fee", CODE), rows_of("faq", CODE))
def test_what_the_tables_can_hold_comes_back_cell_by_cell(item, material, fee, faq):
    rows = {"item": [item], "material": material, "fee": fee, "faq": faq}
    for name in ("material", "fee", "faq"):
        for place, row in enumerate(rows[name], 1):
            row["order_num"] = str(place)
    entry = read_entry(CODE, {name: list(enumerate(held, 2)) for name, held in rows.items()}, TABLES)
    assert not entry.is_refused, told(entry)
    lost = []
    assert write_entry(entry, TABLES, lost.append) == rows
    assert lost == []


def written(content):
    entry = Entry(code=CODE, content=content, department=BODY, department_name="局", power_type="行政许可")
    lost = []
    rows = write_entry(entry, TABLES, lost.append)
    return {name: list(enumerate(held, 2)) for name, held in rows.items()}, lost


@pytest.mark.parametrize("name", NAMES)
def test_a_modelled_item_comes_back_with_all_that_the_tables_have_room_for(name):
    content = modelled_item(name)["content"]
    rows, lost = written(content)
    back = ItemDefinition.read(read_entry(CODE, rows, TABLES).content)
    whole = ItemDefinition.read(content)
    assert back.name.zh == whole.name.zh
    assert (back.statutory_limit, back.promised_limit, back.visits) == (
        whole.statutory_limit,
        whole.promised_limit,
        whole.visits,
    )
    assert [each.name.zh for each in back.materials] == [each.name.zh for each in whole.materials]
    assert [(each.necessity, each.source) for each in back.materials] == [
        (each.necessity, each.source) for each in whole.materials
    ]
    named = {each.column.rpartition(" · ")[2] for each in lost}
    for key, title in (
        ("situations", "情形"),
        ("questions", "情形问题"),
        ("review_points", "审查要点"),
        ("fields", "表单项"),
        ("examples", "示例"),
    ):
        assert (title in named) == bool(content.get(key)), key
    assert "英文" in named


def one(**cells):
    return read_entry(CODE, {"item": [(2, {**ITEM, **cells})]}, TABLES)


@pytest.mark.parametrize(
    ("cells", "path", "value"),
    [
        ({"is_online": "是"}, ("record", "is_online"), "1"),
        ({"project_type": "承诺件"}, ("record", "project_type"), "2"),
        ({"handle_type": "窗口办理、网上办理"}, ("record", "handle_type"), ["1", "2"]),
        ({"server_type": "自然人,企业法人"}, ("objects",), ["自然人", "企业法人"]),
        ({"server_type": "１，２"}, ("objects",), ["自然人", "企业法人"]),
        ({"server_type": "个体工商户"}, ("objects",), ["个体工商户"]),
        ({"anticipate_day": "20个工作日"}, ("statutory_limit",), {"n": 20, "unit": "working_day"}),
        ({"promise_day": "２", "promise_type": "月"}, ("promised_limit",), {"n": 2, "unit": "month"}),
        ({"limit_scene_num": "0"}, ("visits",), 0),
        ({"plan_effective_date": "2026年3月1日"}, ("record", "plan_effective_date"), "2026-03-01"),
        ({"by_law": "第一条&amp;lt;br&amp;gt;第二条"}, ("basis",), "第一条\n第二条"),
    ],
)
def test_a_cell_is_read_by_its_label_or_its_code(cells, path, value):
    found = one(**cells).content
    for name in path:
        found = found[name]
    assert found == value


@pytest.mark.parametrize(
    ("cells", "severity", "code"),
    [
        ({"task_name": ""}, "refused", "column.needed"),
        ({"task_name": "长" * 301}, "refused", "text.too_long"),
        ({"task_type": "行政处罚"}, "refused", "item.type"),
        ({"task_type": "06"}, "refused", "item.type"),
        ({"task_type": "08"}, "warning", "item.type_number"),
        ({"anticipate_day": "约20"}, "refused", "number.unreadable"),
        ({"anticipate_day": "20", "anticipate_type": "旬"}, "refused", "code.unknown"),
        ({"anticipate_day": "99999", "anticipate_type": "1"}, "refused", "limit.number"),
        ({"anticipate_type": "1"}, "lost", "limit.no_number"),
        ({"anticipate_day": "20"}, "warning", "limit.no_unit"),
        ({"is_online": "可能"}, "refused", "flag.unreadable"),
        ({"plan_effective_date": "2026-02-30"}, "refused", "date.unreadable"),
        ({"project_type": "7"}, "warning", "code.unknown"),
        ({"cd_operation": "D"}, "refused", "item.deleted"),
        ({"task_state": "3"}, "lost", "item.state"),
    ],
)
def test_what_is_wrong_with_a_cell_is_named(cells, severity, code):
    problems = one(**cells).problems
    assert [(str(each.severity), each.row, each.table) for each in problems if each.code == code] == [
        (severity, 2, "事项")
    ]


def test_unknown_codes_are_named_and_kept():
    entry = read_entry(
        CODE,
        {
            "item": [(2, {**ITEM, "project_type": "7", "server_type": "1,8"})],
            "material": [(2, {"task_code": CODE, "material_name": "身份证", "is_need": "5"})],
        },
        TABLES,
    )
    assert entry.content["record"]["project_type"] == "7"
    assert entry.content["objects"] == ["自然人"]
    assert [each.found for each in entry.problems if each.code == "code.unknown"] == ["7", "8", "5"]
    lost = []
    out = write_entry(entry, TABLES, lost.append)
    assert out["item"][0]["project_type"] == "7"
    assert out["item"][0]["server_type"] == "1,8"
    assert out["material"][0]["is_need"] == "5"


def test_the_code_falls_back_on_other_columns_and_says_so():
    cells = {**ITEM, "task_code": "", "nation_task_code": CODE}
    entry = read_entry(CODE, {"item": [(2, cells)]}, TABLES)
    assert ("warning", "item.code_from", CODE) in told(entry)


def test_the_same_item_under_several_topics_is_one_with_all_of_them():
    first, second = {**ITEM, "user_topic_type": "10"}, {**ITEM, "user_topic_type": "20"}
    entry = read_entry(CODE, {"item": [(2, first), (3, second)]}, TABLES)
    assert not entry.is_refused
    assert entry.content["record"]["user_topic_type"] == ["10", "20"]


def test_the_same_code_with_other_content_is_refused_with_both_rows():
    entry = read_entry(CODE, {"item": [(2, ITEM), (5, {**ITEM, "task_name": "别的"})]}, TABLES)
    problem = next(each for each in entry.problems if each.code == "item.twice")
    assert (problem.severity, problem.row, problem.found) == (Severity.REFUSED, 5, "第 2 行已有同一编码")


def test_a_material_without_its_item_is_refused():
    entry = read_entry(
        "X", {"item": [], "material": [(9, {"task_code": "X", "material_name": "证"})]}, TABLES
    )
    assert told(entry) == [("refused", "row.orphan", "X")]


def test_a_value_too_long_for_the_table_is_cut_and_named():
    rows, lost = written({"name": "许可", "record": {"transact_addr": "路" * 600}})
    assert len(rows["item"][0][1]["transact_addr"]) == 500
    assert [each.column for each in lost] == ["办理地点"]
    assert "至多 500 字" in lost[0].expected.zh


def test_every_told_column_is_one_of_the_item_table():
    assert set(TOLD) <= set(TABLES["item"].columns)
