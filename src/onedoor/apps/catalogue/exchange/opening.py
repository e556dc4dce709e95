"""Files from outside, distrusted: what they are by content, how they are written, how much there may be of them."""

from __future__ import annotations

import codecs
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TextIO

import filetype
from django.core.files import File
from django.db.models.fields.files import FieldFile

from onedoor.errors import Invalid, TooLarge, Unavailable
from onedoor.text import Text

MEGABYTE = 1024 * 1024
HEAD = 8192
KINDS = Text("xlsx、zip、csv 或 json", "xlsx, zip, csv or json")
MOST_ENTRIES = 2000
MACROS = ("vbaproject.bin", "vbadata.xml")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The beginning of an entry in an archive's directory.
ENTRY = b"PK\x01\x02"
DAMAGED = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error, RuntimeError)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be read: bytes as they come and unpacked, rows in all, bytes of one JSON text."""

    most_bytes: int
    most_unpacked: int
    most_rows: int
    most_json: int = 64 * MEGABYTE


# What a page takes, and what whoever has the machine may give to the command.
PAGE = Bounds(20 * MEGABYTE, 200 * MEGABYTE, 20_000)
COMMAND = Bounds(8 * 1024 * MEGABYTE, 64 * 1024 * MEGABYTE, 20_000_000)


def size_of(file: IO[bytes]) -> int:
    """The file's bytes; it is at its beginning afterwards."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def kind_of(file: IO[bytes], name: str, bounds: Bounds) -> str:
    """``workbook``, ``archive`` or ``text``, by what the file holds.

    Raises ``Invalid``, or ``TooLarge``: an empty file, an old or protected workbook, one with macros, a damaged archive, one that
    unpacks beyond all measure, and whatever is none of the three.
    """
    size = size_of(file)
    if size == 0:
        raise Invalid("exchange.empty", where=name, found=Text("文件是空的", "the file is empty"))
    if size > bounds.most_bytes:
        raise TooLarge(
            "exchange.too_large",
            where=name,
            found=f"{size / MEGABYTE:.1f} MB",
            expected=f"<= {bounds.most_bytes // MEGABYTE} MB",
            mend=Text(
                "拆成几个文件，或请管理员用命令导入。", "Split it, or have it imported by the command."
            ),
        )
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(OLD_OFFICE):
        raise Invalid(
            "exchange.old_workbook",
            where=name,
            found=Text("旧版 xls 或加了密码的工作簿", "an old xls, or a workbook with a password"),
            expected="xlsx",
            mend=Text("去掉密码，另存为 xlsx 再上传。", "Take off the password and save it as xlsx."),
        )
    if head.startswith(b"PK"):
        return _archive_kind(file, name, bounds)
    if (known := filetype.guess(head)) is not None:
        raise Invalid("exchange.kind", where=name, found=known.mime, expected=KINDS)
    return "text"


def _archive_kind(file: IO[bytes], name: str, bounds: Bounds) -> str:
    _refuse_many_entries(file, name)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _refuse_bomb(archive, entries, name, bounds)
    except DAMAGED as error:
        raise Invalid(
            "exchange.damaged",
            where=name,
            found=Text(f"压缩包不完整或已损坏（{error}）", f"the archive is cut short or damaged ({error})"),
            mend=Text("重新传输或重新压缩。", "Transfer it again, or pack it anew."),
        ) from error
    finally:
        file.seek(0)
    names = {entry.filename.lower() for entry in entries}
    if any(PurePosixPath(each).name in MACROS for each in names):
        raise Invalid(
            "exchange.macros",
            where=name,
            found=Text("工作簿含有宏", "the workbook has macros"),
            expected="xlsx",
            mend=Text("另存为不含宏的 xlsx。", "Save it as xlsx, without macros."),
        )
    if "xl/workbook.xml" in names:
        return "workbook"
    if "[content_types].xml" in names:
        raise Invalid(
            "exchange.kind",
            where=name,
            found=Text("其他办公文件", "another kind of office file"),
            expected=KINDS,
        )
    return "archive"


def _refuse_many_entries(file: IO[bytes], name: str) -> None:
    """Counted in the bytes: the reader would first make an object of each."""
    found, tail = 0, b""
    while chunk := file.read(MEGABYTE):
        found += (tail + chunk).count(ENTRY)
        tail = chunk[1 - len(ENTRY) :]
    file.seek(0)
    if found > MOST_ENTRIES:
        raise Invalid("exchange.bomb", where=name, found=f"{found} 个文件", expected=f"<= {MOST_ENTRIES}")


def _refuse_bomb(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, bounds: Bounds) -> None:
    """An archive may say less than it holds, so that its directory is believed only as far as it speaks against it."""
    told = sum(entry.file_size for entry in entries)
    if told > bounds.most_unpacked:
        raise TooLarge(
            "exchange.bomb",
            where=name,
            found=f"{told // MEGABYTE} MB",
            expected=f"<= {bounds.most_unpacked // MEGABYTE} MB",
        )
    for entry in entries:
        with archive.open(entry) as member:
            while member.read(MEGABYTE):
                pass


@contextmanager
def text_of(file: IO[bytes], name: str) -> Iterator[TextIO]:
    """The file as text: UTF-8 with or without a mark, UTF-16 with one, or GB18030, which has GBK in it. It stays open afterwards.

    Raises ``Invalid`` where it is none of them.
    """
    start = file.read(4)
    file.seek(0)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        if _decodes(file, encoding):
            text = io.TextIOWrapper(file, encoding=encoding, newline="")
            try:
                yield text
            finally:
                text.detach()
            return
    raise Invalid(
        "exchange.encoding",
        where=name,
        found=Text("既不是文本，也不是表格", "neither text nor a workbook"),
        expected=Text(
            "UTF-8 或 GBK 编码的 csv、json，或 xlsx、zip", "csv or json in UTF-8 or GBK, xlsx or zip"
        ),
    )


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(MEGABYTE):
            if "\0" in decoder.decode(chunk):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


@contextmanager
def kept(stored: FieldFile) -> Iterator[File[bytes]]:
    """A file that an import keeps; ``Unavailable`` where its row stands and the file cannot be read."""
    try:
        file = stored.open("rb")
    except (OSError, ValueError) as missing:
        raise Unavailable(
            "storage.unavailable",
            found=Text("导入的文件无法读取", "the file of the import cannot be read"),
            mend=Text("重新上传文件。", "Upload the file again."),
        ) from missing
    with file:
        yield file


def members(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of an archive, each with its name; what is packed on older Windows has its names in GBK."""
    with zipfile.ZipFile(file, metadata_encoding="gbk") as archive:
        for entry in archive.infolist():
            if not entry.is_dir() and not entry.filename.startswith("__MACOSX/"):
                # Two passes are needed to tell how a text is written.
                with archive.open(entry) as member:
                    yield entry.filename, member
