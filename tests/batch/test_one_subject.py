"""One subject of many: found by id or number, with its facts as rules read them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.batch.building import ID, NOW, TYPES, rows, write_rules, write_subjects

from onedoor.batch.one_subject import subject_with
from onedoor.batch.preparing import Prepared, Request, prepare
from onedoor.errors import NotFound


def prepared(folder: Path, **more: object) -> Prepared:
    request = Request(rules=folder / "rules", subjects=folder / "subjects", now=NOW, **more)  # type: ignore[arg-type]
    return prepare(request)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rules(tmp_path / "rules")
    write_subjects(tmp_path / "subjects" / "a.parquet", rows(10), group=3)
    write_subjects(tmp_path / "subjects" / "b.parquet", rows(5, 10), group=2)
    return tmp_path


def test_every_subject_of_every_row_group_is_found_with_its_facts(folder: Path) -> None:
    ready = prepared(folder)
    for number, row in enumerate(rows(15)):
        found = subject_with(ready, row[ID])
        assert (found.number, found.file) == (number, "a.parquet" if number < 10 else "b.parquet")
        assert found.facts == {name: value for name, value in row.items() if value is not None and name != ID}


def test_subjects_without_ids_go_by_their_numbers(folder: Path) -> None:
    ready = prepared(folder, id="")
    found = subject_with(ready, "12")
    assert (found.number, found.facts["参保人数"]) == (12, 12)
    for unknown in ("15", "-1", "ID000001"):
        with pytest.raises(NotFound) as refused:
            subject_with(ready, unknown)
        assert refused.value.code == "match.subject"


def test_an_id_that_nobody_has_is_refused_with_the_column(folder: Path) -> None:
    with pytest.raises(NotFound) as refused:
        subject_with(prepared(folder), "none")
    assert ID in str(refused.value)


def test_what_is_known_to_be_absent_is_null_and_integers_count_units(tmp_path: Path) -> None:
    write_rules(tmp_path / "rules", {"甲": "税额 > 1 and 处罚 = null and 面积 > 1"})
    (tmp_path / "subjects").mkdir()
    cents = pa.field("税额", pa.int64(), metadata={"onedoor.kind": "money"})
    schema = pa.schema([cents, ("处罚", pa.string()), ("处罚#absent", pa.bool_()), ("面积", pa.int32())])
    table = pa.table({"税额": [12345], "处罚": [None], "处罚#absent": [True], "面积": [None]}, schema=schema)
    pq.write_table(table, tmp_path / "subjects" / "a.parquet")
    assert subject_with(prepared(tmp_path), "0").facts == {"税额": Decimal("123.45"), "处罚": None}


def test_lists_of_records_are_read_with_what_is_unknown_in_them(tmp_path: Path) -> None:
    write_rules(tmp_path / "rules", {"甲": "every x in 员工 satisfies x.年龄 < 25"})
    staff = pa.list_(pa.struct({"年龄": pa.int16(), "合同": pa.bool_()}))
    write_subjects(
        tmp_path / "subjects" / "a.parquet",
        [{"员工": [{"年龄": 20, "合同": None}]}],
        {**TYPES, "员工": staff},
    )
    (person,) = subject_with(prepared(tmp_path, id=""), "0").facts["员工"]
    assert person["年龄"] == 20
    assert str(person["合同"]) == "unknown()"


def test_what_benefits_read_is_told_too(folder: Path) -> None:
    line = '{"rule": "甲", "condition": "失信", "benefit": "营业收入 * 0.1 + 没有这列"}'
    (folder / "rules" / "rules.jsonl").write_text(line, encoding="utf-8")
    assert subject_with(prepared(folder), "ID000012").facts == {
        "失信": False,
        "营业收入": Decimal("12000.00"),
    }


def test_a_list_of_codes_that_holds_a_null_is_unknown(tmp_path: Path) -> None:
    write_rules(tmp_path / "rules")
    subjects = [{ID: "A", "资质": ["高新技术企业", None]}, {ID: "B", "资质": ["高新技术企业"]}]
    write_subjects(tmp_path / "subjects" / "a.parquet", subjects)
    ready = prepared(tmp_path)
    assert [subject_with(ready, id).facts for id in "AB"] == [{}, {"资质": ["高新技术企业"]}]


def test_a_number_of_a_subject_is_written_with_digits(folder: Path) -> None:
    for id in ("²", "١", "9" * 30):
        with pytest.raises(NotFound):
            subject_with(prepared(folder, id=""), id)
