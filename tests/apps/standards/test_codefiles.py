"""Files of codes as agencies keep them."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.standards.codefiles import WrongRows, described, read_code_file
from onedoor.errors import Invalid
from onedoor.reference.codelists import Entry
from onedoor.text import Text

TABLE = """code,name,name_en,parent,valid_from,valid_to,successors
A,甲区,District A,,2000-01-01,2015-12-31,B;C@2008
B,乙区,District B,,,,
C,丙区,,B,,,
"""
ENTRIES = [
    Entry(
        "A",
        Text("甲区", "District A"),
        valid_from=date(2000, 1, 1),
        valid_to=date(2015, 12, 31),
        successors=(("B", None), ("C", 2008)),
    ),
    Entry("B", Text("乙区", "District B")),
    Entry("C", Text("丙区", "丙区"), parent="B"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_as_spreadsheets_write_it(encoding):
    assert read_code_file("own.csv", TABLE.encode(encoding)).entries == ENTRIES


def test_json_says_the_same_and_more():
    rows = [
        {
            "code": "A",
            "name": "甲区",
            "name_en": "District A",
            "valid_from": "2000-01-01",
            "valid_to": "2015-12-31",
            "successors": "B;C@2008",
        },
        {"code": "B", "name": "乙区", "name_en": "District B"},
        {"code": "C", "name": "丙区", "parent": "B"},
    ]
    assert read_code_file("own.json", json.dumps(rows).encode()).entries == ENTRIES
    whole = read_code_file("own.JSON", json.dumps({"name": "分区", "codes": rows}).encode())
    assert (whole.head["name"], whole.entries) == ("分区", ENTRIES)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("A B,甲,,,,,", "code"),
        (",甲,,,,,", "code"),
        ("D,,,,,,", "name"),
        ("D,丁,,Z,,,", "parent"),
        ("D,丁,,D,,,", "parent"),
        ("D,丁,,,2026-02-30,,", "valid_from"),
        ("D,丁,,,2026-02-01,2026-01-01,", "valid_to"),
        ("D,丁,,,,,Z", "successors"),
        ("D,丁,,,,,B@08", "successors"),
        ("B,乙,,,,,", "code"),
        ("A,甲,,,2015-06-01,,", "code"),
    ],
)
def test_a_wrong_row_is_named_with_its_column(line, column):
    with pytest.raises(WrongRows) as refusal:
        read_code_file("own.csv", (TABLE + line + "\n").encode())
    assert [(problem.row, problem.column) for problem in refusal.value.problems] == [(4, column)]


def test_every_wrong_row_is_told_at_once_in_both_languages():
    with pytest.raises(WrongRows) as refusal:
        read_code_file("own.csv", (TABLE + "D,,,,,,\nE,戊,,,昨天,,\n").encode())
    assert described(refusal.value.problems, "en") == [
        "row 4, name: “”, expected 1 to 200 characters",
        "row 5, valid_from: “昨天”, expected a date such as 2026-01-31",
    ]
    assert described(refusal.value.problems, "zh-hans")[0].startswith("第4行 name")


def test_in_the_year_of_a_change_both_names_may_stand():
    text = "code,name,valid_from,valid_to\nA,旧名,,1992-12-31\nA,新名,1992-01-01,\n"
    assert len(read_code_file("own.csv", text.encode()).entries) == 2


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("own.csv", b"", "codes.headings"),
        ("own.csv", b"number,title\n1,x\n", "codes.headings"),
        ("own.csv", b"code,name\n", "codes.file"),
        ("own.csv", b"\x00\x01\x02", "codes.file"),
        ("own.json", b"{", "codes.file"),
        ("own.json", b"[1, 2]", "codes.file"),
        ("own.json", b'{"name": "x"}', "codes.file"),
    ],
)
def test_a_file_that_is_no_list_is_refused(name, data, code):
    with pytest.raises(Invalid) as refusal:
        read_code_file(name, data)
    assert refusal.value.code == code


def test_a_number_in_json_is_no_code():
    with pytest.raises(WrongRows, match=r"codes\.rows"):
        read_code_file("own.json", b'[{"code": 110101, "name": "x"}]')


def test_parents_that_go_round_in_a_circle_are_refused():
    with pytest.raises(WrongRows) as refusal:
        read_code_file("own.csv", "code,name,parent\nA,甲,B\nB,乙,A\n".encode())
    assert [problem.row for problem in refusal.value.problems] == [1, 2]


@given(st.binary(max_size=200), st.sampled_from(["x.csv", "x.json"]))
def test_any_bytes_are_read_or_refused(data, name):
    with suppress(Invalid):
        assert read_code_file(name, data).entries
