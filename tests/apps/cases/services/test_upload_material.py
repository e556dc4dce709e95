"""A file comes to a draft: checked, stored under its hash, or refused without a trace."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import factories
from tests.apps.cases.test_uploads import PNG, office
from tests.apps.cases.town import PDF, RULES

from onedoor.apps.cases.models import Upload
from onedoor.apps.cases.services import upload_material as uploading
from onedoor.errors import Conflict, Invalid, NotFound, TooLarge, Unavailable


def sent(content=PDF, name="material.pdf", size=None):
    file = SimpleUploadedFile(name, content)
    if size is not None:
        file.size = size
    return file


def stored():
    root = Path(settings.DATA) / "files"
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, ".pdf"),
        (PNG, ".png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 64, ".jpg"),
        (office("word/document.xml"), ".docx"),
        (office("xl/workbook.xml"), ".xlsx"),
    ],
)
def test_the_kind_is_told_by_the_content_whatever_the_name_says(town, content, ending):
    upload = town.upload(town.start(), file=sent(content, "holiday.exe"))
    assert upload.filename == f"holiday{ending}"
    assert upload.file.name.endswith(ending)


def test_the_file_lies_under_its_hash_and_never_under_the_senders_name(town):
    upload = town.upload(town.start(), file=sent(name="../../etc/passwd"))
    digest = hashlib.sha256(PDF).hexdigest()
    assert (upload.sha256, upload.size, upload.filename) == (digest, len(PDF), "passwd.pdf")
    assert [path.name for path in stored()] == [f"{digest[:32]}.pdf"]
    assert upload.file.read() == PDF
    upload.file.close()


@pytest.mark.parametrize(
    ("file", "kind", "code"),
    [
        (sent(b""), Invalid, "upload.empty"),
        (sent(b"<script>alert(1)</script>", "x.pdf"), Invalid, "upload.kind"),
        (sent(office("word/document.xml", "word/vbaProject.bin"), "x.docx"), Invalid, "upload.macro"),
        (sent(size=20 * 1024 * 1024 + 1), TooLarge, "upload.too_large"),
    ],
)
def test_what_is_refused_leaves_neither_row_nor_file(town, file, kind, code):
    with pytest.raises(kind) as refusal:
        town.upload(town.start(), file=file)
    assert refusal.value.code == code
    assert not Upload.objects.exists()
    assert stored() == []


def test_twenty_megabytes_are_let_in(town):
    assert town.upload(town.start(), file=sent(size=20 * 1024 * 1024)).pk


@pytest.mark.parametrize("storage", ["Full", "Away"])
def test_a_storage_that_fails_is_told_and_leaves_no_row(town, settings, storage):
    backend = {"BACKEND": f"tests.apps.cases.storages.{storage}"}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    draft = town.start()
    with pytest.raises(Unavailable, match=r"storage\.full") as refusal:
        town.upload(draft)
    assert "已保存的内容没有丢失" in refusal.value.as_dict()["mend"]
    assert not Upload.objects.exists()
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_draft_that_is_submitted_while_the_bytes_are_written_takes_no_more(town, monkeypatch):
    draft = town.fill_in()
    storage = Upload.file.field.storage
    save = storage.save

    def submitted_meanwhile(name, content, **how):
        town.submit(draft)
        return save(name, content, **how)

    monkeypatch.setattr(storage, "save", submitted_meanwhile)
    before = len(stored())
    with pytest.raises(Conflict, match=r"draft\.submitted"):
        town.upload(draft)
    assert (Upload.objects.count(), len(stored())) == (2, before)


def test_a_submitted_draft_takes_no_more(town):
    draft = town.fill_in()
    town.submit(draft)
    with pytest.raises(Conflict, match=r"draft\.submitted"):
        town.upload(draft)


def test_a_material_that_the_item_does_not_ask_is_refused(town):
    with pytest.raises(Invalid, match=r"upload\.material") as refusal:
        town.upload(town.start(), "身份证")
    assert RULES in refusal.value.expected


def test_a_draft_takes_forty_files(town, monkeypatch):
    monkeypatch.setattr(uploading, "MOST_FILES", 2)
    draft = town.fill_in()
    with pytest.raises(Invalid, match=r"upload\.count"):
        town.upload(draft)


def test_strangers_and_officers_find_no_draft(town):
    draft = town.start()
    stranger = factories.actor_for(factories.EnterpriseFactory())
    for who in (stranger, town.actor("reviewer"), town.actor("clerk")):
        with pytest.raises(NotFound):
            town.upload(draft, who=who)
    assert stored() == []


def test_officers_see_a_file_once_it_belongs_to_a_case_of_theirs(town):
    draft = town.fill_in()
    seen = {
        who: Upload.objects.visible_to(town.actor(who)).count() for who in ("owner", "reviewer", "finance")
    }
    assert seen == {"owner": 2, "reviewer": 0, "finance": 0}
    town.submit(draft)
    seen = {
        who: Upload.objects.visible_to(town.actor(who)).count() for who in ("owner", "reviewer", "finance")
    }
    assert seen == {"owner": 2, "reviewer": 2, "finance": 0}
