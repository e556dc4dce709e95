"""Files from outside are distrusted: kind by content, bounded size, nothing that runs, no bombs."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import filetype

from onedoor.errors import Invalid, TooLarge
from onedoor.text import Text

MEGABYTE = 1024 * 1024
HEAD = 8192
MOST_ENTRIES = 2000
MOST_UNPACKED = 200 * MEGABYTE
ALLOWED = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
KINDS = Text("PDF、PNG、JPG、DOCX、XLSX", "PDF, PNG, JPG, DOCX or XLSX")
# The beginning of an entry in an archive's directory, and what the reader raises on directories made to break it.
ENTRY = b"PK\x01\x02"
DAMAGED = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error)
MACROS = ("vbaproject.bin", "vbadata.xml")


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What is known of a file after it was looked at, never what its sender says of it."""

    filename: str
    media_type: str
    size: int
    sha256: str


def check_file(file: IO[bytes], *, name: str, size: int, most_bytes: int) -> CheckedFile:
    """The file's kind, size in bytes and SHA-256; the file is at its beginning again afterwards.

    Raises ``TooLarge`` above ``most_bytes`` and ``Invalid`` for an empty file, a kind that is not allowed, an
    office file with macros, or an archive that unpacks beyond all measure.
    """
    if size > most_bytes:
        raise TooLarge(
            "upload.too_large",
            found=f"{size / MEGABYTE:.1f} MB",
            expected=Text(f"不超过 {most_bytes // MEGABYTE} MB", f"at most {most_bytes // MEGABYTE} MB"),
            mend=Text("请压缩或拆分后重新上传。", "Compress or split the file and upload it again."),
        )
    if size == 0:
        raise Invalid(
            "upload.empty",
            found=Text("文件是空的", "the file is empty"),
            mend=Text("请选择有内容的文件。", "Choose a file with content."),
        )
    file.seek(0)
    kind = filetype.guess(file.read(HEAD))
    media_type = kind.mime if kind else ""
    if media_type == "application/zip":
        media_type = _office_kind(file)
    if media_type not in ALLOWED:
        raise Invalid(
            "upload.kind",
            found=Text(f"文件的内容是 {media_type}", f"its content is {media_type}")
            if media_type
            else Text("无法识别的格式", "a format we do not know"),
            expected=KINDS,
            mend=Text("请另存为 PDF 或图片后上传。", "Save it as PDF or as a picture and upload that."),
        )
    if media_type.startswith("application/vnd.openxml"):
        _refuse_dangerous_archive(file)
    return CheckedFile(_safe_name(name, ALLOWED[media_type]), media_type, size, _sha256(file))


def _office_kind(file: IO[bytes]) -> str:
    names = _names(file)
    for part, media_type in (("word/document.xml", ".docx"), ("xl/workbook.xml", ".xlsx")):
        if part in names:
            return next(kind for kind, ending in ALLOWED.items() if ending == media_type)
    return "application/zip"


def _names(file: IO[bytes]) -> set[str]:
    return {info.filename for info in _entries(file)}


def _entries(file: IO[bytes]) -> list[zipfile.ZipInfo]:
    _refuse_many_entries(file)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except DAMAGED as broken:
        raise Invalid("upload.broken", found=Text("文件已损坏", "the file is damaged")) from broken


def _refuse_many_entries(file: IO[bytes]) -> None:
    """Counted in the bytes: the reader would first make an object of each of half a million."""
    found, tail = 0, b""
    file.seek(0)
    while chunk := file.read(MEGABYTE):
        found += (tail + chunk).count(ENTRY)
        tail = chunk[1 - len(ENTRY) :]
    if found > MOST_ENTRIES:
        raise Invalid("upload.bomb", found=str(found), expected=f"<= {MOST_ENTRIES}")


def _refuse_dangerous_archive(file: IO[bytes]) -> None:
    entries = _entries(file)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise Invalid(
            "upload.bomb", found=f"{unpacked // MEGABYTE} MB", expected=f"<= {MOST_UNPACKED // MEGABYTE} MB"
        )
    if any(PurePosixPath(entry.filename.lower()).name in MACROS for entry in entries):
        raise Invalid(
            "upload.macro",
            found=Text("文件含有宏", "the file contains macros"),
            mend=Text("请另存为不含宏的格式或 PDF。", "Save it without macros, or as PDF."),
        )


def _safe_name(name: str, ending: str) -> str:
    """The sender's name without any path or control character, with the ending of its real kind."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    kept = "".join(c for c in stem if c.isalnum() or c in " -_()（）【】.").strip(" .")[:80]
    return (kept or "file") + ending


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(MEGABYTE):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
