"""Items from files, on pages: looked at first, written on a click, and every kind of bad file told in words."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook
from tests.apps.catalogue.exchange.files import CODE, ITEM, csv_of, zip_of

from onedoor.apps.catalogue.models import ItemImport, ItemVersion
from onedoor.apps.tenancy.enums import ReleaseState

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.pages.imports_site")]
HOME = "/studio/items/import/"


def upload(client, content, name="items.csv", **fields):
    return client.post(HOME, {"file": SimpleUploadedFile(name, content), **fields})


@pytest.fixture
def rows(world):
    """Two items of a department of the world, one of them without a name."""
    return [
        ITEM | {"dept_code": world.lead.code, "by_law": "第一条"},
        ITEM | {"task_code": "NAMELESS-1", "task_name": "", "dept_code": world.lead.code},
    ]


def test_an_upload_leads_to_a_preview_that_names_what_is_refused(world, rows):
    client = world.client("designer")
    answer = upload(client, csv_of(rows))
    number = ItemImport.objects.latest("pk").pk
    assert answer["Location"] == f"{HOME}{number}/"
    page = client.get(answer["Location"]).content.decode()
    assert "NAMELESS-1" in page
    assert "必填栏目空着" in page
    assert "写入 1 份草稿" in page
    assert "食品经营许可" in client.get(f"{HOME}{number}/?of=new").content.decode()


def test_confirming_writes_drafts_and_the_page_says_so(world, rows):
    client = world.client("designer")
    upload(client, csv_of(rows))
    answer = client.post(f"{HOME}{ItemImport.objects.latest('pk').pk}/write/", follow=True)
    assert "已写入 1 份草稿" in answer.content.decode()
    assert ItemVersion.objects.get(code=CODE).state == ReleaseState.DRAFT
    assert client.get(f"/studio/items/{CODE}/").status_code == 200


def test_a_change_is_shown_in_words(world):
    client = world.client("designer")
    code = world.item.code
    row = ITEM | {"task_code": code, "task_name": "改了名字", "dept_code": world.lead.code}
    upload(client, csv_of([row]))
    page = client.get(f"{HOME}{ItemImport.objects.latest('pk').pk}/?of=changed").content.decode()
    assert "事项名称：由“" in page
    assert "改为“改了名字”" in page


def test_dropping_writes_nothing_and_a_dropped_import_cannot_be_written(world, rows):
    client = world.client("designer")
    upload(client, csv_of(rows))
    number = ItemImport.objects.latest("pk").pk
    assert "已放弃" in client.post(f"{HOME}{number}/drop/", follow=True).content.decode()
    assert "已放弃" in client.post(f"{HOME}{number}/write/", follow=True).content.decode()
    assert not ItemVersion.objects.filter(code=CODE).exists()
    assert client.get(f"{HOME}{number}/errors/").status_code == 404


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "文件是空的"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 422, "image/png"),
        (zip_of({"item.csv": csv_of([ITEM])})[:70], 422, "不完整或已损坏"),
        (b"a,b\n1,2\n", 422, "第一行是栏目名"),
        (b'{"a": 1}', 422, "没有适用的对照表"),
    ],
)
def test_a_bad_file_is_told_on_the_page(world, content, status, words):
    answer = upload(world.client("designer"), content, "x.csv")
    assert (answer.status_code, ItemImport.objects.count()) == (status, 1)
    assert words in answer.content.decode()


def test_no_file_and_an_unknown_format_are_told(world):
    client = world.client("designer")
    assert "请先选择文件" in client.post(HOME).content.decode()
    assert upload(client, csv_of([ITEM]), format="paper").status_code == 422


def test_the_template_errors_and_items_are_files_to_take_away(world, rows):
    client = world.client("designer")
    upload(client, csv_of(rows))
    number = ItemImport.objects.latest("pk").pk
    for path in ("template/", f"{number}/errors/", "export/?format=excel&drafts=1"):
        answer = client.get(f"{HOME}{path}")
        assert "attachment" in answer["Content-Disposition"]
        book = io.BytesIO(b"".join(answer.streaming_content))
        assert CalamineWorkbook.from_filelike(book).sheet_names
    for name in ("national", "json"):
        assert b"".join(client.get(f"{HOME}export/?format={name}").streaming_content)
    assert client.get(f"{HOME}export/?format=paper").status_code == 404


def test_more_items_than_a_page_exports_are_refused_with_what_to_do(world, monkeypatch):
    monkeypatch.setattr("onedoor.pages.studio.imports.MOST_EXPORTED", 0)
    answer = world.client("designer").get(f"{HOME}export/", follow=True)
    assert "请按部门分批导出" in answer.content.decode()


@pytest.mark.parametrize("path", ["", "template/", "export/", "1/", "1/errors/"])
@pytest.mark.parametrize("who", ["owner", "clerk", "reviewer", "supervisor"])
def test_others_than_designers_are_refused(world, who, path):
    assert world.client(who).get(f"{HOME}{path}").status_code == 403


def test_an_import_of_another_tenant_is_not_there(world, rows):
    upload(world.client("designer"), csv_of(rows))
    number = ItemImport.objects.latest("pk").pk
    foreign = world.client("foreigner")
    for path in (f"{number}/", f"{number}/errors/"):
        assert foreign.get(f"{HOME}{path}").status_code == 404
    for path in (f"{number}/write/", f"{number}/drop/"):
        assert foreign.post(f"{HOME}{path}").status_code == 404


def test_the_pages_ask_the_database_few_times(world, rows, max_queries):
    client = world.client("designer")
    upload(client, csv_of(rows))
    for path in (HOME, f"{HOME}{ItemImport.objects.latest('pk').pk}/"):
        client.get(path)
        with max_queries(9):
            client.get(path)


def test_the_words_are_english_where_english_is_read(world, rows):
    client = world.client("designer")
    client.post("/language/", {"language": "en"})
    upload(client, csv_of(rows))
    page = client.get(f"{HOME}{ItemImport.objects.latest('pk').pk}/").content.decode()
    assert "Items, row 3: Item name: A column that is needed is empty" in page
