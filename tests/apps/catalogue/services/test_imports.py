"""Items come in from files: shown first, then written whole or not at all, as drafts and never over somebody else's."""

import io
from datetime import date

import pytest
from django.core.files.storage import default_storage
from python_calamine import CalamineWorkbook
from tests import factories
from tests.apps.catalogue.exchange.files import BODY, CODE, ITEM, csv_of, lines_of, workbook_of, zip_of

from onedoor.apps.audit.models import Event
from onedoor.apps.catalogue.enums import ImportState
from onedoor.apps.catalogue.exchange.errors import write_errors
from onedoor.apps.catalogue.exchange.exporting import ENDINGS, Export, write_items
from onedoor.apps.catalogue.exchange.house import FORMAT
from onedoor.apps.catalogue.models import ItemImport, ItemVersion, ServiceItem
from onedoor.apps.catalogue.services.claim_item import claim_item
from onedoor.apps.catalogue.services.draft_item import draft_item
from onedoor.apps.catalogue.services.drop_import import drop_import
from onedoor.apps.catalogue.services.publish_basic import publish_basic
from onedoor.apps.catalogue.services.release_item import release_item
from onedoor.apps.catalogue.services.show_import import show_import
from onedoor.apps.catalogue.services.write_import import write_import
from onedoor.apps.parties.models import Department
from onedoor.apps.tenancy.actor import Actor
from onedoor.apps.tenancy.enums import ReleaseState, Role
from onedoor.errors import Conflict, NotAllowed, NotFound
from onedoor.reference.modelled import modelled_item

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)


@pytest.fixture
def body():
    return factories.DepartmentFactory(code=BODY, name="市场监管局")


@pytest.fixture
def designer():
    return factories.actor_for(Role.DESIGNER)


def shown(actor, content, name="items.csv", **how):
    return show_import(actor=actor, file=io.BytesIO(content), name=name, **how)


def counts(found):
    return {name: number for name, number in found.report["counts"].items() if number}


def codes(found, verdict):
    return [each["code"] for group in found.report["shown"][verdict] for each in group["problems"]]


def released(department, content, code=CODE, **how):
    return release_item(
        actor=factories.system(),
        code=code,
        department=department,
        power_type="行政许可",
        content=content,
        effective_from=FIRST,
        region_code=factories.GUANGZHOU,
        **how,
    )


def test_showing_writes_no_item(body, designer):
    found = shown(designer, csv_of([ITEM]))
    assert (found.state, found.format, counts(found)) == (ImportState.SHOWN, "national", {"new": 1})
    assert not ServiceItem.objects.exists()
    assert Event.objects.get(action="import.shown").data["new"] == 1


def test_writing_makes_drafts_and_never_a_release(body, designer):
    written = write_import(actor=designer, import_id=shown(designer, csv_of([ITEM])).pk)
    version = ItemVersion.objects.get(code=CODE)
    assert (written.state, version.state, version.version) == (ImportState.WRITTEN, ReleaseState.DRAFT, 1)
    item = version.item
    assert (item.name, item.department, item.power_type, item.level) == (
        "食品经营许可",
        body,
        "行政许可",
        "3",
    )
    assert Event.objects.get(action="import.written").data == {"hash": written.file_hash, "items": 1}


def test_the_same_file_again_changes_nothing(body, designer):
    write_import(actor=designer, import_id=shown(designer, csv_of([ITEM])).pk)
    again = shown(designer, csv_of([ITEM]))
    assert counts(again) == {"unchanged": 1}
    before = list(ItemVersion.objects.order_by("pk").values_list("pk", "content_hash"))
    write_import(actor=designer, import_id=again.pk)
    assert list(ItemVersion.objects.order_by("pk").values_list("pk", "content_hash")) == before


