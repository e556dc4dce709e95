"""Lists of other systems, by mappings: each key has its column or is named as left behind."""

from pathlib import Path

import pytest
from tests import factories
from tests.apps.catalogue.exchange.files import BODY, CODE, lines_of, read, reading_of, told

from onedoor.apps.catalogue.exchange.formats import read_items
from onedoor.apps.catalogue.exchange.mapped import mapping, mapping_names
from onedoor.apps.catalogue.exchange.sheets import reading_tables
from onedoor.apps.catalogue.models import ItemVersion
from onedoor.apps.catalogue.services.show_import import show_import
from onedoor.apps.catalogue.services.write_import import write_import

GUANGDONG = {
    "id": "gd-1", "code": CODE, "name": "许可", "short": None, "everyday": "开饭店，办证", "dept": "某局",
    "area": "广东省广州市", "level": "市级", "type": "行政许可", "catalog": "主项", "conditions": "齐全",
    "materials": ["身份证", "执照、副本"], "themes": ["社会保障（社会保险、社会救助）"], "objects": ["自然人", "企业法人"],
    "legal_limit": "20(工作日)", "promise_limit": "即办", "visits": "0", "place": "窗口", "phone": "12345",
    "complaint": None, "online": "1", "url": "https://example.org/a?b=c",
}  # fmt: skip
GUANGAN = {
    "id": "ga-1",
    "name": "备案",
    "dept": "区局",
    "main_item": "未分类",
    "area": "四川省广安市广安区",
    "url": "http://example.org/x?areaCode=511602000000&taskType=20"
    "&itemCode=511Z07001006-511602000000-000-11511301008778183N-1-00",
}
CORPORA = Path("/work/shared/data/corpora")


def test_a_record_of_guangdong_becomes_an_item():
    (entry,) = read(lines_of(GUANGDONG))
    assert told(entry) == []
    assert (entry.code, entry.department, entry.region_code, entry.level) == (CODE, BODY, "440100", "3")
    assert entry.content == {
        "name": "许可",
        "statutory_limit": {"n": 20, "unit": "working_day"},
        "promised_limit": {"n": 0, "unit": "working_day"},
        "objects": ["自然人", "企业法人"],
        "visits": 0,
        "themes": ["社会保障（社会保险、社会救助）"],
        "everyday": ["开饭店", "办证"],
        "materials": [{"name": "身份证"}, {"name": "执照、副本"}],
        "record": {
            "use_level": ["3"],
            "accept_condition": "齐全",
            "transact_addr": "窗口",
            "link_way": "12345",
            "is_online": "1",
            "online_handle_url": "https://example.org/a?b=c",
        },
    }


def test_a_record_of_guangan_is_read_from_its_address():
    (entry,) = read(lines_of(GUANGAN))
    assert told(entry) == []
    assert entry.code == "511Z07001006-511602000000-000-11511301008778183N-1-00"
    assert (entry.department, entry.department_name) == ("11511301008778183N", "区局")
    assert (entry.power_type, entry.region_code, entry.level) == ("公共服务", "511602", "4")


def test_what_has_no_place_or_is_not_known_is_told_once_for_the_file():
    reading = reading_of(
        lines_of(GUANGDONG | {"extra": 1}, GUANGDONG | {"code": f"{CODE[:-1]}1", "extra": 2})
    )
    assert len(list(read_items(reading))) == 2
    assert [
        (each.code, each.column, each.mend.zh)
        for each in reading.problems
        if each.column in ("catalog", "extra")
    ] == [
        ("column.no_place", "catalog", "主项名称：从基本目录认领时带入，共 2 行"),
        ("column.unknown", "extra", "共 2 行"),
    ]


@pytest.mark.parametrize("name", mapping_names())
def test_a_mapping_speaks_of_columns_that_there_are(name):
    tables = reading_tables()
    for table in ("item", "material", "fee", "faq"):
        columns = {*tables[table].columns, "each", "region_code"}
        assert set(mapping(name).get(table, {})) <= columns


@pytest.mark.django_db
@pytest.mark.skipif(not CORPORA.exists(), reason="the real lists are not here")
@pytest.mark.parametrize(
    ("name", "new", "refused"),
    [("items_guangdong", 2262, {}), ("items_guangan", 1132, {"department.needed": 3})],
)
def test_a_real_list_comes_in_whole_and_a_second_time_changes_nothing(name, new, refused):
    actor = factories.system()
    with (CORPORA / f"{name}.jsonl").open("rb") as file:
        shown = show_import(actor=actor, file=file, name=f"{name}.jsonl", make_departments=True)
        counts = shown.report["counts"]
        assert (counts["new"], counts["refused"]) == (new, sum(refused.values()))
        assert {
            each["code"]: each["number"] for each in shown.report["groups"] if each["severity"] == "refused"
        } == refused
        write_import(actor=actor, import_id=shown.pk)
        assert ItemVersion.objects.drafts().count() == new
        again = show_import(actor=actor, file=file, name=f"{name}.jsonl")
    assert again.report["counts"] == {
        "new": 0,
        "changed": 0,
        "unchanged": new,
        "refused": sum(refused.values()),
    }
