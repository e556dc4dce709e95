"""The column that says who subjects are."""

from __future__ import annotations

import pyarrow as pa
from pyarrow import types as t

from onedoor.batch.problems import Problem
from onedoor.batch.subject_files import SubjectFile
from onedoor.engine.dmn.errors import did_you_mean
from onedoor.text import Text

CREDIT_CODE = "统一社会信用代码"


def id_column(wanted: str | None, files: tuple[SubjectFile, ...]) -> tuple[str, tuple[Problem, ...]]:
    """The id column, and the files that lack it or hold it in another type than texts or whole numbers.

    ``wanted`` is "" for none, None for the credit code where all files have it.
    """
    if wanted is None:
        everywhere = bool(files) and all(_fault(CREDIT_CODE, file) is None for file in files)
        return (CREDIT_CODE if everywhere else ""), ()
    if not wanted:
        return "", ()
    return wanted, tuple(problem for file in files if (problem := _fault(wanted, file)) is not None)


def _fault(wanted: str, file: SubjectFile) -> Problem | None:
    expected = Text("文本或整数的编号列", "a column of ids, texts or whole numbers")
    if wanted not in file.schema.names:
        return Problem.told(
            file.name,
            "match.id",
            Text(f"没有编号列“{wanted}”", f"there is no id column {wanted}"),
            expected=expected,
            mend=did_you_mean(wanted, file.schema.names),
        )
    kind: pa.DataType = file.schema.field(wanted).type
    kind = kind.value_type if t.is_dictionary(kind) else kind
    if any(test(kind) for test in (t.is_string, t.is_large_string, t.is_string_view, t.is_integer)):
        return None
    found = Text(f"编号列“{wanted}”的类型是 {kind}", f"the id column {wanted} is of type {kind}")
    return Problem.told(file.name, "match.id", found, expected=expected)
