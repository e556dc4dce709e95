"""Files from outside: what is let in, what is refused, and with which code."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onedoor.apps.cases.uploads import MEGABYTE, check_file
from onedoor.errors import Invalid, TooLarge

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
MOST = 20 * MEGABYTE


def office(*names: str, content: bytes = b"<x/>") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *names):
            # A member without a time: the bytes are the same in every run.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def checked(content: bytes, name: str = "file.pdf"):
    return check_file(io.BytesIO(content), name=name, size=len(content), most_bytes=MOST)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 64, "image/jpeg"),
        (
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_the_kind_is_told_by_the_content(content, media_type):
    assert checked(content, "holiday.exe").media_type == media_type


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload.empty"),
        (b"MZ" + b"\0" * 100, "upload.kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "upload.kind"),
        (b"<html><script>1</script></html>", "upload.kind"),
        (b"plain words", "upload.kind"),
        (office("some/other.txt"), "upload.kind"),
        (office("word/document.xml", "word/vbaProject.bin"), "upload.macro"),
        (office("xl/workbook.xml", "xl/VBAPROJECT.BIN"), "upload.macro"),
        (office("word/document.xml")[:80], "upload.broken"),
    ],
)
def test_what_could_harm_or_is_unknown_is_refused(content, code):
    with pytest.raises(Invalid) as refusal:
        checked(content)
    assert refusal.value.code == code
    assert refusal.value.found


def test_a_bomb_is_refused_by_what_it_would_unpack_to():
    bomb = office("word/document.xml", *(f"word/{i}.xml" for i in range(60)), content=b"0" * (4 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    with pytest.raises(Invalid) as refusal:
        checked(bomb)
    assert refusal.value.code == "upload.bomb"


def test_too_many_entries_are_refused():
    with pytest.raises(Invalid) as refusal:
        checked(office("word/document.xml", *(f"a{i}" for i in range(2001)), content=b""))
    assert refusal.value.code == "upload.bomb"


@given(
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=8), most=st.integers(0)
)
def test_an_archive_made_to_break_its_reader_is_refused_or_let_in_and_breaks_nothing(changes, most):
    content = bytearray(office("word/document.xml", "名.xml"))
    for place, byte in changes:
        content[place % len(content)] = byte
    with suppress(Invalid):
        assert checked(bytes(content[: most % (len(content) * 4) or 1])).sha256


@pytest.mark.parametrize(
    ("place", "byte", "what"),
    [(b"\xe5\x90\x8d.xml", 0xFF, "a name that is no text"), (b"PK\x01\x02", 0xFF, "a version of the future")],
)
def test_a_directory_that_no_archive_has_is_told_as_damaged(place, byte, what):
    content = bytearray(office("word/document.xml", "名.xml"))
    start = content.rfind(place)
    content[start + (6 if place.startswith(b"PK") else 0)] = byte
    with pytest.raises(Invalid, match=r"upload\.(broken|kind)"):
        checked(bytes(content))


def test_the_bound_is_told_in_megabytes_before_anything_is_read():
    with pytest.raises(TooLarge) as refusal:
        check_file(io.BytesIO(b""), name="big.pdf", size=200 * MEGABYTE, most_bytes=MOST)
    assert refusal.value.as_dict("en") == {
        "code": "upload.too_large",
        "found": "200.0 MB",
        "expected": "at most 20 MB",
        "mend": "Compress or split the file and upload it again.",
    }


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\docs\\租赁合同.PDF", "租赁合同.pdf"),
        ("a\x00b\n<script>.pdf", "abscript.pdf"),
        ("....", "file.pdf"),
        ("长" * 300, "长" * 80 + ".pdf"),
    ],
)
def test_the_name_keeps_no_path_and_no_control_character(name, kept):
    assert checked(PDF, name).filename == kept


def test_the_file_stands_at_its_beginning_afterwards():
    file = io.BytesIO(PDF)
    check_file(file, name="a.pdf", size=len(PDF), most_bytes=MOST)
    assert file.read() == PDF
