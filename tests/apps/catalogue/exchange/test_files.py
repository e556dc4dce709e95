"""Files from outside: what can be read is read whole, what cannot is refused by name before anything else happens."""

import io
import json
import struct
import zipfile

import pytest
from tests.apps.catalogue.exchange.files import (
    CODE,
    ITEM,
    csv_of,
    lines_of,
    read,
    reading_of,
    told,
    workbook_of,
    zip_of,
)

from onedoor.apps.catalogue.exchange.formats import read_items
from onedoor.apps.catalogue.exchange.house import FORMAT
from onedoor.apps.catalogue.exchange.opening import Bounds
from onedoor.errors import Invalid, OnedoorError, TooLarge

SMALL = Bounds(1024 * 1024, 4 * 1024 * 1024, 50)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_csv_is_read_in_every_encoding_that_is_in_use(encoding):
    (entry,) = read(csv_of([ITEM], encoding), "事项.csv")
    assert (entry.code, entry.name, entry.power_type) == (CODE, "食品经营许可", "行政许可")


def test_headings_are_chinese_names_or_column_names_in_any_order_and_case():
    row = {
        "TASK_NAME": "许可",
        "实施编码": CODE,
        "事项类型（必填）": "行政许可",
        " 实施主体编码* ": "X",
        "备注": "甲",
    }
    reading = reading_of(csv_of([row]), "a.csv")
    (entry,) = read_items(reading)
    assert (entry.code, entry.name, entry.department) == (CODE, "许可", "X")
    assert [(each.code, each.found) for each in reading.problems if each.code == "column.unknown"] == [
        ("column.unknown", "备注")
    ]


def test_an_archive_holds_the_tables_under_names_of_either_language():
    content = zip_of(
        {
            "导出/事项.csv": csv_of([ITEM], "gbk"),
            "up_task_material.csv": csv_of(
                [{"task_code": CODE, "material_name": "身份证", "order_num": "1"}]
            ),
            "readme.docx.txt": csv_of([{"question": "多久", "answer": "五天", "task_code": CODE}]),
            "logo.png": b"x",
        }
    )
    reading = reading_of(content, "a.zip")
    (entry,) = read_items(reading)
    assert entry.content["materials"][0]["name"] == "身份证"
    assert entry.content["faq"] == [{"question": "多久", "answer": "五天"}]
    assert ("exchange.file_unknown", "logo.png") in [(each.code, each.found) for each in reading.problems]


def test_one_json_has_the_tables_by_name():
    tables = {"item": [ITEM], "material": [{"task_code": CODE, "material_name": "身份证"}], "other": []}
    reading = reading_of(json.dumps(tables).encode(), "a.json")
    (entry,) = read_items(reading)
    assert entry.content["materials"] == [{"name": "身份证"}]
    assert [each.table for each in reading.problems if each.code == "exchange.table_unknown"] == ["other"]


def lying_zip():
    """An archive whose directory says less than the file unpacks to."""
    content = bytearray(zip_of({"item.csv": b"0" * 1_000_000}))
    place = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, 10)
    return bytes(content)


