"""A result folder that is there whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from onedoor.errors import Conflict, NotFound, Unavailable
from onedoor.text import Text

PARTIAL, BEFORE, LOCK = "partial", "before", ".lock"
REPORT = "report.json"


class ResultFolder:
    """``with ResultFolder(out) as made:`` gives a new folder ``made.path``; ``made.keep()`` puts it in its place.

    Without ``keep()``, and after any error, nothing of it is left. What a killed run left beside ``out`` is
    removed by the next run. An ``out`` that is there is refused ("match.out_exists") unless ``replace``, which
    leaves it as it is until the new one is whole; an ``out`` that another run is writing, "match.out_busy".
    """

    def __init__(self, out: Path, *, replace: bool = False) -> None:
        self.out = out.resolve()
        self.replace = replace
        self.path = self.out.parent / f".{self.out.name}.{PARTIAL}"
        self.before = self.out.parent / f".{self.out.name}.{BEFORE}"
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._claimed()
            self._clear()
        except OSError as error:
            self._release()
            raise not_writable(self.out, error) from error
        if (refusal := self._refusal()) is not None:
            self._drop()
            self._release()
            raise refusal
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()
        with suppress(OSError):
            self._settle()
        self._release()

    def keep(self) -> None:
        """The new folder stands in its place and on the disk; an old one that it replaces is gone.

        Raises ``Unavailable`` where the disk is full.
        """
        try:
            for each in (*self.path.rglob("*"), self.path):
                _flush(each)
            if self.out.exists():
                self.out.rename(self.before)
            self.path.rename(self.out)
            _flush(self.out.parent)
        except OSError as error:
            raise not_writable(self.out, error) from error
        (self.out / LOCK).unlink(missing_ok=True)
        self._settle()

    def _refusal(self) -> Conflict | None:
        """Why the place is not free: something is there that is not to be replaced, or is no result."""
        if not self.out.exists():
            return None
        if not self.replace:
            return Conflict(
                "match.out_exists",
                found=str(self.out),
                expected=Text("还不存在的文件夹", "a folder that is not there yet"),
                mend=Text("换一个 --out，或用 --replace 替换它。", "Choose another --out, or --replace it."),
            )
        if (self.out / REPORT).is_file() or (self.out.is_dir() and not any(self.out.iterdir())):
            return None
        return Conflict(
            "match.out_foreign",
            found=str(self.out),
            expected=Text(
                f"以前的结果文件夹（其中有 {REPORT}）", f"a folder of earlier results, with a {REPORT}"
            ),
            mend=Text(
                "换一个 --out：这里的内容不会被删除。", "Choose another --out: what is there is not deleted."
            ),
        )

    def _claimed(self) -> IO[bytes]:
        """The lock of the partial folder, held; whoever dies lets go of it."""
        while True:
            self.path.mkdir(exist_ok=True)
            try:
                lock = (self.path / LOCK).open("ab")
            except FileNotFoundError:
                continue  # another run has just finished and moved the folder away
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.close()
                raise Conflict(
                    "match.out_busy",
                    found=Text(f"另一个进程正在写 {self.out}", f"another process is writing {self.out}"),
                    mend=Text("等它结束，或换一个 --out。", "Wait for it, or choose another --out."),
                ) from None
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(lock.fileno()), (self.path / LOCK).stat()):
                    return lock
            lock.close()

    def _clear(self) -> None:
        """What a killed run left is gone; an old result that it had already moved aside is back."""
        for each in self.path.iterdir():
            if each.is_dir():
                shutil.rmtree(each)
            elif each.name != LOCK:
                each.unlink()
        self._settle()

    def _settle(self) -> None:
        """The old result that was moved aside is back where there is no new one, else gone."""
        if self.before.exists():
            if self.out.exists():
                shutil.rmtree(self.before)
            else:
                self.before.rename(self.out)

    def _drop(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _flush(path: Path) -> None:
    """What was written to the file or folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def not_writable(out: Path, error: OSError, option: str = "--out") -> Unavailable:
    """The refusal where results cannot be written: no space, no right, no such place."""
    return Unavailable(
        "match.out",
        found=error.strerror or str(error),
        expected=Text("可以写入、空间足够的位置", "a place that can be written and has room"),
        where=str(out),
        mend=Text(
            f"没有留下不完整的结果；换一个 {option} 再试。",
            f"Nothing partial was left; try another {option}.",
        ),
    )


def check_file(path: Path, option: str, *, replace: bool) -> None:
    """Nothing, where the file can be begun; else the refusal, before any work is done.

    Raises ``NotFound`` where there is no folder for it, ``Conflict`` where something is there that is not to be
    replaced, or no file.
    """
    if not path.parent.is_dir():
        raise NotFound(
            "match.file",
            found=Text(f"没有文件夹 {path.parent}", f"there is no folder {path.parent}"),
            expected=Text("已有文件夹中的文件", "a file in a folder that is there"),
            where=f"{option} {path}",
        )
    if path.is_dir():
        raise Conflict(
            "match.out_exists",
            found=Text(f"{path} 是文件夹", f"{path} is a folder"),
            expected=Text("文件", "a file"),
            where=f"{option} {path}",
        )
    if path.exists() and not replace:
        raise Conflict(
            "match.out_exists",
            found=str(path),
            expected=Text("还不存在的文件", "a file that is not there yet"),
            where=f"{option} {path}",
            mend=Text(
                f"换一个 {option}，或用 --replace 替换它。", f"Choose another {option}, or --replace it."
            ),
        )


@contextmanager
def whole_file(path: Path, option: str) -> Iterator[Path]:
    """A file beside ``path`` that takes its place when all went well, and is gone when not.

    Raises ``Unavailable`` where it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise not_writable(path, error, option) from error
    finally:
        part.unlink(missing_ok=True)
