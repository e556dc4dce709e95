"""A step that was done for the same input is not done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(paths: Iterable[Path], *words: str) -> str:
    """One hash over names and contents of files, and of all files in folders; the order does not matter."""
    total = hashlib.sha256()
    for path in sorted(paths):
        files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
        for file in sorted(files):
            name = file.relative_to(path.parent).as_posix()
            total.update(f"{name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    for word in words:
        total.update(f"{word}\0".encode())
    return total.hexdigest()


def holds(stamp: Path, value: str) -> bool:
    """Whether the step that left this stamp was finished for exactly this input."""
    return stamp.is_file() and stamp.read_text().strip() == value


def leave(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n")
