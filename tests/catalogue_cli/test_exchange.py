"""``onedoor catalogue import``, ``export`` and ``template``: whole or not there, refusals named, the exit status tells."""

from __future__ import annotations

import os

import pytest
from python_calamine import CalamineWorkbook
from tests import factories
from tests.apps.catalogue.exchange.files import BODY, CODE, ITEM, csv_of, lines_of
from typer.testing import CliRunner

from onedoor.apps.catalogue.exchange.house import FORMAT
from onedoor.apps.catalogue.models import ItemImport, ItemVersion
from onedoor.apps.parties.models import Department
from onedoor.apps.tenancy.enums import ReleaseState
from onedoor.cli import app
from onedoor.errors import OnedoorError
from onedoor.reference.modelled import modelled_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words(monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture
def body():
    return factories.DepartmentFactory(code=BODY, name="市场监管局")


def run(*words):
    return CliRunner().invoke(app, ["catalogue", *map(str, words)])


@pytest.fixture
def table(tmp_path, body):
    path = tmp_path / "事项.csv"
    path.write_bytes(csv_of([ITEM], "gbk"))
    return path


def test_a_file_becomes_drafts_and_a_second_time_nothing(table):
    done = run("import", table)
    assert done.exit_code == 0, done.output
    assert "新增 1；有变化 0；无变化 0；拒绝 0" in done.output
    assert ItemVersion.objects.get().state == ReleaseState.DRAFT
    again = run("import", table)
    assert (again.exit_code, "无变化 1" in again.output) == (0, True)
    assert ItemVersion.objects.count() == 1


def test_a_preview_writes_nothing_and_leaves_no_file(table, django_capture_on_commit_callbacks, settings):
    with django_capture_on_commit_callbacks(execute=True):
        done = run("import", table, "--preview")
    assert (done.exit_code, "新增 1" in done.output) == (0, True)
    assert not ItemVersion.objects.exists()
    assert not ItemImport.objects.get().source
    assert list((settings.DATA / "files" / "imports").glob("*")) == []


def test_a_folder_of_tables_is_one_import(tmp_path, body):
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "item.csv").write_bytes(csv_of([ITEM]))
    (folder / "material.csv").write_bytes(csv_of([{"task_code": CODE, "material_name": "身份证"}]))
    assert run("import", folder).exit_code == 0
    assert ItemVersion.objects.get().content["materials"] == [{"name": "身份证"}]


def test_what_is_refused_is_named_with_its_row_and_the_status_is_1(tmp_path, body):
    path, errors = tmp_path / "a.csv", tmp_path / "errors.xlsx"
    path.write_bytes(csv_of([ITEM, ITEM | {"task_code": "B-1", "anticipate_day": "约20"}]))
    done = run("import", path, "--errors", errors)
    assert done.exit_code == 1
    assert "事项 3  法定办结时限：不是非负整数；填的是“约20”" in done.output
    assert ItemVersion.objects.get().code == CODE
    assert CalamineWorkbook.from_path(str(errors)).sheet_names == ["问题"]


def test_departments_are_made_when_asked_for(tmp_path):
    factories.TenantFactory()
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of([ITEM | {"dept_name": "市场监管局"}]))
    assert run("import", path).exit_code == 1
    assert not Department.objects.exists()
    done = run("import", path, "--make-departments")
    assert (done.exit_code, "将登记部门 1 个" in done.output) == (0, True)
    assert Department.objects.get().name == "市场监管局"


def test_release_lets_take_effect_what_nothing_speaks_against(tmp_path, body):
    items = [
        {"code": CODE, "content": modelled_item("hr-service-permit")["content"]},
        {"code": "BARE-1", "content": {"name": "只有名称"}},
    ]
    rows = [{**each, "power_type": "行政许可", "department": {"code": BODY}, "level": "3"} for each in items]
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines_of({"format": FORMAT}, *rows))
    done = run("import", path, "--release")
    assert done.exit_code == 1
    assert "已发布 1 个" in done.output
    assert "BARE-1" in done.output
    assert dict(ItemVersion.objects.values_list("code", "state")) == {
        CODE: ReleaseState.RELEASED,
        "BARE-1": ReleaseState.DRAFT,
    }


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("import", "nowhere.csv"), "file.not_found"),
        (("import", "."), "exchange.folder"),
        (("import", "empty.csv"), "exchange.empty"),
        (("import", "a.csv", "--format", "paper"), "exchange.format"),
        (("import", "a.csv", "--tenant", "nobody"), "tenant.unknown"),
        (("import", "a.csv", "--errors", "a.csv"), "file.exists"),
        (("export", "--format", "paper"), "exchange.format"),
        (("export", "--out", "a.csv"), "file.exists"),
        (("export", "--out", "no/such/folder/a.jsonl"), "file.not_writable"),
        (("export", "--format", "national", "--out", "."), "file.exists"),
        (("template", "a.xls"), "exchange.format"),
        (("template", "here.xlsx"), "file.exists"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(words, code, tmp_path, monkeypatch, table):
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    (tmp_path / "work" / "inner").mkdir()
    if words != ("import", "."):
        for name, content in (("empty.csv", b""), ("a.csv", csv_of([ITEM])), ("here.xlsx", b"x")):
            (tmp_path / "work" / name).write_bytes(content)
    before = sorted(os.listdir())
    done = run(*words)
    assert isinstance(done.exception, OnedoorError), done.output
    assert done.exception.code == code
    assert sorted(os.listdir()) == before


def test_several_tenants_have_to_be_told_apart(table):
    factories.TenantFactory(code="another")
    refused = run("import", table)
    assert isinstance(refused.exception, OnedoorError)
    assert refused.exception.code == "tenant.several"
    assert run("import", table, "--tenant", "guangzhou").exit_code == 0


@pytest.mark.parametrize(
    ("name", "out"), [("json", "a.jsonl"), ("national", "a.zip"), ("national", "tables"), ("excel", "a.xlsx")]
)
def test_what_is_exported_is_imported_unchanged(name, out, tmp_path, body):
    version = factories.ItemVersionFactory(item__department=body)
    place = tmp_path / out
    done = run("export", "--format", name, "--out", place)
    assert done.exit_code == 0, done.output
    assert "1 个事项" in done.output
    assert ("未能带出" in done.output) == (name != "json")
    again = run("import", place)
    assert (again.exit_code, "无变化 1" in again.output) == (0, True)
    assert ItemVersion.objects.get() == version
    assert [each for each in os.listdir(tmp_path) if each.startswith(".")] == []


def test_a_file_is_replaced_only_when_asked_for(tmp_path, body):
    factories.ItemVersionFactory(item__department=body)
    place = tmp_path / "a.jsonl"
    place.write_text("before")
    assert isinstance(run("export", "--out", place).exception, OnedoorError)
    assert place.read_text() == "before"
    assert run("export", "--out", place, "--replace").exit_code == 0
    assert FORMAT in place.read_text()


def test_the_template_is_a_workbook(tmp_path):
    place = tmp_path / "t.xlsx"
    assert run("template", place).exit_code == 0
    assert CalamineWorkbook.from_path(str(place)).sheet_names[1] == "事项"


def test_the_terminal_may_read_english(table, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "new 1; changed 0; unchanged 0; refused 0" in run("import", table).output
