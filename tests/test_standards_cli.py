"""``onedoor standards``: lists loaded and replaced, identifiers told with their reasons, days listed one by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests import factories
from typer.testing import CliRunner

from onedoor.apps.standards.models import CalendarYear, Code, CodeListVersion, ElementVersion
from onedoor.apps.standards.services.load_reference import load_reference
from onedoor.cli import app
from onedoor.errors import Invalid, NotFound, OnedoorError


def run(*words: str) -> Any:
    return CliRunner().invoke(app, ["standards", *words])


def told(*words: str) -> dict[str, Any]:
    done = run("check", *words, "--json")
    found: dict[str, Any] = json.loads(done.stdout)
    assert done.exit_code == (0 if found["valid"] else 1)
    return found


def refusal(*words: str) -> OnedoorError:
    done = run(*words)
    assert isinstance(done.exception, OnedoorError), done.output
    return done.exception


@pytest.mark.django_db
def test_one_command_loads_everything_and_tells_how_many():
    factories.TenantFactory()
    done = run("load")
    assert done.exit_code == 0
    numbers = dict(line.split() for line in done.stdout.splitlines())
    assert numbers["region"] == "47,944"
    assert int(numbers["elements"]) == ElementVersion.objects.count()
    assert run("load").stdout == done.stdout
    assert CodeListVersion.objects.count() == len(numbers) - 1


@pytest.mark.django_db
def test_a_list_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path):
    load_reference(towns=False)
    own = tmp_path / "sex.csv"
    own.write_text("code,name\nM,男\nF,女\n", encoding="utf-8")
    done = run("load", "--list", str(own), "--edition", "本地", "--source", "局内编码")
    assert done.exit_code == 0
    assert list(Code.objects.current("sex").order_by("code").values_list("code", flat=True)) == ["F", "M"]
    current = CodeListVersion.objects.get(list="sex", is_current=True)
    assert (current.edition, current.source) == ("本地", "局内编码")


@pytest.mark.django_db
def test_a_list_with_wrong_rows_is_told_row_by_row_and_not_loaded(tmp_path: Path):
    own = tmp_path / "own.csv"
    own.write_text("code,name\nM,\nF,女\nF,女\n", encoding="utf-8")
    done = run("load", "--list", str(own), "--as", "sex")
    assert isinstance(done.exception, Invalid)
    assert [line[:3] for line in done.stderr.splitlines()] == ["第1行", "第3行"]
    assert not Code.objects.exists()
    assert isinstance(refusal("load", "--list", str(tmp_path / "none.csv")), NotFound)


@pytest.mark.parametrize(
    ("kind", "value", "valid", "reason"),
    [
        ("uscc", "914403001922038216", True, None),
        ("uscc", "914403001922038215", False, "Check character 18"),
        ("citizen_id", "11010519491231002X", True, None),
        ("citizen_id", "11010519490231002X", False, "date of birth"),
        ("citizen_id", "810000199408230021", True, None),
        ("citizen_id", "830000199201300022", True, None),
        ("org_code", "71526726-X", True, None),
        ("project_code", "2019-440106-47-03-012345", True, None),
        ("item_code", "12441500196720244T3442199806003", True, None),
        ("case_no", "12441500196720244T3442199806003202206230068", True, None),
        ("project_code", "2019-440199-47-03-012345", True, "no code of GB/T 2260"),
    ],
)
def test_an_identifier_is_valid_or_told_why_not(kind: str, value: str, valid: bool, reason: str | None):
    found = told(kind, value)
    assert found["valid"] is valid
    said = " ".join(each["en"] for each in found["reasons"])
    assert (reason in said) if reason else said == ""
    assert all(each["zh"] for each in found["reasons"])


@pytest.mark.django_db
def test_a_code_is_judged_by_its_day_and_followed_to_what_stands_today():
    load_reference(towns=False)
    assert told("region", "440183", "--on", "2013-05-01")["valid"]
    now = told("region", "440183", "--on", "2026-11-24")
    assert not now["valid"]
    assert "440112 黄埔区, 440118 增城区" in now["reasons"][-1]["en"]
    assert told("region", "999999")["reasons"] == [
        {"zh": "这个代码集从未有过这个代码。", "en": "The list never had this code."}
    ]
    plain = run("check", "sex", "1")
    assert plain.stdout == "1  人的性别  有效\n  男性：一直有效\n"


@pytest.mark.django_db
def test_a_kind_that_is_neither_identifier_nor_list_is_refused_with_those_there_are():
    assert "uscc" in str(refusal("check", "passport_colour", "red").expected)


@pytest.mark.django_db
def test_days_are_listed_with_why_each_is_off():
    done = run("days", "2026-09-18", "5")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "   ·  2026-09-19  周六  周末",
        "   1  2026-09-20  周日  调休上班：国庆节",
        "   2  2026-09-21  周一  工作日",
        "   3  2026-09-22  周二  工作日",
        "   4  2026-09-23  周三  工作日",
        "   5  2026-09-24  周四  工作日",
        "期满日：2026-09-24",
    ]


@pytest.mark.django_db
def test_a_limit_into_an_unpublished_year_is_provisional():
    done = run("days", "2026-12-29", "4")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == "暂定，无法确定期满日：2027年放假安排尚未公布"


@pytest.mark.django_db
def test_a_special_procedure_and_a_region_are_taken_into_account():
    load_reference(towns=False)
    done = run("days", "2026-03-02", "2", "--region", "440106", "--suspend", "2026-03-03..2026-03-04")
    assert done.stdout.splitlines()[0] == "天河区"
    assert done.stdout.splitlines()[-1] == "期满日：2026-03-06"
    assert refusal("days", "2026-03-02", "2", "--suspend", "soon").code == "suspension"
    assert refusal("days", "2026-13-02", "2").code == "day"
    assert refusal("days", "2026-03-02", "2", "--unit", "hour").code == "limit.unit"


@pytest.mark.django_db
def test_a_notice_is_entered_from_a_file(tmp_path: Path):
    notice = tmp_path / "2027.json"
    told_days = {"off": {"2027-01-01": "元旦"}, "on": {"2027-01-09": "元旦"}}
    notice.write_text(
        json.dumps({"year": 2027, "document": "国办发明电〔2026〕8号", **told_days}), encoding="utf-8"
    )
    assert isinstance(refusal("publish", str(notice)), NotFound)
    factories.TenantFactory()
    assert run("publish", str(notice)).exit_code == 0
    assert CalendarYear.objects.get().days == told_days
    factories.TenantFactory(code="other")
    assert refusal("publish", str(notice)).code == "tenant.unknown"
    notice.write_text("{}", encoding="utf-8")
    assert refusal("publish", str(notice)).code == "calendar.file"
