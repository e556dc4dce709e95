"""Where a command acts, and where its files lie."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from onedoor.errors import Conflict, NotFound, OnedoorError, Unavailable
from onedoor.text import Text

if TYPE_CHECKING:
    from onedoor.apps.tenancy.actor import Actor


def house_of(tenant: str, language: str) -> Actor:
    """The house itself in the tenant with that code, or in the only one; ``Conflict`` where there are several to choose from."""
    from dataclasses import replace

    from onedoor.apps.tenancy.actor import Actor
    from onedoor.apps.tenancy.queries import all_tenants

    found = [each for each in all_tenants() if tenant in ("", each.code)]
    if not found:
        raise NotFound("tenant.unknown", found=tenant or Text("没有租户", "no tenant"))
    if len(found) > 1:
        raise Conflict(
            "tenant.several",
            found=", ".join(each.code for each in found),
            expected="--tenant CODE",
            mend=Text("用 --tenant 指明其中一个。", "Name one of them with --tenant."),
        )
    return replace(Actor.system(found[0].pk), language=language)


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[IO[bytes]]:
    """A file that takes its place when all went well; without that, nothing is left, and what was there stays.

    Raises ``Conflict`` where something is there that is not to be replaced, ``Unavailable`` where nothing can be written.
    """
    refuse_what_is_there(path, replace=replace)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OnedoorError:
        raise
    except OSError as error:
        raise Unavailable("file.not_writable", found=str(error), where=str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def refuse_what_is_there(path: Path, *, replace: bool) -> None:
    if path.is_dir() or (path.exists() and not replace):
        raise Conflict(
            "file.exists",
            found=str(path),
            mend=Text("换一个名字，或用 --replace 替换它。", "Choose another name, or --replace it."),
        )


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder that takes its place when all went well; one that is there is refused."""
    if path.exists():
        raise Conflict("file.exists", found=str(path), mend=Text("换一个文件夹。", "Choose another folder."))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as part:
            made = Path(part) / path.name
            made.mkdir()
            yield made
            made.rename(path)
    except OnedoorError:
        raise
    except OSError as error:
        raise Unavailable("file.not_writable", found=str(error), where=str(path)) from error
