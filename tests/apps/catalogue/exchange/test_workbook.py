"""Workbooks as officials keep them: read whatever their order and kinds of cells, sent back with every error beside its row."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from tests.apps.catalogue.exchange.files import BODY, CODE, read, reading_of, told, workbook_of

from onedoor.apps.catalogue.definition import ItemDefinition
from onedoor.apps.catalogue.exchange.entries import Entry
from onedoor.apps.catalogue.exchange.formats import read_items
from onedoor.apps.catalogue.exchange.sheets import workbook_tables
from onedoor.apps.catalogue.exchange.workbook.outgoing import Book, write_template
from onedoor.apps.catalogue.exchange.writing import write_entry
from onedoor.reference.modelled import NAMES, modelled_item

HEAD = ["事项名称", "实施编码", "事项类型", "实施主体编码"]
FIRST = ["食品经营许可", CODE, "行政许可", BODY]
KEPT = ("materials", "fees", "faq", "questions", "situations", "steps", "review_points")


def items(*rows, head=(), **sheets):
    return read(workbook_of({"事项": [[*HEAD, *head], *rows], **sheets}))


def test_the_template_has_its_sheets_a_hidden_one_of_codes_and_no_item():
    out = io.BytesIO()
    write_template(out)
    book = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    assert book.sheet_names == [
        "说明", "事项", "材料", "收费", "常见问题", "情形问题", "情形", "办理环节", "审查要点", "代码",
    ]  # fmt: skip
    assert [each.name for each in book.sheets_metadata if each.visible is SheetVisibleEnum.Hidden] == ["代码"]
    reading = reading_of(out.getvalue())
    assert list(read_items(reading)) == []
    assert reading.problems == []


def test_every_column_of_the_template_is_known_by_its_heading():
    out = io.BytesIO()
    write_template(out)
    book = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    for table in workbook_tables().values():
        heads = book.get_sheet_by_name(table.title.zh).to_python()[0]
        assert [table.column_of(each).name for each in heads] == list(table.columns)


def filled(content):
    entry = Entry(code=CODE, content=content, department=BODY, department_name="局", power_type="行政许可")
    out, lost = io.BytesIO(), []
    book = Book(out, with_examples=False)
    for name, rows in write_entry(entry, workbook_tables(), lost.append).items():
        for row in rows:
            book.add(name, row)
    book.close()
    return out.getvalue(), lost


def without_english(value):
    if isinstance(value, dict) and "zh" in value:
        return value["zh"]
    if isinstance(value, dict):
        return {name: without_english(each) for name, each in value.items()}
    return [without_english(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", NAMES)
def test_a_modelled_item_comes_back_from_the_workbook_part_by_part(name):
    content = without_english(modelled_item(name)["content"])
    book, _ = filled(content)
    (entry,) = read(book)
    assert not entry.is_refused, told(entry)
    back, whole = ItemDefinition.read(entry.content), ItemDefinition.read(content)
    for part in KEPT:
        assert getattr(back, part) == getattr(whole, part), part
    assert (back.name, back.summary, back.everyday, back.themes, back.objects) == (
        whole.name,
        whole.summary,
        whole.everyday,
        whole.themes,
        whole.objects,
    )


def test_a_title_and_empty_rows_above_and_between_are_passed_over():
    rows = [["某市事项清单（2026年）"], [], HEAD, [], FIRST, [], [None, None]]
    (entry,) = read(workbook_of({"事项": rows}))
    assert (entry.code, entry.row) == (CODE, 5)


def test_formulas_are_their_values_and_numbers_days_and_widths_are_read():
    entries = items(
        [*FIRST, 20.0, datetime(2026, 3, 1), "２", True],  # noqa: DTZ001
        head=["法定办结时限", "计划生效日期", "到办事现场次数", "是否网上办理"],
    )
    content = entries[0].content
    assert content["statutory_limit"] == {"n": 20, "unit": "working_day"}
    assert content["record"]["plan_effective_date"] == date(2026, 3, 1).isoformat()
    assert content["visits"] == 2
    assert content["record"]["is_online"] == "1"


def test_parts_below_each_other_need_the_code_only_once():
    materials = [["实施编码", "材料名称"], [CODE, "身份证"], [None, "营业执照"], [], ["", "租赁合同"]]
    (entry,) = items(FIRST, 材料=materials)
    assert [each["name"] for each in entry.content["materials"]] == ["身份证", "营业执照", "租赁合同"]


def test_every_error_has_its_sheet_row_and_column():
    entries = items(
        [*FIRST, "约20"],
        ["另一件", "OTHER-1", "行政处罚", BODY, "10"],
        head=["法定办结时限"],
        材料=[["实施编码", "材料名称", "纸质材料份数"], [CODE, "", "两份"]],
        审查要点=[["实施编码", "要点标识", "审查要点"], ["NOBODY", "R1", "面积"]],
    )
    found = [
        (each.table, each.row, each.column, each.code)
        for entry in entries
        for each in entry.problems
        if str(each.severity) == "refused"
    ]
    assert found == [
        ("事项", 2, "法定办结时限", "number.unreadable"),
        ("材料", 2, "纸质材料份数", "number.unreadable"),
        ("材料", 2, "材料名称", "column.needed"),
        ("事项", 3, "事项类型", "item.type"),
        ("审查要点", 2, "实施编码", "row.orphan"),
    ]


def test_questions_bring_their_data_elements_along():
    questions = [
        ["实施编码", "数据元标识", "数据元名称", "数据类型", "单位", "问题", "回答方式", "选项"],
        [CODE, "floor_area", "经营面积", "整数", "平方米", "多大？", "数字", None],
        [CODE, "kind", "业态", None, None, "哪种？", "选一项", "small=小餐馆\nlarge=大餐馆"],
    ]
    (entry,) = items(FIRST, 情形问题=questions)
    assert entry.content["elements"] == [
        {"identifier": "floor_area", "kind": "number", "name": "经营面积", "unit": "平方米"},
        {"identifier": "kind", "kind": "code", "name": "业态"},
    ]
    assert entry.content["questions"][1]["options"] == [
        {"value": "small", "label": "小餐馆"},
        {"value": "large", "label": "大餐馆"},
    ]


def test_situations_choose_by_identifier_none_or_by_condition():
    situations = [
        ["实施编码", "情形标识", "情形名称", "材料", "收费项目", "承诺时限"],
        [CODE, "a", "新办", "M1、M2", "无", "3个工作日"],
        [CODE, "b", "变更", None, None, None],
    ]
    (entry,) = items(FIRST, 情形=situations)
    assert entry.content["situations"] == [
        {"id": "a", "name": "新办", "materials": ["M1", "M2"], "fees": [], "promised_limit": {"n": 3, "unit": "working_day"}},
        {"id": "b", "name": "变更"},
    ]  # fmt: skip


def test_unknown_sheets_are_named_and_hidden_ones_left_alone():
    reading = reading_of(workbook_of({"事项": [HEAD, FIRST], "草稿": [["x"]], "说明": [["读我"]]}))
    assert len(list(read_items(reading))) == 1
    assert [each.table for each in reading.problems if each.code == "exchange.sheet_unknown"] == ["草稿"]


def test_a_part_is_not_cleared_cell_by_cell():
    (entry,) = items(FIRST, 材料=[["实施编码", "材料名称", "受理标准"], [CODE, "身份证", "清空"]])
    assert told(entry) == [("refused", "cell.clear", "清空")]


def test_drop_downs_name_lists_that_are_there():
    out = io.BytesIO()
    write_template(out)
    with zipfile.ZipFile(out) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(2, 10)]
    codes = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).get_sheet_by_name("代码").to_python()
    found = {match for sheet in sheets for match in re.findall(r"<formula1>'代码'!\$([A-Z]+)\$2:", sheet)}
    assert {len(letters) for letters in found} == {1}
    assert all(codes[1][ord(letter) - ord("A")] for letter in found)
    assert len(found) > 10