def test_a_changed_row_is_shown_in_words_and_becomes_the_next_draft(body, designer):
    released(body, {"name": "食品经营许可", "visits": 1})
    found = shown(designer, csv_of([ITEM | {"limit_scene_num": "0"}]))
    assert found.report["shown"]["changed"][0]["changes"][0]["zh"] == "到现场次数：由“1”改为“0”"
    write_import(actor=designer, import_id=found.pk)
    versions = ItemVersion.objects.filter(code=CODE).order_by("version").values_list("version", "state")
    assert list(versions) == [(1, ReleaseState.RELEASED), (2, ReleaseState.DRAFT)]


def test_what_the_tables_do_not_know_stays_as_it_was(body, designer):
    content = modelled_item("hr-service-permit")["content"]
    version = released(body, content)
    out = io.BytesIO()
    export = Export(designer, ServiceItem.objects.visible_to(designer))
    write_items(export, "national", out, lambda problem: None)
    assert counts(shown(designer, out.getvalue(), "a.zip")) == {"unchanged": 1}
    rows = {
        "task_code": CODE,
        "task_name": "人力资源服务许可（新）",
        "task_type": "行政许可",
        "dept_code": BODY,
    }
    write_import(actor=designer, import_id=shown(designer, csv_of([rows])).pk)
    draft = ItemVersion.objects.drafts().get(code=CODE)
    assert draft.content["name"] == "人力资源服务许可（新）"
    assert {key: each for key, each in draft.content.items() if key != "name"} == {
        key: each for key, each in version.content.items() if key != "name"
    }


def test_materials_keep_their_identifiers_and_conditions_when_rows_move(body, designer):
    materials = [{"name": {"zh": "甲", "en": "A"}}, {"name": "乙", "when": "true"}]
    released(body, {"name": "食品经营许可", "materials": materials})
    rows = [{"task_code": CODE, "material_name": name} for name in ("丙", "乙", "甲")]
    archive = zip_of({"item.csv": csv_of([ITEM]), "material.csv": csv_of(rows)})
    write_import(actor=designer, import_id=shown(designer, archive, "a.zip").pk)
    draft = ItemVersion.objects.drafts().get(code=CODE)
    assert draft.content["materials"] == [
        {"name": "丙", "id": "M3"},
        {"name": "乙", "id": "M2", "when": "true"},
        {"name": {"zh": "甲", "en": "A"}, "id": "M1"},
    ]


def test_somebody_elses_draft_is_refused_by_name_and_ones_own_written_over(body, designer):
    other = factories.actor_for(factories.officer(Role.DESIGNER, display_name="李设计"))
    draft_item(
        actor=other, code=CODE, content={"name": "旧名"}, department=body, power_type="行政许可", level="3"
    )
    refused = shown(designer, csv_of([ITEM]))
    assert counts(refused) == {"refused": 1}
    problem = refused.report["shown"]["refused"][0]["problems"][-1]
    assert (problem["code"], problem["found"]) == ("item.draft_of_another", "李设计")
    write_import(actor=other, import_id=shown(other, csv_of([ITEM])).pk)
    assert ItemVersion.objects.get(code=CODE).content["name"] == "食品经营许可"
    # The draft that an import wrote is that person's too.
    assert counts(shown(designer, csv_of([ITEM | {"task_name": "又一个名字"}]))) == {"refused": 1}
    assert counts(shown(other, csv_of([ITEM | {"task_name": "又一个名字"}]))) == {"changed": 1}


def test_a_catalogue_that_changed_meanwhile_stops_the_whole_import(body, designer):
    rows = [ITEM, ITEM | {"task_code": "OTHER-1", "task_name": "另一件"}]
    found = shown(designer, csv_of(rows))
    released(body, {"name": "抢先"}, code="OTHER-1")
    with pytest.raises(Conflict, match=r"import\.stale") as refusal:
        write_import(actor=designer, import_id=found.pk)
    assert refusal.value.found == "OTHER-1 另一件"
    assert not ServiceItem.objects.filter(code=CODE).exists()
    assert ItemImport.objects.get().state == ImportState.SHOWN


