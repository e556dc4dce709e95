"""Parquet files of subjects: which there are, how many subjects each holds, and of what types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onedoor.batch.problems import Problem
from onedoor.errors import NotFound
from onedoor.text import Text

MAGIC, ENCRYPTED = b"PAR1", b"PARE"


@dataclass(frozen=True, slots=True)
class SubjectFile:
    """One file. Its subjects are numbered from ``first``; ``groups`` are the rows of its row groups."""

    path: Path
    first: int
    groups: tuple[int, ...]
    schema: pa.Schema

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def rows(self) -> int:
        return sum(self.groups)


@dataclass(frozen=True, slots=True)
class SubjectFiles:
    """The files that could be opened, in the order of their names, and what is wrong with the others.

    Subjects are numbered through all files that could be opened, from zero.
    """

    files: tuple[SubjectFile, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)

    @property
    def names(self) -> frozenset[str]:
        """The columns that any file has."""
        return frozenset(name for file in self.files for name in file.schema.names)


def open_files(place: Path) -> SubjectFiles:
    """What the footers say of a Parquet file, or of those in a folder; no row is read.

    Raises ``NotFound`` where there is no such file, or no Parquet file in the folder.
    """
    files: list[SubjectFile] = []
    problems: list[Problem] = []
    for path in _paths(place):
        opened = _opened(path)
        if isinstance(opened, Problem):
            problems.append(opened)
        else:
            files.append(opened)
    return SubjectFiles(numbered(files), tuple(problems))


def numbered(files: Iterable[SubjectFile]) -> tuple[SubjectFile, ...]:
    """The files with their subjects numbered through, from zero."""
    given = tuple(files)
    firsts = accumulate((file.rows for file in given), initial=0)
    return tuple(replace(file, first=first) for file, first in zip(given, firsts, strict=False))


def _paths(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    inside: Iterator[Path] = place.glob("*.parquet") if place.is_dir() else iter(())
    found = sorted(path for path in inside if path.is_file() and path.name[0] not in "._")
    if not found:
        expected = Text(
            "Parquet 文件，或装有 *.parquet 的文件夹", "a Parquet file, or a folder with *.parquet"
        )
        why = (
            Text(f"{place} 中没有 *.parquet", f"no *.parquet in {place}")
            if place.is_dir()
            else Text(f"没有 {place}", f"there is no {place}")
        )
        raise NotFound("match.subjects", found=why, expected=expected)
    return found


def _opened(path: Path) -> SubjectFile | Problem:
    try:
        with pq.ParquetFile(path) as file:
            footer = file.metadata
            groups = tuple(footer.row_group(place).num_rows for place in range(footer.num_row_groups))
            return SubjectFile(path, 0, groups, file.schema_arrow)
    except (OSError, pa.ArrowException) as error:
        return _fault(path, error)


def _fault(path: Path, error: Exception) -> Problem:
    """What is wrong with a file whose footer cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
            size = file.seek(0, 2)
            file.seek(max(0, size - 4))
            tail = file.read(4)
    except OSError as unreadable:
        reason = unreadable.strerror or str(unreadable)
        return Problem.told(
            path.name, "match.file", Text(f"无法读取：{reason}", f"it cannot be read: {reason}")
        )
    if head == MAGIC and tail not in (MAGIC, ENCRYPTED):
        return Problem.told(
            path.name,
            "match.parquet_cut_short",
            Text(
                f"文件不完整：{size} 字节，缺少结尾", f"the file is cut short: {size} bytes, without its end"
            ),
            expected=Text("以 PAR1 结尾的 Parquet 文件", "a Parquet file, which ends with PAR1"),
            mend=Text("请重新传输或重新导出该文件。", "Transfer or export the file again."),
        )
    if ENCRYPTED in (head, tail):
        found = Text("文件已加密", "the file is encrypted")
    elif head != MAGIC:
        found = Text(f"不是 Parquet 文件（{size} 字节）", f"not a Parquet file ({size} bytes)")
    else:
        reason = str(error).splitlines()[0]
        found = Text(f"Parquet 文件已损坏：{reason}", f"a damaged Parquet file: {reason}")
    return Problem.told(path.name, "match.parquet", found, expected=Text("Parquet 文件", "a Parquet file"))
