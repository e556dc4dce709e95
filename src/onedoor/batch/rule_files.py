"""What a file of rules gives: a rule, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from onedoor.batch.problems import Problem
from onedoor.engine.dmn import Model
from onedoor.engine.feel import Expression
from onedoor.text import Text


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One rule. ``condition`` is true for whom it fits, ``benefit`` what it brings them, in yuan.

    ``line`` is where its text begins in the file. A rule of a decision model keeps the ``model`` and the name
    of its ``decision``, by which it is explained clause by clause.
    """

    name: str
    path: Path
    condition: Expression
    benefit: Expression | None = None
    title: str = ""
    line: int = 1
    model: Model | None = field(default=None, repr=False, compare=False)
    decision: str = ""


def unreadable(file: str, error: OSError | UnicodeDecodeError) -> Problem:
    """The problem that a file cannot be read, or is no UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        found = Text(f"第 {error.start + 1} 个字节不是 UTF-8", f"byte {error.start + 1} is not UTF-8")
        return Problem.told(file, "match.encoding", found, expected=Text("UTF-8 编码的文本", "text in UTF-8"))
    reason = error.strerror or str(error)
    return Problem.told(file, "match.file", Text(f"无法读取：{reason}", f"it cannot be read: {reason}"))