def test_an_import_is_written_once(body, designer):
    found = shown(designer, csv_of([ITEM]))
    write_import(actor=designer, import_id=found.pk)
    for deed in (write_import, drop_import):
        with pytest.raises(Conflict, match=r"import\.done"):
            deed(actor=designer, import_id=found.pk)


def test_a_dropped_import_leaves_no_file(body, designer, django_capture_on_commit_callbacks):
    found = shown(designer, csv_of([ITEM]))
    names = [found.source.name, found.rows.name]
    assert all(default_storage.exists(name) for name in names)
    with django_capture_on_commit_callbacks(execute=True):
        drop_import(actor=designer, import_id=found.pk)
    assert not any(default_storage.exists(name) for name in names)
    assert ItemImport.objects.get().state == ImportState.DROPPED


def test_an_unknown_department_is_refused_unless_it_is_to_be_made(designer):
    assert codes(shown(designer, csv_of([ITEM])), "refused") == ["department.unknown"]
    found = shown(designer, csv_of([ITEM | {"dept_name": "市场监管局"}]), make_departments=True)
    assert not Department.objects.filter(code=BODY).exists()
    write_import(actor=designer, import_id=found.pk)
    made = Department.objects.get(code=BODY)
    assert (made.name, made.region_code) == ("市场监管局", factories.GUANGZHOU)
    assert Event.objects.filter(action="department.registered").count() == 1


def test_with_release_what_can_run_takes_effect_and_the_rest_stays_a_draft(body, designer):
    items = [
        {"code": CODE, "content": modelled_item("hr-service-permit")["content"]},
        {"code": "BARE-1", "content": {"name": "只有名称"}},
    ]
    rows = [{**each, "power_type": "行政许可", "department": {"code": BODY}, "level": "3"} for each in items]
    found = shown(designer, lines_of({"format": FORMAT}, *rows), "a.jsonl")
    written = write_import(actor=designer, import_id=found.pk, release=True)
    states = dict(ItemVersion.objects.values_list("code", "state"))
    assert states == {CODE: ReleaseState.RELEASED, "BARE-1": ReleaseState.DRAFT}
    assert (written.report["released"], written.report["blocked_number"]) == (1, 1)
    assert written.report["blocked"][0]["code"] == "BARE-1"


def test_what_the_basic_catalogue_locks_stays_as_it_says(body, designer):
    publish_basic(
        actor=factories.system(),
        code="440131008000",
        power_type="行政许可",
        content={"name": "食品经营许可", "basis": "第三十五条"},
        effective_from=FIRST,
    )
    claim_item(actor=designer, basic_code="440131008000", department=body, level="3")
    found = shown(
        designer, csv_of([ITEM | {"task_name": "改名", "by_law": "第一条", "transact_addr": "二楼"}])
    )
    assert [each["code"] for each in found.report["groups"]].count("item.locked") == 1
    write_import(actor=designer, import_id=found.pk)
    content = ItemVersion.objects.get(code=CODE).content
    assert (content["name"], content["basis"]) == ("食品经营许可", "第三十五条")
    assert content["record"]["transact_addr"] == "二楼"


def test_another_body_or_type_than_before_is_told_and_left(body, designer):
    released(factories.DepartmentFactory(), {"name": "食品经营许可"}, level="3")
    found = shown(designer, csv_of([ITEM | {"task_type": "公共服务"}]))
    assert {each["code"] for each in found.report["groups"]} >= {
        "item.department_differs",
        "item.type_differs",
    }
    assert counts(found) == {"unchanged": 1}


@pytest.mark.parametrize("format_name", ENDINGS)
def test_what_is_exported_comes_in_elsewhere(format_name, body, designer):
    version = released(body, modelled_item("hr-service-permit")["content"])
    out = io.BytesIO()
    assert (
        write_items(
            Export(designer, ServiceItem.objects.visible_to(designer)), format_name, out, lambda problem: None
        )
        == 1
    )
    elsewhere = Actor.system(factories.TenantFactory(code="shenzhen", region_code="440300").pk)
    found = shown(elsewhere, out.getvalue(), f"items.{ENDINGS[format_name]}", make_departments=True)
    write_import(actor=elsewhere, import_id=found.pk)
    theirs = ItemVersion.objects.get(tenant_id=elsewhere.tenant_id)
    if format_name == "json":
        assert theirs.content_hash == version.content_hash
    assert theirs.content["name"] == version.content["name"] or theirs.content["name"] == "人力资源服务许可"


