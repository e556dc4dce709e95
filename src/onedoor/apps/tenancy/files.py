"""Stored files, opened for whoever was found to be allowed to see their row."""

from __future__ import annotations

from django.core.files import File
from django.db.models.fields.files import FieldFile

from onedoor.errors import Unavailable
from onedoor.text import Text


def opened(stored: FieldFile) -> File[bytes]:
    """The file, at its beginning; ``Unavailable`` "storage.unavailable" where the row stands and its file cannot be read."""
    try:
        return stored.open("rb")
    except (OSError, ValueError) as missing:
        raise Unavailable(
            "storage.unavailable",
            found=Text("文件暂时无法读取", "the file cannot be read at the moment"),
            mend=Text("请稍后再试，或联系窗口。", "Try again later, or ask at the counter."),
        ) from missing