def macro_workbook():
    out = io.BytesIO(workbook_of({"事项": [["实施编码", "事项名称"]]}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


BAD = {
    "empty": (b"", "exchange.empty"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "exchange.old_workbook"),
    "cut archive": (zip_of({"item.csv": csv_of([ITEM])})[:60], "exchange.damaged"),
    "lying archive": (lying_zip(), "exchange.damaged"),
    "bomb": (zip_of({"item.csv": b"0" * (5 * 1024 * 1024)}), "exchange.bomb"),
    "many files": (zip_of({f"{n}.csv": b"" for n in range(2100)}), "exchange.bomb"),
    "macros": (macro_workbook(), "exchange.macros"),
    "word": (zip_of({"[Content_Types].xml": b"", "word/document.xml": b""}), "exchange.kind"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff\xfe\0" * 40, "exchange.kind"),
    "bytes": (b"\x01\xff\xfe\0" * 40, "exchange.encoding"),
    "wrong sheet": (workbook_of({"Sheet1": [["a", "b"]]}), "exchange.no_sheet"),
    "no headings": (workbook_of({"事项": [["这是", "什么"], [1, 2]]}), "exchange.no_heading"),
    "twice a column": (csv_of([ITEM | {"实施编码": CODE}]), "exchange.column_twice"),
    "csv without headings": (b"a,b\n1,2\n", "exchange.no_heading"),
    "archive without items": (
        zip_of({"材料.csv": csv_of([{"task_code": "1", "material_name": "a"}])}),
        "exchange.no_items",
    ),
    "broken json": (b'{"item": [', "exchange.json"),
    "other json": (b'{"a": 1}\n{"a": 2}', "exchange.format"),
    "later format": (lines_of({"format": "onedoor.items/9"}), "exchange.format"),
    "cut line": (lines_of({"format": FORMAT}) + b'\n{"code": "1', "exchange.json"),
    "many rows": (csv_of([ITEM] * 60), "exchange.too_many_rows"),
    "deep json": (b"[" * 100_000, "exchange.json"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_read_is_refused_by_name(what):
    content, code = BAD[what]
    with pytest.raises(OnedoorError) as refusal:
        list(read_items(reading_of(content, "x", bounds=SMALL)))
    assert refusal.value.code == code
    assert isinstance(refusal.value, Invalid)


def test_a_file_larger_than_allowed_is_refused():
    with pytest.raises(TooLarge, match=r"exchange\.too_large"):
        list(read_items(reading_of(b"a" * 200, bounds=Bounds(100, 100, 10))))


FAR = [
    b"<a " + b"b" * 100_000 + b'/><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b"<row r=\"1048576\"><c\n r = 'XFD1048576'\n><v>1</v></c></row>",
    b'<row r="1048576"><c x=">" r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c' + b" " * 3000 + b'r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1"><c r="A1"><v>1</v></c></row>' * 26_000
    + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>',
    b'<x:row r="1048576"><x:c r="XFD1048576"><v>1</v></x:c></x:row>',
    b'<row r="1048576">' + b"<c><v>1</v></c>" * 16_384 + b"</row>",
]


@pytest.mark.parametrize("number", range(len(FAR)))
def test_a_sheet_whose_last_cell_is_far_away_is_refused_before_it_is_laid_out(number):
    sheet = b"<worksheet><sheetData>" + FAR[number] + b"</sheetData></worksheet>"
    with pytest.raises(TooLarge, match=r"exchange\.sheet_reach"):
        read(with_sheet(sheet))


def test_a_sheet_in_another_alphabet_of_bytes_is_refused_as_it_cannot_be_measured():
    with pytest.raises(TooLarge, match=r"exchange\.sheet_reach"):
        read(with_sheet("<worksheet/>".encode("utf-16")))


def test_cells_that_are_only_formatted_do_not_count():
    cells = b'<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    with pytest.raises(Invalid, match=r"exchange\.no_heading"):
        read(with_sheet(b"<worksheet><sheetData>" + cells + b"</sheetData></worksheet>"))


def with_sheet(sheet):
    """A workbook whose first sheet is this."""
    out, plain = io.BytesIO(), io.BytesIO(workbook_of({"事项": [["实施编码", "事项名称"]]}))
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            after.writestr(name, sheet if is_sheet else before.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("format_name", "content"),
    [
        ("excel", csv_of([ITEM])),
        ("national", workbook_of({"事项": [["实施编码", "事项名称"]]})),
        ("paper", b"x"),
    ],
)
def test_a_file_in_another_format_than_said_is_refused(format_name, content):
    with pytest.raises(Invalid, match=r"exchange\.format"):
        read(content, format_name=format_name)


def test_house_lines_that_are_no_items_are_refused_one_by_one():
    whole = {"code": "A", "content": {"name": "甲"}, "power_type": "公共服务"}
    entries = read(
        lines_of(
            {"format": FORMAT},
            whole,
            whole,
            {"code": "B"},
            {"code": "C/D", "content": {"name": "丙"}},
            {"code": "E", "content": {"name": "戊", "n": 1.5}},
            {"code": "F", "content": {"name": "己"}, "hash": "0"},
        )
    )
    assert [[code for _, code, _ in told(each)] for each in entries] == [
        [],
        ["item.twice"],
        ["item.unreadable"],
        ["item.code"],
        ["item.unreadable"],
        ["item.hash"],
    ]
    assert [each.row for each in entries] == [2, 3, 4, 5, 6, 7]