def test_the_houses_format_is_whole_and_takes_away_what_it_does_not_have(body, designer):
    released(body, {"name": "食品经营许可", "visits": 2, "themes": ["餐饮"]})
    line = {"code": CODE, "content": {"name": "食品经营许可", "visits": 2}}
    write_import(actor=designer, import_id=shown(designer, lines_of({"format": FORMAT}, line), "a.jsonl").pk)
    assert ItemVersion.objects.drafts().get().content == {"name": "食品经营许可", "visits": 2}


def test_a_workbook_comes_back_with_what_is_wrong_beside_each_row(body, designer):
    sheet = [
        ["事项名称", "实施编码", "事项类型", "实施主体编码", "法定办结时限"],
        ["许可", CODE, "行政许可", BODY, "约20"],
    ]
    found = shown(designer, workbook_of({"事项": sheet}), "a.xlsx")
    out = io.BytesIO()
    write_errors(found, out)
    book = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue()))
    heads, row = book.get_sheet_by_name("事项").to_python()
    assert heads == [*sheet[0], "问题"]
    assert row[:5] == sheet[1]
    assert "法定办结时限：不是非负整数；填的是“约20”" in row[5]
    mended = workbook_of({"事项": [heads, [*sheet[1][:4], "20", row[5]]]})
    assert counts(shown(designer, mended, "b.xlsx")) == {"new": 1}


def test_problems_of_other_files_come_as_a_list(designer):
    out = io.BytesIO()
    write_errors(shown(designer, csv_of([ITEM])), out)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(out.getvalue())).get_sheet_by_name("问题").to_python()
    assert ["拒绝", "事项", "2"] in [row[:3] for row in rows]


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.DESIGNER])
def test_only_designers_import(role):
    with pytest.raises(NotAllowed):
        shown(factories.actor_for(role), csv_of([ITEM]))


def test_an_import_of_another_tenant_is_not_there(body, designer):
    found = shown(designer, csv_of([ITEM]))
    other = Actor.system(factories.TenantFactory(code="elsewhere").pk)
    for deed in (write_import, drop_import):
        with pytest.raises(NotFound):
            deed(actor=other, import_id=found.pk)


def test_many_items_are_written_in_few_statements(body, designer, django_assert_max_num_queries):
    rows = [ITEM | {"task_code": f"MANY-{number}", "task_name": f"事项{number}"} for number in range(600)]
    found = shown(designer, csv_of(rows))
    with django_assert_max_num_queries(40):
        write_import(actor=designer, import_id=found.pk)
    assert ItemVersion.objects.drafts().count() == 600


def test_a_workbook_changes_only_what_is_filled_in(body, designer):
    content = {"name": "食品经营许可", "visits": 2, "basis": "旧依据", "materials": ["身份证"], "faq": []}
    released(body, content)
    sheet = [
        ["实施编码", "事项名称", "到办事现场次数", "设定依据", "简介"],
        [CODE, "食品经营许可", None, "清空", "一句话"],
    ]
    parts = [["实施编码", "材料名称"], ["OTHER-1", "执照"]]
    other = [["OTHER-1", "另一件", None, None, None]]
    write_import(
        actor=designer,
        import_id=shown(designer, workbook_of({"事项": [*sheet, *other], "材料": parts}), "a.xlsx").pk,
    )
    draft = ItemVersion.objects.drafts().get(code=CODE).content
    assert draft == {
        "name": "食品经营许可",
        "visits": 2,
        "summary": "一句话",
        "materials": ["身份证"],
        "faq": [],
    }
